import { data, type LoaderFunctionArgs, Outlet } from 'react-router';

import { get } from '../api.ts';
import { Frame } from '../components/frame.tsx';
import type { Me } from '../reader.ts';

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  if (me.kind !== 'seller') throw data({ title: 'This area is for sellers.', status: 403 }, { status: 403 });
  return null;
}

export default function SellerLayout() {
  return (
    <Frame area="Seller" nav={[{ to: '/seller', label: 'Overview' }]}>
      <Outlet />
    </Frame>
  );
}
