import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Share } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import type { Selling } from './entry-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { selling: await get<Selling>(args, '/selling') };
}

const FAIR = ['bounds', 'reasons', 'repair', 'numbers'] as const;

/** What selling here is, what it costs and why it is safe to try. All numbers are the rulebook's. */
export default function SellPage() {
  const { selling } = useLoaderData<typeof loader>();
  const { me } = useReader();
  const t = useTranslations('entry.sell');
  const { probation, commission } = selling;
  return (
    <div className="grid gap-10">
      <section className="grid gap-6 rounded-2xl bg-accent-soft px-5 py-8 sm:px-10 sm:py-12">
        <div className="max-w-2xl">
          <PageHead title={t('title')}>
            <p className="text-base text-ink sm:text-lg">{t('lead')}</p>
          </PageHead>
        </div>
        <p className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <ButtonLink look="primary" to="/seller/start" className="min-h-11 px-6 text-base">
            {t(me?.kind === 'seller' ? 'continue' : 'start')}
          </ButtonLink>
          <TextLink to="/transparency/rules">{t('rules')}</TextLink>
        </p>
      </section>
      <Steps selling={selling} />
      <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="grid gap-6">
          <Panel title={t('fees.title')} hint={t('fees.hint', { days: selling.commissionWindowDays })}>
            <ul className="grid gap-2">
              {commission.map((tier) => (
                <li key={tier.name} className="flex items-baseline justify-between gap-4">
                  <span className="text-sm">{t('fees.tier', { orders: tier.fromDeliveredOrders })}</span>
                  <strong className="text-lg">
                    <Share of={tier.basisPoints / 10_000} />
                  </strong>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('limits.title')}>
            <p className="text-sm">
              {t('limits.text', {
                orders: probation.openOrdersMax,
                listings: probation.listingsMax,
                days: probation.payoutDelayDays,
                delivered: probation.deliveredOrdersMin,
                after: probation.afterDays,
              })}
            </p>
          </Panel>
        </div>
        <Fair />
      </div>
    </div>
  );
}

function Steps({ selling }: { selling: Selling }) {
  const t = useTranslations('entry.sell');
  const { probation, payout, identity } = selling;
  const steps = [
    ['open', {}],
    ['tell', { days: identity.giveWithinDays }],
    ['list', { listings: probation.listingsMax }],
    ['paid', { transfer: payout.transferDelayDays, every: payout.everyDays }],
  ] as const;
  return (
    <section aria-labelledby="steps" className="grid gap-4">
      <h2 id="steps" className="text-xl font-semibold tracking-tight">
        {t('steps.title')}
      </h2>
      <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(([name, values], i) => (
          <li key={name} className="grid content-start gap-1.5 rounded-xl border border-line bg-surface p-4">
            <span
              aria-hidden="true"
              className="grid size-8 place-items-center rounded-full bg-accent text-sm font-semibold text-on-accent"
            >
              {i + 1}
            </span>
            <h3 className="font-semibold">{t(`steps.${name}.title`)}</h3>
            <p className="text-sm text-muted">{t(`steps.${name}.text`, values as never)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Fair() {
  const t = useTranslations('entry.sell');
  return (
    <section aria-labelledby="fair" className="grid gap-4">
      <h2 id="fair" className="text-xl font-semibold tracking-tight">
        {t('fair.title')}
      </h2>
      <ul className="grid gap-5 sm:grid-cols-2">
        {FAIR.map((name) => (
          <li key={name} className="grid content-start gap-1 border-s-2 border-accent ps-4">
            <h3 className="font-semibold">{t(`fair.${name}.title`)}</h3>
            <p className="text-sm text-muted">{t(`fair.${name}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
