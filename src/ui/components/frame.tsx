import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

import { AccountMenu } from './account-menu.tsx';
import { AreaNav, type NavItem } from './area-nav.tsx';
import { useFollow } from './plain-link.tsx';
import { TellingRefusals } from './passed-by.tsx';
import { PreferencesForm } from './preferences-form.tsx';
import { ShopperLinks } from './shopper-links.tsx';
import { TermsNotice } from './terms-notice.tsx';

interface FrameProps {
  /** Name of the area beside the mark; none for the shop itself. */
  readonly area?: string;
  readonly nav: readonly NavItem[];
  readonly search?: React.ReactNode;
  readonly children: React.ReactNode;
}

/** What all three areas share: skip link, banner, navigation, the page, the foot. */
export function Frame({ area, nav, search, children }: FrameProps) {
  useFollow();
  const t = useTranslations('frame');
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="fixed start-3 top-3 z-20 -translate-y-20 rounded-lg bg-accent px-4 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <header className="print:hidden sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5 sm:px-6">
          <Link
            to={area ? '.' : '/'}
            relative="route"
            className="flex items-center gap-2.5 font-semibold tracking-tight"
          >
            <img src="/icon.svg" alt="" width="28" height="28" />
            Cacashop
            {area && (
              <span className="rounded-md bg-sunken px-2 py-0.5 text-sm font-medium text-muted">{area}</span>
            )}
          </Link>
          {search && <div className="order-last w-full sm:order-none sm:w-auto sm:flex-1">{search}</div>}
          <div className="ms-auto flex items-center gap-2 text-sm">
            {area === undefined && <ShopperLinks />}
            <AccountMenu hasArea={area !== undefined} />
          </div>
        </div>
        <AreaNav label={area ?? t('shop')} items={nav} />
      </header>
      <TermsNotice />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-7xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8"
      >
        <TellingRefusals>{children}</TellingRefusals>
      </main>
      <Foot />
    </div>
  );
}

function Foot() {
  const t = useTranslations('frame');
  return (
    <footer className="border-t border-line print:hidden">
      <div className="mx-auto flex max-w-7xl flex-wrap justify-between items-center gap-x-6 gap-y-3 px-4 py-5 text-sm text-muted sm:px-6">
        <p>{t('motto')}</p>
        <PreferencesForm />
        <p className="flex flex-wrap gap-x-4 gap-y-2">
          <Link to="/sell" className="underline underline-offset-4 hover:text-ink">
            {t('sell')}
          </Link>
          <Link to="/help" className="underline underline-offset-4 hover:text-ink">
            {t('account.help')}
          </Link>
          <Link to="/terms" className="underline underline-offset-4 hover:text-ink">
            {t('terms')}
          </Link>
          <Link to="/recalls" className="underline underline-offset-4 hover:text-ink">
            {t('recalls')}
          </Link>
          <Link to="/transparency" className="underline underline-offset-4 hover:text-ink">
            {t('bulletin')}
          </Link>
          <a href="/api/v1/openapi.json" className="underline underline-offset-4 hover:text-ink">
            API
          </a>
        </p>
      </div>
    </footer>
  );
}
