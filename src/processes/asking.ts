import type { Unit } from '../kernel/unit.ts';
import type { World } from './world.ts';

/** As much of the world as a question needs that changes nothing: read models ask it, too (`door/read-unit.ts`). */
export interface Asking extends Pick<World, 'rulebook'> {
  readonly unit: Pick<Unit, 'now' | 'load' | 'find'>;
}
