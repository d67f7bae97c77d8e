import { Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';

import { useReader } from '../reader.ts';

/** Asks who accepted an older version of the terms to look at the one in force. Staff work under a contract of their own. */
export function TermsNotice() {
  const { me } = useReader();
  const { pathname } = useLocation();
  const t = useTranslations('frame.terms-changed');
  if (!me || me.kind === 'staff' || pathname === '/terms' || me.terms.accepted === me.terms.current)
    return null;
  return (
    <aside className="border-b border-line bg-info-soft print:hidden">
      <p className="mx-auto flex max-w-7xl flex-wrap gap-x-3 px-4 py-2 text-sm text-info sm:px-6">
        {t('text')}
        <Link to="/terms" className="font-medium underline underline-offset-4">
          {t('action')}
        </Link>
      </p>
    </aside>
  );
}
