import type { AnyConcept } from '../kernel/concept.ts';
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
