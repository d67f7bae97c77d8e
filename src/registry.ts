import type { AnyConcept } from './kernel/concept.ts';
import type { AnyRoute } from './door/route.ts';
import type { Refusal } from './kernel/decision.ts';
import type { World } from './processes/world.ts';
import { standings } from './standing/standing.ts';

/** Every concept of the market: its table is made, rebuilt and compared with the log from here. */
export const CONCEPTS: readonly AnyConcept[] = [standings];

/** What happens when a stream is due; run by the sweeper in one transaction with the row locked. */
export interface DeadlineRule {
  readonly concept: AnyConcept;
  run(world: World, id: string): Promise<object | Refusal | void>;
}

export const DEADLINES: readonly DeadlineRule[] = [];

/** What routes need besides their reader or writer: ports to the outside. */
export interface Ports {
  readonly nothing?: never;
}

export function allRoutes(_ports: Ports): readonly AnyRoute[] {
  return [];
}
