import { data, type LoaderFunctionArgs, Outlet } from 'react-router';

import { get } from '../api.ts';
import { Frame, type NavItem } from '../components/frame.tsx';
import type { Me } from '../reader.ts';

/** The API refuses each reading by role again; this only saves people from a page full of refusals. */
export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  if (me.kind !== 'staff') throw data({ title: 'Operations is for staff.', status: 403 }, { status: 403 });
  return null;
}

const NAV: readonly NavItem[] = [
  { to: '/ops', label: 'Cases', also: '/ops/cases/' },
  { to: '/ops/proposals', label: 'Proposals' },
  { to: '/ops/campaigns', label: 'Campaigns' },
  { to: '/ops/bounds', label: 'Worst by bound' },
  { to: '/ops/parties', label: 'Parties' },
  { to: '/ops/log', label: 'Log' },
];

export default function OperationsLayout() {
  return (
    <Frame area="Operations" nav={NAV}>
      <Outlet />
    </Frame>
  );
}
