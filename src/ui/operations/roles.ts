/** Which staff see which page. The API judges each reading and command again; this only offers nothing in vain. */
import type { Me } from '../reader.ts';

const CASES = ['representative', 'investigator', 'reviewer', 'head'];
const JUDGING = ['investigator', 'reviewer', 'head'];

export interface StaffPage {
  readonly to: string;
  readonly label: string;
  /** Pages that belong to it besides those below its own path. */
  readonly also?: string;
  readonly roles: readonly string[];
}

export const STAFF_PAGES: readonly StaffPage[] = [
  { to: '/ops', label: 'Cases', also: '/ops/cases/', roles: CASES },
  { to: '/ops/complaints', label: 'Complaints', roles: CASES },
  { to: '/ops/proposals', label: 'Proposals', roles: CASES },
  { to: '/ops/appeals', label: 'Appeals', roles: JUDGING },
  { to: '/ops/plans', label: 'Plans', roles: CASES },
  { to: '/ops/holds', label: 'Holds', roles: JUDGING },
  { to: '/ops/goods', label: 'Goods', roles: [...JUDGING, 'inspector'] },
  { to: '/ops/campaigns', label: 'Campaigns', roles: JUDGING },
  { to: '/ops/bounds', label: 'Worst by bound', roles: [...CASES, 'engineer'] },
  { to: '/ops/parties', label: 'Parties', roles: CASES },
  { to: '/ops/team', label: 'Team and load', roles: ['head'] },
  { to: '/ops/log', label: 'Log', roles: ['reviewer', 'head', 'engineer'] },
];

export function pagesFor(me: Pick<Me, 'roles'> | null): readonly StaffPage[] {
  return STAFF_PAGES.filter(({ roles }) => hasRole(me, roles));
}

export function hasRole(me: Pick<Me, 'roles'> | null, roles: readonly string[]): boolean {
  return me?.roles.some((role) => roles.includes(role)) ?? false;
}
