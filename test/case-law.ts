import { expect } from 'vitest';
import type { Concept, DomainEvent } from '../src/kernel/concept.ts';
import { type Decision, isRefusal } from '../src/kernel/decision.ts';

/**
 * Tests that read as case law:
 * `given(cases, opened, ruled).when((c) => decideCase(c, appealLate)).refused('appeal-window-closed')`.
 */
export function given<S, E extends DomainEvent, C extends string>(
  concept: Concept<S, E, C>,
  ...events: readonly E[]
) {
  const state = events.reduce<S | undefined>((s, e) => concept.evolve(s, e), undefined);
  return {
    state,
    when(decide: (state: S | undefined) => Decision<E>) {
      const decision = decide(state);
      return {
        /** Exactly these events, in this order; each expectation may name only the fields that matter. */
        then(...expected: readonly Partial<E>[]) {
          expect(isRefusal(decision) ? decision : [...decision]).toMatchObject(expected);
          expect(decision).toHaveLength(expected.length);
        },
        /** Allowed, and nothing happens: it was so already. */
        thenNothing() {
          expect(decision).toEqual([]);
        },
        refused(code: string, field?: string) {
          expect(decision).toMatchObject({ refused: code, ...(field ? { field } : {}) });
        },
        /** The state after the decided events. */
        state(): S {
          if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`);
          const after = decision.reduce<S | undefined>((s, e) => concept.evolve(s, e), state);
          if (after === undefined) throw new Error('no state');
          return after;
        },
      };
    },
  };
}
