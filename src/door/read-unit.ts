import type { Concept, DomainEvent, Found, Where } from '../kernel/concept.ts';
import { assert } from '../kernel/decision.ts';
import type { Unit } from '../kernel/unit.ts';
import { tableOf } from '../platform/concept-table.ts';
import type { Reader } from './route.ts';

/** As much of a unit of work as a question needs that changes nothing. */
export type ReadUnit = Pick<Unit, 'now' | 'load' | 'find'>;

const FIND_LIMIT_DEFAULT = 1_000;

/** Lets read models ask the same questions as workflows do (what the ladder would answer, who took part). */
export function readUnit({ db, now }: Pick<Reader, 'db' | 'now'>): ReadUnit {
  return {
    now,
    async load<S, E extends DomainEvent, C extends string>(
      concept: Concept<S, E, C>,
      id: string,
    ): Promise<S | undefined> {
      const rows = await db.pool.query<{ doc: S }>(`select doc from ${tableOf(concept)} where id = $1`, [id]);
      return rows.rows[0]?.doc;
    },
    async find<S, E extends DomainEvent, C extends string>(
      concept: Concept<S, E, C>,
      where: Where<C>,
      limit = FIND_LIMIT_DEFAULT,
    ): Promise<readonly Found<S>[]> {
      const entries = Object.entries(where);
      const conditions = entries.map(([name], i) => {
        assert(name in concept.columns, `${concept.name} has no column ${name}`);
        const isList = concept.columns[name as C].type === 'text[]';
        return isList ? `"${name}" @> array[$${i + 2}]::text[]` : `"${name}" = $${i + 2}`;
      });
      const rows = await db.pool.query<{ id: string; doc: S }>(
        `select id, doc from ${tableOf(concept)} where ${conditions.join(' and ') || 'true'} order by id limit $1`,
        [limit, ...entries.map(([, value]) => value)],
      );
      return rows.rows.map(({ id, doc }) => ({ id, state: doc }));
    },
  };
}
