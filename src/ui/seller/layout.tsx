import { data, type LoaderFunctionArgs, Outlet } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { group } from '../components/area-nav.tsx';
import { Frame } from '../components/frame.tsx';
import type { Me } from '../reader.ts';

export async function loader(args: LoaderFunctionArgs) {
  const me = await get<Me>(args, '/me');
  if (me.kind !== 'seller') throw data({ title: 'This area is for sellers.', status: 403 }, { status: 403 });
  return null;
}

export default function SellerLayout() {
  const t = useTranslations('health');
  const help = useTranslations('help');
  return (
    <Frame
      area={t('area')}
      nav={[
        { to: '/seller', label: t('nav.overview') },
        group(t('nav.orders'), [
          { to: '/seller/orders', label: t('nav.orders') },
          { to: '/seller/returns', label: t('nav.returns') },
        ]),
        group(t('nav.listings'), [
          { to: '/seller/listings', label: t('nav.listings-page') },
          { to: '/seller/position', label: t('nav.position') },
          { to: '/seller/quality', label: t('nav.quality') },
          { to: '/seller/guides', label: help('found') },
        ]),
        { to: '/seller/messages', label: t('nav.messages') },
        group(t('nav.health'), [
          { to: '/seller/health', label: t('nav.health-page') },
          { to: '/seller/violations', label: t('nav.violations') },
        ]),
        { to: '/seller/payouts', label: t('nav.payouts'), also: '/seller/chargebacks' },
        group(t('nav.settings'), [
          { to: '/seller/settings', label: t('nav.shop') },
          { to: '/seller/team', label: t('nav.team') },
          { to: '/seller/holidays', label: t('nav.holidays') },
          { to: '/seller/webhooks', label: t('nav.webhooks') },
        ]),
      ]}
    >
      <Outlet />
    </Frame>
  );
}
