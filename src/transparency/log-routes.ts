import { z } from 'zod';
import { time } from '../door/fields.ts';
import { type AnyRoute, read } from '../door/route.ts';
import {
  checkNewest,
  checkpointsAfter,
  headOf,
  lastCheckpoint,
  latestEntries,
} from '../platform/log-reading.ts';

/** What a page can check while somebody waits: a fraction of a second. */
const ENTRIES_CHECKED_MAX = 2_000;

const checkpoint = z.object({
  position: z.int(),
  hash: z.string(),
  at: time,
  keyId: z.string(),
  signature: z.string(),
});

const logState = read({
  path: '/log',
  summary: 'Head of the sealed log, the newest entries without their content, and whether their chain holds',
  tag: 'log',
  access: { who: ['reviewer', 'head', 'engineer'] },
  query: z.strictObject({ cursor: z.coerce.number().int().positive().optional() }),
  response: z.object({
    sealedPosition: z.int(),
    sealedHash: z.string(),
    checkpoint: checkpoint.nullable(),
    verified: z.object({ ok: z.boolean(), entries: z.int(), problem: z.string().nullable() }),
    entries: z.array(
      z.object({
        position: z.int(),
        concept: z.string(),
        stream: z.string(),
        type: z.string(),
        at: time,
        by: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
  async handle({ db }, { query }) {
    const [head, entries, last, verified] = await Promise.all([
      headOf(db.pool),
      latestEntries(db.pool, query.cursor, 50),
      lastCheckpoint(db.pool),
      checkNewest(db.pool, ENTRIES_CHECKED_MAX),
    ]);
    const oldest = entries.at(-1)?.position ?? 1;
    const next = oldest > 1 ? String(oldest) : null;
    return {
      sealedPosition: head.position,
      sealedHash: head.hash,
      checkpoint: last ?? null,
      verified,
      entries,
      next,
    };
  },
});

const checkpoints = read({
  path: '/checkpoints',
  summary:
    'Signed heads of the log, for anybody who wants to keep them and check an export against them later',
  tag: 'log',
  access: { who: ['anyone'] },
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  response: z.object({ rows: z.array(checkpoint) }),
  handle: async ({ db }, { query }) => ({ rows: await checkpointsAfter(db.pool, query.after, 500) }),
});

export function logRoutes(): readonly AnyRoute[] {
  return [logState, checkpoints];
}
