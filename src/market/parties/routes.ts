import { z } from 'zod';
import { type AnyRoute, read } from '../../door/route.ts';
import type { Cashier } from '../../processes/cashier.ts';
import type { RemoveLogin } from '../../processes/erase-party.ts';
import { OWN_DOCUMENT_OPENINGS } from './document-views.ts';
import { meRoutes } from './me-routes.ts';
import { type OwnData, rowsOf } from './me-views.ts';
import { staffRoutes } from './staff-routes.ts';

const terms = read({
  path: '/terms',
  summary: 'The terms in force, clause by clause',
  tag: 'terms',
  access: { who: ['anyone'] },
  response: z.object({
    version: z.string(),
    clauses: z.record(z.string(), z.object({ title: z.string(), text: z.string() })),
    rulebook: z.object({ id: z.string(), version: z.string(), hash: z.string() }),
  }),
  handle: async ({ rulebook, rulebookHash, wording }) => ({
    ...wording.terms,
    rulebook: { id: rulebook.id, version: rulebook.version, hash: rulebookHash },
  }),
});

/** Rows of other slices in which a party is a side: its own data, for the export. */
const OWN_ROWS: readonly OwnData[] = [
  rowsOf('listing', ['seller']),
  rowsOf('listing_attempt', ['seller']),
  rowsOf('order', ['seller', 'buyer']),
  rowsOf('conversation', ['seller', 'buyer']),
  rowsOf('review', ['seller', 'buyer']),
  rowsOf('complaint', ['complainant']),
  rowsOf('sanction', ['party']),
  rowsOf('rectification', ['party']),
  rowsOf('notice', ['addressee']),
  rowsOf('appeal', ['appellant']),
  rowsOf('payment', ['seller']),
  rowsOf('payout', ['seller']),
  rowsOf('deposit', ['seller']),
  rowsOf('dispute', ['seller']),
  rowsOf('member', ['seller']),
  rowsOf('webhook', ['owner']),
  OWN_DOCUMENT_OPENINGS,
];

/**
 * `removeLogin` deletes a sign-in account for good; `ownData` adds to the export what other slices keep about a
 * party and can't be told from a column.
 */
export function partyRoutes(ports: {
  readonly removeLogin: RemoveLogin;
  readonly cashier: Cashier;
  readonly ownData?: readonly OwnData[];
}): readonly AnyRoute[] {
  const { removeLogin, ownData = [] } = ports;
  const connectedAccounts = ports.cashier.provider.connectedAccounts === true;
  return [
    terms,
    ...meRoutes({ removeLogin, connectedAccounts, ownData: [...OWN_ROWS, ...ownData] }),
    ...staffRoutes({ removeLogin }),
  ];
}
