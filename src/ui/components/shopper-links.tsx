import { Link, useLocation, useRouteLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { useReader } from '../reader.ts';

const ITEMS = [
  { to: '/orders', label: 'orders', shape: 'M4 7.5 12 3l8 4.5v9L12 21l-8-4.5zM4 7.5l8 4.5 8-4.5M12 12v9' },
  { to: '/messages', label: 'messages', shape: 'M4 5h16v11H10l-4.5 4V16H4z' },
  { to: '/cart', label: 'cart', shape: 'M3 4h2.5l2.3 11h9.9L20 7.5H6.4M9 19.5v.1M16.5 19.5v.1' },
] as const;

/** A shopper's own places, in the banner. Visitors see the cart; staff and sellers buy nothing here. */
export function ShopperLinks() {
  const { me } = useReader();
  const { pathname } = useLocation();
  const t = useTranslations('frame.account');
  const inCart = useRouteLoaderData<{ cartCount: number | null }>('storefront/layout')?.cartCount ?? 0;
  if (me !== null && me.kind !== 'buyer') return null;
  return (
    <nav aria-label={t('mine')}>
      <ul className="flex items-center gap-0.5 sm:gap-1">
        {ITEMS.filter((item) => me !== null || item.to === '/cart').map((item) => (
          <li key={item.to}>
            <Link
              to={item.to}
              aria-current={pathname.startsWith(item.to) ? 'page' : undefined}
              className="flex min-h-10 items-center gap-1.5 rounded-lg px-1.5 text-muted hover:bg-sunken hover:text-ink sm:px-2 aria-[current=page]:text-accent"
            >
              <svg
                viewBox="0 0 24 24"
                className="size-5"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.8"
                strokeLinecap="round"
                strokeLinejoin="round"
                aria-hidden="true"
              >
                <path d={item.shape} />
              </svg>
              <span className="sr-only lg:not-sr-only">{t(item.label)}</span>
              {item.to === '/cart' && inCart > 0 && (
                <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent tabular-nums">
                  {inCart}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
