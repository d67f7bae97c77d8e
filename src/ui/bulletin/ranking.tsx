import { type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { get } from '../api.ts';
import { Share } from '../components/amounts.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { Table } from '../components/table.tsx';
import { usePercent } from '../components/percent.ts';
import { BulletinNav } from './frame.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Ranking {
  readonly rulebook: { readonly version: string; readonly hash: string };
  readonly newcomer: number;
  readonly trust: {
    readonly halfLifeDays: number;
    readonly memoryDays: number;
    readonly confidence: number;
    readonly parts: readonly {
      readonly metric: string;
      readonly title: string;
      readonly weight: number;
      readonly worthlessAt: number;
    }[];
  };
  readonly quality: {
    readonly floor: number;
    readonly soldOut: number;
    readonly parts: readonly {
      readonly name: 'pictures' | 'text' | 'attributes' | 'rating';
      readonly share: number;
      readonly fullFrom: number | null;
    }[];
  };
  readonly tiers: readonly {
    readonly name: string;
    readonly title: string;
    readonly meaning: string;
    readonly trustMin: number;
    readonly ordersMin: number;
    readonly buyersMin: number;
    readonly attentionBonus: number;
  }[];
  readonly budget: {
    readonly relevanceLossMax: number;
    readonly windowDays: number;
    readonly perBlockMax: number;
    readonly blockSize: number;
    readonly bestPlace: number;
  };
}

export function loader(args: LoaderFunctionArgs) {
  return get<Ranking>(args, '/transparency/ranking');
}

/** What P2B (Regulation (EU) 2019/1150) asks for in article 5, said by the rules themselves. */
export default function RankingPage() {
  const ranking = useLoaderData<typeof loader>();
  const t = useTranslations('ranking');
  const percent = usePercent();
  const { budget, rulebook } = ranking;
  return (
    <div className="grid gap-6">
      <PageHead title={t('title')}>
        <p className="max-w-prose">{t('intro', { version: rulebook.version })}</p>
      </PageHead>
      <BulletinNav />
      <p className="rounded-xl bg-accent-soft px-4 py-5 text-center text-lg font-semibold">{t('formula')}</p>
      <p className="max-w-prose text-sm">{t('formula-text')}</p>
      <Panel title={t('paid')}>
        <p className="max-w-prose text-sm">{t('paid-text')}</p>
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <TrustPanel ranking={ranking} />
        <QualityPanel quality={ranking.quality} />
      </div>
      <Tiers tiers={ranking.tiers} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel title={t('budget')}>
          <p className="max-w-prose text-sm">
            {t('budget-text', {
              loss: percent(budget.relevanceLossMax),
              perBlock: budget.perBlockMax,
              block: budget.blockSize,
              place: budget.bestPlace,
              days: budget.windowDays,
            })}
          </p>
        </Panel>
        <Panel title={t('measures')}>
          <p className="max-w-prose text-sm">{t('measures-text')}</p>
        </Panel>
      </div>
      <Panel title={t('elsewhere')}>
        <p className="max-w-prose text-sm">{t('elsewhere-text')}</p>
      </Panel>
      <p className="text-xs break-all text-muted">
        <code>{rulebook.hash}</code>
      </p>
    </div>
  );
}

function TrustPanel({ ranking: { trust, newcomer } }: { ranking: Ranking }) {
  const t = useTranslations('ranking');
  const percent = usePercent();
  const about = t('trust-text', {
    confidence: percent(trust.confidence),
    halfLife: trust.halfLifeDays,
    memory: trust.memoryDays,
    newcomer: percent(newcomer),
  });
  return (
    <Panel title={t('trust')} hint={about} flush>
      <Table
        caption={t('trust')}
        rows={trust.parts}
        keyOf={(p) => p.metric}
        empty=""
        columns={[
          { head: t('part'), lead: true, cell: (p) => p.title },
          { head: t('weight'), numeric: true, cell: (p) => <Share of={p.weight} digits={0} /> },
          {
            head: t('worthless'),
            numeric: true,
            cell: (p) => t('defects', { share: percent(p.worthlessAt) }),
          },
        ]}
      />
    </Panel>
  );
}

function QualityPanel({ quality: { floor, soldOut, parts } }: Pick<Ranking, 'quality'>) {
  const t = useTranslations('ranking');
  const percent = usePercent();
  return (
    <Panel
      title={t('quality')}
      hint={t('quality-text', { floor: percent(floor), soldOut: percent(soldOut) })}
      flush
    >
      <Table
        caption={t('quality')}
        rows={parts}
        keyOf={(p) => p.name}
        empty=""
        columns={[
          { head: t('part'), lead: true, cell: (p) => t(`parts.${p.name}`) },
          { head: t('weight'), numeric: true, cell: (p) => <Share of={p.share} digits={0} /> },
          {
            head: t('fullFrom'),
            numeric: true,
            cell: (p) =>
              p.name === 'rating' || p.fullFrom === null
                ? t('full-rating')
                : t(`full.${p.name}`, { count: p.fullFrom }),
          },
        ]}
      />
    </Panel>
  );
}

function Tiers({ tiers }: Pick<Ranking, 'tiers'>) {
  const t = useTranslations('ranking');
  const percent = usePercent();
  return (
    <div id="tiers" className="scroll-mt-4">
      <Panel title={t('tiers')} hint={t('tiers-text')} flush>
        <Table
          caption={t('tiers')}
          rows={tiers}
          keyOf={(tier) => tier.name}
          empty=""
          columns={[
            {
              head: t('tier'),
              lead: true,
              cell: ({ title, meaning }) => (
                <>
                  <strong className="font-semibold">{title}</strong>
                  <span className="block text-sm text-muted">{meaning}</span>
                </>
              ),
            },
            {
              head: t('needs'),
              cell: ({ trustMin, ordersMin, buyersMin }) =>
                ordersMin === 0
                  ? t('needs-none')
                  : t('needs-text', { trust: percent(trustMin), orders: ordersMin, buyers: buyersMin }),
            },
            {
              head: t('bonus'),
              numeric: true,
              cell: ({ attentionBonus }) => <Share of={attentionBonus} digits={0} />,
            },
          ]}
        />
      </Panel>
    </div>
  );
}
