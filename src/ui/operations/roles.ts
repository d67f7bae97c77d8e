/** Which staff see which page. The API judges each reading and command again; this only offers nothing in vain. */
import { group, type NavItem } from '../components/area-nav.tsx';
import type { Me } from '../reader.ts';

const CASES = ['representative', 'investigator', 'reviewer', 'head'];
const QUALITY = [...CASES, 'inspector'];
const JUDGING = ['investigator', 'reviewer', 'head'];

export interface StaffPage {
  readonly to: string;
  readonly label: string;
  /** Pages that belong to it besides those below its own path. */
  readonly also?: string;
  /** Pages below its path are entries of their own. */
  readonly exact?: true;
  readonly roles: readonly string[];
}

/** One entry of the navigation for what belongs together. A group without a page for the reader is not shown. */
export const STAFF_GROUPS: readonly { readonly label: string; readonly pages: readonly StaffPage[] }[] = [
  {
    label: 'Enforcement',
    pages: [
      { to: '/ops', label: 'Cases', also: '/ops/cases/', roles: CASES },
      { to: '/ops/complaints', label: 'Complaints', roles: CASES },
      { to: '/ops/proposals', label: 'Proposals', roles: CASES },
      { to: '/ops/appeals', label: 'Appeals', roles: JUDGING },
      { to: '/ops/plans', label: 'Plans', roles: CASES },
      { to: '/ops/campaigns', label: 'Campaigns', roles: JUDGING },
      { to: '/ops/bounds', label: 'Worst by bound', roles: [...CASES, 'engineer'] },
      { to: '/ops/strikes', label: 'Carrier strikes', roles: CASES },
      { to: '/ops/log', label: 'Log', roles: ['reviewer', 'head', 'engineer'] },
    ],
  },
  {
    label: 'Service',
    pages: [
      { to: '/ops/desk', label: 'Desk', roles: ['representative', 'head', 'inspector'] },
      { to: '/ops/returns', label: 'Returns', roles: [...CASES, 'inspector'] },
      { to: '/ops/guides', label: 'Guides', roles: ['representative', 'head', 'inspector'] },
    ],
  },
  {
    label: 'Quality',
    pages: [
      { to: '/ops/quality', label: 'Quality', exact: true, roles: QUALITY },
      { to: '/ops/quality/lots', label: 'Inspections', roles: QUALITY },
      { to: '/ops/quality/goods', label: 'Defects', roles: QUALITY },
      { to: '/ops/quality/recalls', label: 'Recalls', roles: QUALITY },
      { to: '/ops/quality/authorities', label: 'Authorities', roles: QUALITY },
      { to: '/ops/goods', label: 'Goods to clear', roles: [...JUDGING, 'inspector'] },
    ],
  },
  {
    label: 'Shop',
    pages: [
      { to: '/ops/promotions', label: 'Promotions', roles: [...CASES, 'engineer'] },
      { to: '/ops/search-index', label: 'Search index', roles: ['reviewer', 'head', 'engineer'] },
    ],
  },
  {
    label: 'People',
    pages: [
      { to: '/ops/parties', label: 'Parties', roles: CASES },
      { to: '/ops/holds', label: 'Holds', roles: JUDGING },
      { to: '/ops/team', label: 'Team and load', roles: ['head'] },
    ],
  },
];

/** Those that no navigation leads to, where not everybody may see them who sees the page above. */
const OTHER_PAGES: readonly Pick<StaffPage, 'to' | 'also' | 'roles'>[] = [
  { to: '/ops/notices', roles: CASES },
  { to: '/ops/desk/macros', roles: ['representative', 'head'] },
  { to: '/ops/desk/reports', roles: ['head'] },
];

export function pagesFor(me: Pick<Me, 'roles'> | null): readonly NavItem[] {
  return STAFF_GROUPS.flatMap(({ label, pages }) => {
    const [first, ...rest] = pages.filter(({ roles }) => hasRole(me, roles));
    return first ? [group(label, [first, ...rest])] : [];
  });
}

export function hasRole(me: Pick<Me, 'roles'> | null, roles: readonly string[]): boolean {
  return me?.roles.some((role) => roles.includes(role)) ?? false;
}

/** Whether a page of operations is open to them: a page belongs to the nearest one above it that is named here. */
export function mayOpen(me: Pick<Me, 'roles'> | null, path: string): boolean {
  const [asked = ''] = path.split(/[?#]/);
  const [nearest] = [...OTHER_PAGES, ...STAFF_GROUPS.flatMap(({ pages }) => pages)]
    .filter(({ to, also }) => asked === to || asked.startsWith(also ?? `${to}/`))
    .toSorted((a, b) => b.to.length - a.to.length);
  return nearest === undefined || hasRole(me, nearest.roles);
}
