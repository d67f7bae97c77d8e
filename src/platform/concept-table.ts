import type { AnyConcept, ColumnValue } from '../kernel/concept.ts';
import { bulk, bulkText, unbulk } from './bulk.ts';
import type { Slot } from './unit.ts';

export function tableOf(concept: Pick<AnyConcept, 'name'>): string {
  return `concept_${concept.name}`;
}

/** The row of a stream as JSON for `jsonb_to_recordset`. */
export function rowOf(slot: Pick<Slot, 'concept' | 'id' | 'version' | 'state'>): Record<string, unknown> {
  const row: Record<string, unknown> = {
    id: slot.id,
    version: slot.version,
    doc: slot.state,
    due_at: slot.concept.due?.(slot.state) ?? null,
  };
  for (const [name, column] of Object.entries(slot.concept.columns)) row[name] = column.of(slot.state);
  return row;
}

/** How rows of a concept travel to PostgreSQL in bulk: as the table `r` of typed columns, with `stored` beside them. */
export function bulkRows(concept: AnyConcept): {
  /** Columns to write, quoted. */
  readonly columns: readonly string[];
  /** The table `r`, for a from clause. */
  readonly from: string;
  readonly values: (slots: readonly Slot[]) => string[];
} {
  const own = Object.entries(concept.columns).map(([name, { type }]) => ({ name: `"${name}"`, type }));
  const typed = [
    { name: 'id', type: 'text' },
    { name: 'stored', type: 'int' },
    { name: 'version', type: 'int' },
    { name: 'doc', type: 'jsonb' },
    { name: 'due_at', type: 'bigint' },
    ...own,
  ];
  const cast = typed.map(({ name, type }) => (type === 'text' ? name : `${name}::${type} as ${name}`));
  const names = typed.map(({ name }) => name).join(', ');
  return {
    columns: typed.map(({ name }) => name).filter((name) => name !== 'stored'),
    from: `(select ${cast.join(', ')} from unnest(${typed.map((_, i) => unbulk(i + 1)).join(', ')}) as b(${names})) r`,
    values: (slots) => [
      bulkText(slots.map((s) => s.id)),
      bulk(slots.map((s) => s.storedVersion)),
      bulk(slots.map((s) => s.version)),
      bulk(slots.map((s) => JSON.stringify(s.state))),
      bulk(slots.map((s) => s.concept.due?.(s.state) ?? null)),
      ...Object.values(concept.columns).map((c) => bulkText(slots.map((s) => asText(c.of(s.state))))),
    ],
  };
}

function asText(value: ColumnValue): string | null {
  if (value === null) return null;
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((v) => `"${String(v).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
