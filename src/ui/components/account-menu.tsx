import { useEffect, useRef } from 'react';
import { Form, Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';

import { takesBareAccount } from '../account/auth.ts';
import { type Me, useReader } from '../reader.ts';

type Kind = Me['kind'];

/** What a person finds under their own name, by kind of account. A new page of theirs is one more line. */
const ENTRIES = [
  { to: '/seller', label: 'my-shop', kinds: ['seller'] },
  { to: '/ops', label: 'operations', kinds: ['staff'] },
  { to: '/orders', label: 'orders', kinds: ['buyer'] },
  { to: '/returns', label: 'returns', kinds: ['buyer'] },
  { to: '/messages', label: 'messages', kinds: ['buyer'] },
  { to: '/help', label: 'help', kinds: ['buyer', 'seller'] },
  { to: '/complaints', label: 'complaints', kinds: ['buyer'] },
  { to: '/account/standing', label: 'standing', kinds: ['buyer'] },
  { to: '/notices', label: 'notices', kinds: ['buyer'] },
  { to: '/account', label: 'account', kinds: ['buyer', 'seller', 'staff'] },
] as const satisfies readonly { to: string; label: string; kinds: readonly Kind[] }[];

const HOMES = {
  staff: { to: '/ops', label: 'operations' },
  seller: { to: '/seller', label: 'my-shop' },
} as const;

/** Who is signed in and their own places; unfolds without scripts. */
export function AccountMenu({ hasArea }: { readonly hasArea: boolean }) {
  const { me, isHalfway } = useReader();
  const { pathname } = useLocation();
  const t = useTranslations('frame.account');
  if (!me && isHalfway) {
    return (
      <>
        {/* There they are finishing it already; by the other way they would become a buyer. */}
        {!takesBareAccount(pathname) && (
          <Link to="/welcome" className="rounded-lg px-3 py-2 font-medium text-accent hover:bg-accent-soft">
            {t('halfway')}
          </Link>
        )}
        <SignOut />
      </>
    );
  }
  if (!me) {
    return (
      <Link to="/sign-in" className="rounded-lg px-3 py-2 font-medium text-accent hover:bg-accent-soft">
        {t('sign-in')}
      </Link>
    );
  }
  const home = me.kind === 'buyer' ? undefined : HOMES[me.kind];
  return (
    <>
      {home && !hasArea && (
        <Link to={home.to} className="rounded-lg px-2.5 py-2 font-medium text-accent hover:bg-accent-soft">
          {t(home.label)}
        </Link>
      )}
      <Menu me={me} />
    </>
  );
}

function Menu({ me }: { readonly me: Me }) {
  const { pathname, key } = useLocation();
  const t = useTranslations('frame.account');
  const entries = ENTRIES.filter(({ kinds }) => (kinds as readonly Kind[]).includes(me.kind));
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  return (
    // Anew on each page: what was open on the one before would cover the one that was asked for.
    <details key={key} ref={menu} className="group relative">
      <summary
        aria-label={t('menu', { name: me.name })}
        className="flex min-h-10 list-none items-center gap-1.5 rounded-lg px-2 text-muted hover:bg-sunken hover:text-ink group-open:bg-sunken [&::-webkit-details-marker]:hidden"
      >
        <svg viewBox="0 0 24 24" className="size-5" {...STROKE} aria-hidden="true">
          <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c1-3.6 4-5.5 7.5-5.5s6.5 1.9 7.5 5.5" />
        </svg>
        <span className="hidden max-w-40 truncate md:inline">{me.name}</span>
        <svg viewBox="0 0 16 16" className="size-3 group-open:rotate-180" {...STROKE} aria-hidden="true">
          <path d="m3.5 6 4.5 4.5L12.5 6" />
        </svg>
      </summary>
      <div className="absolute end-0 top-full z-20 mt-1 w-60 rounded-xl border border-line bg-surface p-1.5 shadow-lg">
        <p className="truncate border-b border-line px-2.5 pt-1 pb-2 font-medium md:hidden">{me.name}</p>
        <ul>
          {entries.map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                aria-current={pathname === to ? 'page' : undefined}
                className="block rounded-lg px-2.5 py-2 hover:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-accent"
              >
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
        <div className="mt-1 border-t border-line pt-1">
          <SignOut />
        </div>
      </div>
    </details>
  );
}

function SignOut() {
  const t = useTranslations('frame.account');
  return (
    <Form method="post" action="/sign-out">
      <button
        type="submit"
        className="w-full rounded-lg px-2.5 py-2 text-start text-muted hover:bg-sunken hover:text-ink"
      >
        {t('sign-out')}
      </button>
    </Form>
  );
}

/** With scripts, as menus do: a click elsewhere or Escape closes it. */
function useClosing(menu: React.RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const close = (event: Event) => {
      const { current } = menu;
      if (!current?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        current.querySelector('summary')?.focus();
      } else if (event.target instanceof Node && current.contains(event.target)) return;
      current.open = false;
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, [menu]);
}

const STROKE = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: '1.8',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
