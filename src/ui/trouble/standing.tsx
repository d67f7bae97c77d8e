import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get, getOr } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useWords } from '../messages/words.ts';
import type { Me } from '../reader.ts';
import type { OwnStanding, Rate } from './standing-models.ts';
import { Rates } from './standing-rates.tsx';
import { TroubleTabs } from './tabs.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [standing, me] = await Promise.all([get<OwnStanding>(args, '/me/standing'), get<Me>(args, '/me')]);
  const signals = await getOr<{ metrics: readonly Rate[] }>(
    args,
    `/parties/${me.partyId}/signals`,
    [403, 404],
  );
  return { standing, rates: signals?.metrics ?? [] };
}

const TONES: Readonly<Record<OwnStanding['word'], Tone>> = {
  good: 'good',
  held: 'info',
  restricted: 'warn',
  stopped: 'bad',
  barred: 'bad',
};

export default function Standing() {
  const { standing, rates } = useLoaderData<typeof loader>();
  const t = useTranslations('standing');
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <PageHead title={t('title')}>{t('intro')}</PageHead>
      <TroubleTabs />
      <p className="flex flex-wrap items-center gap-3">
        <Badge tone={TONES[standing.word]}>{t(`word.${standing.word}`)}</Badge>
        {t(`word-text.${standing.word}`)}
      </p>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <Restricted />
          <Points />
          <Rates rates={rates} />
        </div>
        <StaysOpen />
      </div>
    </div>
  );
}

function Restricted() {
  const { standing } = useLoaderData<typeof loader>();
  const t = useTranslations('standing');
  const held = useTranslations('notices.held');
  const word = useWords();
  const { measures, hold, sanctions, plans } = standing;
  const noticeOf = (sanctionId: string) => sanctions.find((s) => s.sanctionId === sanctionId);
  const holdKey = hold?.reason as Parameters<typeof held>[0];
  return (
    <Panel title={t('restricted')}>
      <ul className="grid gap-4 text-sm">
        {measures.length === 0 && hold === null && <li>{t('restricted-none')}</li>}
        {hold && <li>{held.has(holdKey) ? held(holdKey) : t('word-text.held')}</li>}
        {measures.map((measure) => {
          const sanction = noticeOf(measure.sanctionId);
          return (
            <li key={measure.sanctionId} className="grid gap-1">
              <p>
                <span className="font-medium">{word(measure.kind)}</span>{' '}
                <span className="text-muted">
                  {measure.until === null
                    ? t('until-lifted')
                    : t.rich('until', { date: () => <DateTime at={measure.until ?? 0} only="date" /> })}
                </span>
              </p>
              <p className="flex flex-wrap gap-x-4 gap-y-1">
                {sanction?.noticeId && <TextLink to={`/notices/${sanction.noticeId}`}>{t('why')}</TextLink>}
                {sanction?.appealId && (
                  <TextLink to={`/appeals/${sanction.appealId}`}>{t('appealed')}</TextLink>
                )}
              </p>
            </li>
          );
        })}
        {plans
          .filter((plan) => plan.status === 'open')
          .map((plan) => (
            <li key={plan.planId} className="grid gap-1 border-t border-line pt-3">
              <p>
                <span className="font-medium">{t('plans')}:</span> {plan.violations.map(word).join(', ')}.{' '}
                {t.rich('plan-until', { date: () => <DateTime at={plan.until} only="date" /> })}
              </p>
              <p>
                <TextLink to={`/account/plans/${plan.planId}`}>{t('plan-link')}</TextLink>
              </p>
            </li>
          ))}
      </ul>
    </Panel>
  );
}

function Points() {
  const { standing } = useLoaderData<typeof loader>();
  const t = useTranslations('standing');
  const word = useWords();
  return (
    <Panel title={t('points')}>
      <div className="grid gap-4 text-sm">
        <p className="text-base font-medium">{t('points-text', { count: standing.points })}</p>
        <ul className="grid gap-2 empty:hidden">
          {standing.pointList.map((point) => (
            <li key={point.caseId + point.violation} className="flex flex-wrap justify-between gap-x-4">
              <span>
                <span className="font-medium tabular-nums">{point.points}</span>{' '}
                <TextLink to={`/account/cases/${point.caseId}`}>{word(point.violation)}</TextLink>
              </span>
              <span className="text-muted">
                {t.rich('expires', { date: () => <DateTime at={point.expiresAt} only="date" /> })}
              </span>
            </li>
          ))}
        </ul>
        <div>
          <h3 className="mb-2 font-medium">{t('ladder')}</h3>
          <ol className="grid gap-1.5">
            {standing.ladder.map((rung) => (
              <Rung key={rung.rung} {...rung} />
            ))}
          </ol>
        </div>
      </div>
    </Panel>
  );
}

function Rung({ rung, fromPoints, reached }: OwnStanding['ladder'][number]) {
  const t = useTranslations('standing');
  const names = useTranslations('standing.rungs');
  const word = useWords();
  const key = rung as Parameters<typeof names>[0];
  return (
    <li className={`flex flex-wrap justify-between gap-x-4 ${reached ? 'font-medium' : 'text-muted'}`}>
      <span>{names.has(key) ? names(key) : word(rung)}</span>
      <span>
        {t('ladder-row', { count: fromPoints })}
        {reached && ` · ${t('reached')}`}
      </span>
    </li>
  );
}

const ALWAYS = ['safety', 'rights', 'orders', 'appeal', 'statement', 'data'] as const;

/** What no measure ever closes, so that nobody gives up a right because of a notice. */
function StaysOpen() {
  const t = useTranslations('standing');
  return (
    <Panel title={t('open')}>
      <div className="grid gap-3 text-sm">
        <p>{t('open-text')}</p>
        <ul className="grid gap-2">
          {ALWAYS.map((name) => (
            <li key={name} className="flex gap-2">
              <span aria-hidden="true" className="text-good">
                ✓
              </span>
              {t(`open-list.${name}`)}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
