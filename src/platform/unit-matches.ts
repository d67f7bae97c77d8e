import type { AnyConcept, Where } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';

/** Whether a state's columns satisfy all conditions; the in-memory twin of the SQL in `unit-postgres.ts`. */
export function matches(concept: AnyConcept, state: unknown, where: Where<string>): boolean {
  return Object.entries(where).every(([name, wanted]) => {
    const column = concept.columns[name];
    assert(column, `${concept.name} has no column ${name}`);
    const value = column.of(state);
    return Array.isArray(value) ? value.includes(wanted) : value === wanted;
  });
}
