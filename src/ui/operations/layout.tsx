import { data, type LoaderFunctionArgs, Outlet, redirect } from 'react-router';

import { get } from '../api.ts';
import { Frame } from '../components/frame.tsx';
import { MayOpen } from '../components/may-open.ts';
import { type Me, useReader } from '../reader.ts';
import { mayOpen, pagesFor } from './roles.ts';

interface Own extends Me {
  readonly lacksSecondFactor?: true;
  /** Of the staff: their roles rest. */
  readonly standing: { readonly hold: object | null } | null;
}

const AT_REST =
  'An account that shares your mail address or other data was barred for good. Your roles rest until the bar ends, or until a head of service, who is not you, has looked at it and lets you keep them. Your own data stay open to you.';

/** The API refuses each reading by role again; this only saves people from a page full of refusals. */
export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Own>(args, '/me');
  if (me.kind !== 'staff') throw data({ title: 'Operations is for staff.', status: 403 }, { status: 403 });
  if (me.lacksSecondFactor) throw redirect('/account/second-factor?next=/ops');
  if (me.standing?.hold)
    throw data({ title: 'Your roles rest', detail: AT_REST, status: 403 }, { status: 403 });
  return null;
}

export default function OperationsLayout() {
  const { me } = useReader();
  return (
    <Frame area="Operations" nav={pagesFor(me)}>
      <MayOpen value={(path) => mayOpen(me, path)}>
        <Outlet />
      </MayOpen>
    </Frame>
  );
}
