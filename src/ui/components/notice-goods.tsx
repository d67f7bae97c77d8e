/** Notices about goods: off the market, back on it, recalled. */
import { useTranslations } from 'use-intl';

import type { RecallText } from '../recalls/models.ts';
import { DateTime, useShareText } from './amounts.tsx';
import { Facts } from './panel.tsx';
import { RecallNotice } from './recall-text.tsx';
import { TextLink } from './text-link.tsx';

type Body = { readonly kind: string } & Readonly<Record<string, unknown>>;

type Because = 'recall' | 'authority-order' | 'lot-rejected' | 'lot-on-hold' | 'defects';

interface Stopped {
  readonly because: Because;
  readonly listings: readonly Named[];
  readonly until: number | null;
  readonly figures: Readonly<Record<string, number>>;
  readonly clause: string;
  readonly redress: { readonly appealUntil: number };
}

interface Named {
  readonly listingId: string;
  readonly title: string;
}

export function GoodsNotice({ body }: { body: Body }) {
  if (body.kind === 'recall')
    return <OwnersNotice recall={body as unknown as RecallText & { recallId: string }} />;
  if (body.kind === 'goods-stopped') return <StopNotice stop={body as unknown as Stopped} />;
  if (body.kind === 'order-stopped') return <OrderNotice stop={body as unknown as OrderStopped} />;
  return <ReleaseNotice body={body as unknown as { listings: readonly Named[]; why: string }} />;
}

function OwnersNotice({ recall }: { recall: RecallText & { readonly recallId: string } }) {
  const t = useTranslations('quality.recalls');
  return (
    <>
      <RecallNotice recall={recall} />
      <p>
        <TextLink strong to={`/recalls/${recall.recallId}`}>
          {t('see')}
        </TextLink>
      </p>
    </>
  );
}

function StopNotice({ stop }: { stop: Stopped }) {
  const t = useTranslations('quality.stop');
  const share = useShareText();
  const { because, listings, until, figures, clause, redress } = stop;
  const lower = share(figures['lower'] ?? 0);
  return (
    <>
      <p className="text-base">{t(because, { ...COUNTS, ...figures, lower })}</p>
      <Facts
        facts={[
          [t('goods'), <Goods key="goods" listings={listings} />],
          [t('appeal-until'), <DateTime key="appeal" at={redress.appealUntil} only="date" />],
        ]}
      />
      <p className="text-muted">
        {until === null
          ? t('open-end')
          : t.rich('until', { date: () => <DateTime at={until} only="date" /> })}
        . {t('clause', { clause })}
      </p>
    </>
  );
}

type OrderStopped = Pick<Stopped, 'because' | 'listings' | 'clause'> & { readonly orderId: string };

/** To who waited for goods that are stopped. */
function OrderNotice({ stop }: { stop: OrderStopped }) {
  const t = useTranslations('quality');
  const { because, listings, clause, orderId } = stop;
  return (
    <>
      <p className="text-base">{t(`order-stopped.${because}`)}</p>
      <p>{t('order-stopped.text')}</p>
      <Facts facts={[[t('stop.goods'), <Goods key="goods" listings={listings} />]]} />
      <p className="text-muted">{t('stop.clause', { clause })}</p>
      <p>
        <TextLink strong to={`/orders/${orderId}`}>
          {t('order-stopped.order')}
        </TextLink>
      </p>
    </>
  );
}

/** What no sentence has without its numbers. */
const COUNTS = { inspected: 0, nonconforming: 0, accept: 0, units: 0, defects: 0, buyers: 0 };

function ReleaseNotice({ body }: { body: { readonly listings: readonly Named[]; readonly why: string } }) {
  const t = useTranslations('quality.stop');
  const why = body.why as 'released' | 'expired' | 'reversed' | 'replaced';
  return (
    <>
      {why !== 'replaced' && <p className="text-base">{t('released')}</p>}
      <p>{t(`end.${why}`)}</p>
      <Facts facts={[[t('goods'), <Goods key="goods" listings={body.listings} />]]} />
    </>
  );
}

function Goods({ listings }: { listings: readonly Named[] }) {
  return (
    <ul className="grid gap-0.5">
      {listings.slice(0, SHOWN_MAX).map(({ listingId, title }) => (
        <li key={listingId}>{title}</li>
      ))}
      {listings.length > SHOWN_MAX && <li>… {listings.length}</li>}
    </ul>
  );
}

const SHOWN_MAX = 20;
