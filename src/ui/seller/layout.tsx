import { data, type LoaderFunctionArgs, Outlet } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Frame } from '../components/frame.tsx';
import type { Me } from '../reader.ts';

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  if (me.kind !== 'seller') throw data({ title: 'This area is for sellers.', status: 403 }, { status: 403 });
  return null;
}

export default function SellerLayout() {
  const t = useTranslations('health');
  return (
    <Frame
      area={t('area')}
      nav={[
        { to: '/seller', label: t('nav.overview') },
        { to: '/seller/orders', label: t('nav.orders') },
        { to: '/seller/listings', label: t('nav.listings') },
        { to: '/seller/messages', label: t('nav.messages') },
        { to: '/seller/health', label: t('nav.health'), also: '/seller/violations' },
        { to: '/seller/payouts', label: t('nav.payouts'), also: '/seller/chargebacks' },
        { to: '/seller/settings', label: t('nav.settings') },
      ]}
    >
      <Outlet />
    </Frame>
  );
}
