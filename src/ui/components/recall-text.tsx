/** A recall as the official template has it (Implementing Regulation (EU) 2024/1435): headline, goods, danger, what to do. */
import { useTranslations } from 'use-intl';

import type { RecallText } from '../recalls/models.ts';

export function RecallNotice({ recall, headline = true }: { recall: RecallText; headline?: boolean }) {
  const t = useTranslations('quality');
  const { product, identification, hazard, risk, instructions, remedies, contact, pictureOf } = recall;
  return (
    <article className="overflow-hidden rounded-xl border-2 border-bad bg-surface">
      {headline && (
        <p className="flex items-center gap-2.5 bg-bad px-4 py-3 text-lg font-semibold text-surface">
          <svg
            viewBox="0 0 24 24"
            className="size-6 shrink-0"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinejoin="round"
            strokeLinecap="round"
            aria-hidden="true"
          >
            <path d="M12 3 22 20.5H2zM12 10v5M12 17.8v.1" />
          </svg>
          {t('recalls.headline')}
        </p>
      )}
      <div className="grid gap-5 p-4 sm:grid-cols-[12rem_1fr] sm:p-5">
        <img
          src={`/api/v1/listings/${encodeURIComponent(pictureOf)}/images/0?size=thumb`}
          alt={t('recalls.picture')}
          width={320}
          height={320}
          className="aspect-square w-48 max-w-full rounded-lg bg-sunken object-cover sm:w-full"
        />
        <dl className="grid content-start gap-4">
          <Fact name={t('labels.product')}>
            <span className="text-lg font-semibold">{product}</span>
          </Fact>
          <Fact name={t('labels.identification')}>{identification}</Fact>
          <Fact name={t('labels.hazard')}>
            <span className="font-semibold text-bad">{t(`hazards.${hazard}`)}</span>
          </Fact>
          <Fact name={t('labels.risk')}>{risk}</Fact>
          <Fact name={t('labels.instructions')}>
            <ul className="grid list-inside list-disc gap-0.5 font-medium">
              {instructions.map((instruction) => (
                <li key={instruction}>{t(`instructions.${instruction}`)}</li>
              ))}
            </ul>
          </Fact>
          <Fact name={t('labels.remedies')}>
            {remedies.map((remedy) => t(`remedies.${remedy}`)).join(' · ')}
          </Fact>
          <Fact name={t('labels.contact')}>{contact}</Fact>
        </dl>
      </div>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="break-words whitespace-pre-line">{children}</dd>
    </div>
  );
}
