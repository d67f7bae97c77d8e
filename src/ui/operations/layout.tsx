import { data, type LoaderFunctionArgs, Outlet, redirect } from 'react-router';

import { get } from '../api.ts';
import { Frame } from '../components/frame.tsx';
import { MayOpen } from '../components/may-open.ts';
import { type Me, useReader } from '../reader.ts';
import { mayOpen, pagesFor } from './roles.ts';

/** The API refuses each reading by role again; this only saves people from a page full of refusals. */
export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me & { readonly lacksSecondFactor?: true }>(args, '/me');
  if (me.kind !== 'staff') throw data({ title: 'Operations is for staff.', status: 403 }, { status: 403 });
  if (me.lacksSecondFactor) throw redirect('/account/second-factor?next=/ops');
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
