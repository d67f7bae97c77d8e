/** What is known of a return: the same for both sides and for whoever decides. */
import { useTranslations } from 'use-intl';

import { Article } from '../buying/article.tsx';
import { Clock, DateTime, Money } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Facts, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Timeline } from '../components/timeline.tsx';
import { useWords } from '../messages/words.ts';
import type { ReturnPage } from './models.ts';

interface Props {
  readonly page: ReturnPage;
}

export function ReturnArticles({ page }: Props) {
  const t = useTranslations('returns');
  const { currency } = page;
  return (
    <Panel title={t('page.what')} flush>
      <ul className="divide-y divide-line">
        {page.lines.map((line) => (
          <li key={`${line.listingId}-${line.unitMinor}`} className="p-4">
            <Article {...line} title={line.title ?? line.listingId}>
              <p className="text-sm text-muted">
                {line.quantity} × <Money amount={{ amountMinor: line.unitMinor, currency }} />
              </p>
            </Article>
          </li>
        ))}
        {page.swap && (
          <li className="p-4">
            <p className="mb-2 text-sm text-muted">{t('exchange-for')}</p>
            <Article {...page.swap} title={page.swap.title ?? page.swap.listingId}>
              <p className="text-sm text-muted">
                <Money amount={{ amountMinor: page.swap.unitMinor, currency }} />
              </p>
            </Article>
          </li>
        )}
      </ul>
    </Panel>
  );
}

export function ReturnGlance({ page, order }: Props & { readonly order?: string }) {
  const t = useTranslations('returns');
  const { currency, review, rejected, postponed } = page;
  const money = (amountMinor: number) => <Money amount={{ amountMinor, currency }} />;
  return (
    <Panel title={t('state')}>
      <div className="grid gap-3">
        <Facts
          facts={[
            [t('why'), t(`reasons.${page.reason}`)],
            [t('wanted'), t(`remedies.${page.wanted}`)],
            [t('agreed'), page.remedy === page.wanted ? null : t(`remedies.${page.remedy}`)],
            [t('ground'), t(`grounds.${page.ground}`)],
            [t('claimed'), money(page.claimedMinor)],
            [t('page.granted'), rejected && rejected.payMinor > 0 ? money(rejected.payMinor) : null],
            [t('paid-back'), page.refundedMinor > 0 ? money(page.refundedMinor) : null],
            [t('shipping-by'), t(page.shippingBy)],
            [t('clock'), page.dueAt === null ? null : <Clock key="due" due={page.dueAt} />],
            [
              t('page.evidence-until'),
              review && !review.frozen ? <DateTime key="until" at={review.evidenceUntil} /> : null,
            ],
            [t('page.decide-by'), review && <DateTime key="by" at={review.decideBy} />],
          ]}
        />
        {review?.frozen && (
          <p className="text-sm break-all text-muted">
            {t('page.frozen', { sha256: review.frozen.sha256.slice(0, 16) })}
          </p>
        )}
        {postponed && (
          <p className="text-sm text-warn">
            {t('postponed', { year: String(postponed.year), country: postponed.country })}
          </p>
        )}
        {order && <TextLink to={order}>{t('to-order')}</TextLink>}
      </div>
    </Panel>
  );
}

export function ReturnTalk({ page, files }: Props & { readonly files: string }) {
  const t = useTranslations('returns');
  return (
    <Panel title={t('page.talk')}>
      <ul className="grid gap-4">
        {page.notes.map((note) => (
          <li key={`${note.at}-${note.about}-${note.by}`} className="grid gap-1 border-s-2 border-line ps-3">
            <p className="text-xs text-muted">
              {t(note.by)} · <DateTime at={note.at} />
            </p>
            <p className="text-sm break-words whitespace-pre-line">{note.text ?? '…'}</p>
            {note.files.length > 0 && (
              <p className="flex flex-wrap gap-3 text-sm">
                {note.files.map((file) => (
                  <a
                    key={file.number}
                    href={`${files}/${file.number}`}
                    className="text-accent underline underline-offset-4"
                  >
                    {t('page.file', { number: String(file.number + 1) })}
                  </a>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function ReturnOffers({ page }: Props) {
  const t = useTranslations('returns');
  if (page.offers.length === 0) return null;
  return (
    <Panel title={t('page.offers')}>
      <ul className="grid gap-4">
        {page.offers.map((offer) => (
          <li key={offer.at} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
              {t(`remedies.${offer.remedy}`)}
              {offer.amountMinor !== null && (
                <Money amount={{ amountMinor: offer.amountMinor, currency: page.currency }} />
              )}
              <Badge tone={offer.answer === 'open' ? 'info' : 'neutral'}>{t(`answer.${offer.answer}`)}</Badge>
            </p>
            <p className="text-sm break-words whitespace-pre-line">{offer.text}</p>
            <p className="text-xs text-muted">
              {t(offer.by)} · <DateTime at={offer.at} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function ReturnDecision({ page }: Props) {
  const t = useTranslations('returns');
  const { decision, currency } = page;
  if (!decision) return null;
  const { appeal } = decision;
  return (
    <Panel title={t('page.decision')}>
      <div className="grid gap-3 text-sm">
        <p className="text-base font-medium">
          {t(`outcome.${decision.outcome}`)}
          {decision.amountMinor > 0 && (
            <>
              {' · '}
              <Money amount={{ amountMinor: decision.amountMinor, currency }} />
            </>
          )}
        </p>
        <p className="break-words whitespace-pre-line">{decision.reasons}</p>
        <p className="text-muted">
          {decision.isFinal ? (
            t('page.final')
          ) : (
            <>
              {t('page.appeal-until')} <DateTime at={decision.appealUntil} only="date" />
            </>
          )}
        </p>
        {appeal && (
          <div className="grid gap-1 border-s-2 border-line ps-3">
            <p className="font-medium">
              {t('page.appeal')} · {t(appeal.by)} · {t(`appeal.${appeal.status}`)}
            </p>
            <p className="break-words whitespace-pre-line">{appeal.text}</p>
            {appeal.reasons && <p className="break-words whitespace-pre-line">{appeal.reasons}</p>}
          </div>
        )}
      </div>
    </Panel>
  );
}

export function ReturnParcels({ page }: Props) {
  const t = useTranslations('returns');
  const word = useWords();
  if (page.parcels.length === 0) return null;
  return (
    <Panel title={t('page.parcels')}>
      <ul className="grid gap-2 text-sm">
        {page.parcels.map((parcel) => (
          <li key={parcel.shipmentId} className="flex flex-wrap gap-x-3">
            <span className="font-medium">
              {parcel.carrier} {parcel.trackingNumber}
            </span>
            <span className="text-muted">
              {t(parcel.way === 'back' ? 'page.way-back' : 'page.way-out')} · {word(parcel.status)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function ReturnHistory({ page }: Props) {
  const t = useTranslations('returns');
  return (
    <Panel title={t('page.history')}>
      <Timeline
        entries={page.history.map((entry, i) => {
          const step = `steps.${entry.what}` as Parameters<typeof t>[0];
          const how = `how.${entry.how ?? ''}` as Parameters<typeof t>[0];
          return {
            id: String(i),
            at: entry.at,
            title: t.has(step) ? t(step) : entry.what,
            by: entry.how !== null && t.has(how) ? t(how) : undefined,
            detail: entry.amountMinor !== null && (
              <Money amount={{ amountMinor: entry.amountMinor, currency: page.currency }} />
            ),
          };
        })}
      />
    </Panel>
  );
}
