import { Count, DateTime, Share } from '../../components/amounts.tsx';
import { Badge, type Tone, words } from '../../components/badge.tsx';
import { BoundBar, type Bounds, commonScale, type Scale } from '../../components/bound-bar.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { WatchRow, WatchRules } from './models.ts';

const STATES: Readonly<Record<WatchRow['status'], Tone>> = {
  watching: 'neutral',
  alarmed: 'bad',
  reviewed: 'good',
};

/** As the bar draws a rate: warned from what is unacceptable, stopped above the limit. */
export function watchBounds({ figures }: Pick<WatchRow, 'figures'>, rules: WatchRules): Bounds {
  const { defects, units, lower, upper } = figures;
  const rate = units === 0 ? 0 : defects / units;
  const { unacceptableShare: warn, stopAboveShare: breach, confidence } = rules;
  return { of: 'defects', rate, lower, upper, warn, breach, confidence };
}

export function verdictOf({ status, trigger }: Pick<WatchRow, 'status' | 'trigger'>) {
  if (status !== 'alarmed') return 'ok';
  return trigger === 'above-limit' ? 'breach' : 'at-risk';
}

export function WatchState({ row }: { row: WatchRow }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone={STATES[row.status]}>{words(row.status)}</Badge>
      {row.trigger && <Badge tone="warn">{words(row.trigger)}</Badge>}
      {row.stopId && <Badge tone="bad">Sales rest</Badge>}
      {row.late && <Badge tone="bad">Overdue</Badge>}
    </span>
  );
}

function columns(scale: Scale | undefined, rules: WatchRules): readonly Column<WatchRow>[] {
  return [
    {
      head: 'Article',
      lead: true,
      cell: (row) => (
        <TextLink strong to={`/ops/quality/goods/${row.listingId}`}>
          {row.title}
        </TextLink>
      ),
    },
    {
      head: 'Seller',
      cell: (row) => <TextLink to={`/ops/parties/${row.seller.id}`}>{row.seller.name}</TextLink>,
    },
    { head: 'State', cell: (row) => <WatchState row={row} /> },
    {
      head: 'Defects',
      numeric: true,
      cell: (row) => (
        <span className="whitespace-nowrap">
          <Count of={row.figures.defects} /> of <Count of={row.figures.units} />
        </span>
      ),
    },
    { head: 'Review by', cell: (row) => row.reviewBy && <DateTime at={row.reviewBy} only="date" /> },
    {
      head: 'Exact bounds',
      wide: true,
      cell: (row) =>
        row.figures.units === 0 || !scale ? (
          <span className="text-muted">No unit to count yet</span>
        ) : (
          <BoundBar
            bounds={watchBounds(row, rules)}
            title={row.title}
            verdict={verdictOf(row)}
            scale={scale}
          />
        ),
    },
  ];
}

interface WatchTableProps {
  readonly goods: readonly WatchRow[];
  readonly rules: WatchRules;
}

export function WatchTable({ goods, rules }: WatchTableProps) {
  const scale = commonScale(goods.filter((g) => g.figures.units > 0).map((g) => watchBounds(g, rules)));
  return (
    <>
      <Table
        caption="Goods with reports of defects"
        columns={columns(scale, rules)}
        rows={goods}
        keyOf={(row) => row.listingId}
        empty="No defect was reported"
      />
      {goods.length > 0 && (
        <p className="px-4 pb-3 text-xs text-muted">
          Sales rest when the lower bound, with <Share of={rules.confidence} /> certainty, is above{' '}
          <Share of={rules.stopAboveShare} /> (line); the sequential test compares{' '}
          <Share of={rules.acceptableShare} /> with <Share of={rules.unacceptableShare} /> (dashes).
        </p>
      )}
    </>
  );
}
