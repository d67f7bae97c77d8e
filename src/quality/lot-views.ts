import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { LotId, PartyId } from '../kernel/ids.ts';
import { planVerdict } from './decide-lot.ts';
import { type Lot, tallyOf } from './lot.ts';

export const lotRow = z.object({
  id: z.string(),
  listingId: z.string(),
  title: z.string(),
  seller: z.object({ id: z.string(), name: z.string() }),
  cause: z.string(),
  status: z.enum(['inspecting', 'on-hold', 'accepted', 'rejected']),
  lotSize: z.int(),
  sampleSize: z.int(),
  accept: z.int(),
  inspected: z.int(),
  nonconforming: z.int(),
  critical: z.int(),
  openedAt: z.int(),
  judgeBy: z.int().nullable(),
  judgedAt: z.int().nullable(),
  late: z.boolean(),
});
export type LotRow = z.infer<typeof lotRow>;

export const lotPage = lotRow.extend({
  level: z.string(),
  aqlPercent: z.number(),
  letter: z.string(),
  /** Draws the same units again. */
  seed: z.string(),
  drawn: z.array(z.int()),
  units: z.array(
    z.object({
      unit: z.int(),
      result: z.enum(['conforming', 'nonconforming', 'critical']),
      photos: z.array(z.string()),
      note: z.string().nullable(),
      by: z.string(),
      at: z.int(),
    }),
  ),
  /** What the plan says of what was seen so far; `null`: not decided yet. */
  planSays: z.enum(['accept', 'reject']).nullable(),
  why: z.string().nullable(),
  openedBy: z.string(),
  judgedBy: z.string().nullable(),
  stopId: z.string().nullable(),
});

interface Stored {
  readonly id: string;
  readonly doc: Lot;
}

function rowOf({ id, doc }: Stored, name: (id: string) => string): LotRow {
  const { listingId, title, seller, cause, status, lotSize, plan, openedAt, lateSince } = doc;
  return {
    id,
    listingId,
    title,
    seller: { id: seller, name: name(seller) },
    cause,
    status,
    lotSize,
    sampleSize: plan.sampleSize,
    accept: plan.accept,
    ...tallyOf(doc),
    openedAt,
    judgeBy: 'judgeBy' in doc ? doc.judgeBy : null,
    judgedAt: 'judgedAt' in doc ? doc.judgedAt : null,
    late: lateSince !== null,
  };
}

/** Open ones by their clock, then the latest judged. */
export async function lotList(
  reader: Reader,
  query: {
    readonly status?: Lot['status'] | undefined;
    readonly seller?: PartyId | undefined;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly lots: readonly LotRow[]; readonly next: string | null }> {
  const { status, seller, limit, offset } = query;
  const found = await reader.db.pool.query<Stored>(
    `select id, doc from concept_inspection_lot
     where ($1::text is null or status = $1) and ($2::text is null or seller = $2)
     order by status in ('inspecting', 'on-hold') desc, case when status in ('inspecting', 'on-hold')
       then (doc->>'judgeBy')::bigint else -opened_at end, id limit $3 offset $4`,
    [status ?? null, seller ?? null, limit + 1, offset],
  );
  const shown = found.rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.map((r) => r.doc.seller),
  );
  return {
    lots: shown.map((r) => rowOf(r, name)),
    next: found.rows.length > limit ? `o${offset + limit}` : null,
  };
}

/** With every unit. Of another seller's lot there is nothing to see. */
export async function lotOf(
  reader: Reader,
  lotId: LotId,
  onlyOf?: PartyId,
): Promise<z.infer<typeof lotPage> | undefined> {
  const found = await reader.db.pool.query<Stored>(
    'select id, doc from concept_inspection_lot where id = $1',
    [lotId],
  );
  const row = found.rows[0];
  if (!row || (onlyOf !== undefined && row.doc.seller !== onlyOf)) return undefined;
  const { doc } = row;
  const { level, aqlPercent, plan, seed, drawn, units, openedBy } = doc;
  const people =
    onlyOf === undefined ? [openedBy, ...units.map((u) => u.by), 'by' in doc ? doc.by : null] : [];
  const name = await nameBook(reader, [doc.seller, ...people]);
  // Who inspected is the house's matter, as with appeals: nobody is to be pressed.
  const named = (id: string) => (onlyOf === undefined ? name(id) : '');
  const words = await reader.reveal([
    ...units.flatMap((u) => (u.note === null ? [] : [u.note])),
    ...('why' in doc ? [doc.why] : []),
  ]);
  return {
    ...rowOf(row, name),
    level,
    aqlPercent,
    letter: plan.letter,
    seed,
    drawn: [...drawn],
    units: units
      .toSorted((a, b) => a.unit - b.unit)
      .map((u) => ({
        unit: u.unit,
        result: u.result,
        photos: [...u.photos],
        note: u.note === null ? null : (words.get(u.note) ?? null),
        by: named(u.by),
        at: u.at,
      })),
    planSays: planVerdict(doc) ?? null,
    why: 'why' in doc ? (words.get(doc.why) ?? null) : null,
    openedBy: named(openedBy),
    judgedBy: 'by' in doc ? named(doc.by) : null,
    stopId: 'stopId' in doc ? doc.stopId : null,
  };
}
