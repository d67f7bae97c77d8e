import { NavLink } from 'react-router';
import { useTranslations } from 'use-intl';

const LOOK =
  'rounded-lg px-3 py-2 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent';

/** The two sides of the bulletin and its feed. */
export function BulletinNav() {
  const t = useTranslations('bulletin.nav');
  return (
    <nav aria-label={t('enforced')} className="flex flex-wrap gap-1">
      <NavLink to="/transparency" end className={LOOK}>
        {t('enforced')}
      </NavLink>
      <NavLink to="/transparency/rules" className={LOOK}>
        {t('rules')}
      </NavLink>
      <NavLink to="/transparency/ranking" className={LOOK}>
        {t('ranking')}
      </NavLink>
      <a href="/transparency/feed.atom" className={LOOK} type="application/atom+xml">
        {t('feed')}
      </a>
    </nav>
  );
}
