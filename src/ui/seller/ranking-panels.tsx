import { useTranslations } from 'use-intl';

import { Share } from '../components/amounts.tsx';
import { Badge } from '../components/badge.tsx';
import { Panel } from '../components/panel.tsx';
import { usePercent } from '../components/percent.ts';
import { Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';

export interface OwnRanking {
  readonly trust: number;
  readonly newcomer: number;
  readonly demotion: number;
  readonly accounts: number;
  readonly orders: number;
  readonly buyers: number;
  readonly tier: { readonly name: string; readonly title: string; readonly meaning: string };
  readonly next: {
    readonly title: string;
    readonly attentionBonus: number;
    readonly missing: readonly {
      readonly what: 'trust' | 'orders' | 'buyers';
      readonly has: number;
      readonly needs: number;
    }[];
  } | null;
  readonly moreUnits: number;
  readonly parts: readonly {
    readonly metric: string;
    readonly title: string;
    readonly weight: number;
    readonly lower: number;
    readonly worth: number;
    readonly effectOfMore: number;
    readonly effectOfDefects: number;
  }[];
  readonly exposure: { readonly days: number; readonly attention: number; readonly due: number };
  readonly listings: readonly {
    readonly id: string;
    readonly title: string;
    readonly quality: number;
    readonly inStock: boolean;
    readonly parts: readonly {
      readonly name: 'pictures' | 'text' | 'attributes' | 'rating';
      readonly effect: number;
    }[];
  }[];
}

function useNumber(digits: number): (value: number) => string {
  const { locale } = useReader();
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  return (value) => format.format(value);
}

/** Trust as one number, where it comes from and what comes next. */
export function TrustPanel({ ranking }: { ranking: OwnRanking }) {
  const { trust, newcomer, demotion, accounts, orders, buyers, tier, exposure } = ranking;
  const t = useTranslations('ranking.own');
  const percent = usePercent();
  const number = useNumber(1);
  return (
    <Panel
      title={t('title')}
      hint={t('hint')}
      actions={<TextLink to="/transparency/ranking">{t('how')}</TextLink>}
    >
      <div className="grid gap-4 text-sm">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="text-3xl font-semibold">
            <Share of={trust} />
          </p>
          <Badge tone={tier.name === 'new' ? 'info' : 'good'}>{tier.title}</Badge>
        </div>
        <meter
          min={0}
          max={1}
          value={trust}
          low={newcomer}
          optimum={1}
          aria-label={t('value')}
          className="h-3 w-full"
        />
        <p className="text-muted">
          {t('newcomer', { share: percent(newcomer) })} {t('basis', { orders, buyers })}{' '}
          {accounts > 1 && t('accounts', { count: accounts })}
        </p>
        {demotion < 1 && <p className="text-bad">{t('demotion', { share: percent(demotion) })}</p>}
        <Next next={ranking.next} />
        {exposure.attention > 0 && (
          <p className="text-muted">
            {t('exposure', {
              days: exposure.days,
              attention: number(exposure.attention),
              due: number(exposure.due),
            })}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** What the next badge takes and unlocks. */
function Next({ next }: Pick<OwnRanking, 'next'>) {
  const t = useTranslations('ranking.own');
  const percent = usePercent();
  const number = useNumber(0);
  if (!next) return <p>{t('next-none')}</p>;
  return (
    <div className="grid gap-1.5 rounded-lg bg-sunken p-3">
      <p className="font-medium">
        {t('next', { title: next.title })}
        {next.attentionBonus > 0 && (
          <span className="font-normal text-muted">
            {' · '}
            {t('next-bonus', { share: percent(next.attentionBonus) })}
          </span>
        )}
      </p>
      {next.missing.length === 0 && <p>{t('missing-none')}</p>}
      <ul className="grid gap-1">
        {next.missing.map(({ what, has, needs }) => (
          <li key={what}>
            {t(`missing.${what}`, {
              has: what === 'trust' ? percent(has) : number(has),
              needs: what === 'trust' ? percent(needs) : number(needs),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function PartsPanel({ ranking: { parts, moreUnits } }: { ranking: OwnRanking }) {
  const t = useTranslations('ranking.own');
  const points = useNumber(1);
  const hundred = (value: number) => points(value * 100);
  return (
    <Panel title={t('parts')} hint={t('parts-hint')} flush>
      <Table
        caption={t('parts')}
        rows={parts}
        keyOf={(p) => p.metric}
        empty=""
        columns={[
          { head: t('parts'), lead: true, cell: (p) => p.title },
          { head: t('surely'), numeric: true, cell: (p) => <Share of={p.lower} /> },
          {
            head: t('worth'),
            numeric: true,
            cell: (p) => t('points', { points: hundred(p.weight * p.worth), most: hundred(p.weight) }),
          },
          {
            head: t('without'),
            numeric: true,
            cell: (p) =>
              p.effectOfDefects < 0 ? (
                <span className="text-bad">{t('loss', { points: hundred(-p.effectOfDefects) })}</span>
              ) : (
                t('nothing')
              ),
          },
          {
            head: t('more', { count: moreUnits }),
            numeric: true,
            cell: (p) => <span className="text-good">{t('gain', { points: hundred(p.effectOfMore) })}</span>,
          },
        ]}
      />
    </Panel>
  );
}

export function QualityPanel({ ranking: { listings } }: { ranking: OwnRanking }) {
  const t = useTranslations('ranking.own');
  const parts = useTranslations('ranking.parts');
  const points = useNumber(1);
  return (
    <Panel title={t('listings')} hint={t('listings-hint')} flush>
      <Table
        caption={t('listings')}
        rows={listings}
        keyOf={(l) => l.id}
        empty={t('none')}
        columns={[
          {
            head: t('listing'),
            lead: true,
            cell: (l) => <TextLink to={`/seller/listings/${l.id}/edit`}>{l.title}</TextLink>,
          },
          {
            head: t('quality'),
            numeric: true,
            cell: (l) => (
              <>
                <Share of={l.quality} />
                {!l.inStock && <span className="block text-xs text-bad">{t('sold-out')}</span>}
              </>
            ),
          },
          ...(['pictures', 'text', 'attributes', 'rating'] as const).map((name) => ({
            head: parts(name),
            numeric: true as const,
            cell: (l: OwnRanking['listings'][number]) => {
              const effect = l.parts.find((p) => p.name === name)?.effect ?? 0;
              if (effect < GAIN_MIN) return <span className="text-muted">{t('complete')}</span>;
              return t('gain', { points: points(effect * 100) });
            },
          })),
        ]}
      />
    </Panel>
  );
}

/** Less is not worth a seller's while. */
const GAIN_MIN = 0.0005;
