import { useTranslations } from 'use-intl';

import type { Reason } from './models.ts';

const MARKS = { up: '↑', down: '↓', none: '·' } as const;
const LOOKS = { up: 'text-good', down: 'text-bad', none: 'text-muted' } as const;

/** Why a listing stands where it does in a result, from what the order was made of. */
export function Position({ reasons, title }: { reasons: readonly Reason[]; title: string }) {
  const t = useTranslations('browse.position');
  if (reasons.length === 0) return null;
  return (
    <details className="relative z-[1] mt-1 text-xs">
      <summary className="w-fit list-none py-1 text-muted underline decoration-dotted underline-offset-4 hover:text-ink [&::-webkit-details-marker]:hidden">
        {t('ask')}
        <span className="sr-only">: {title}</span>
      </summary>
      <ul className="mt-1 grid gap-1 rounded-lg bg-sunken p-2.5">
        {reasons.map(({ code, effect, value }) => (
          <li key={code} className="flex gap-1.5">
            <span aria-hidden="true" className={`font-semibold ${LOOKS[effect]}`}>
              {MARKS[effect]}
            </span>
            <span>{t(code === 'reviews' ? `reviews-${effect}` : code, { stars: value ?? 0 })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
