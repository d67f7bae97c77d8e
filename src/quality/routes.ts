import type { AnyRoute } from '../door/route.ts';
import type { CashierCalls } from '../processes/cashier.ts';
import { authorityRoutes } from './authority-routes.ts';
import { claimRoutes } from './claim-routes.ts';
import { lotRoutes } from './lot-routes.ts';
import { recallRoutes } from './recall-routes.ts';
import { watchRoutes } from './watch-routes.ts';

export function qualityRoutes(ports: { readonly cashier: CashierCalls }): readonly AnyRoute[] {
  return [...watchRoutes(), ...lotRoutes(), ...recallRoutes(), ...claimRoutes(ports), ...authorityRoutes()];
}
