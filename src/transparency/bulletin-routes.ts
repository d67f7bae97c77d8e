import { z } from 'zod';
import { limit, time } from '../door/fields.ts';
import { type AnyRoute, read } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import { BulletinStore } from './bulletin-store.ts';
import { publicRules, publicRulesShape } from './rules-views.ts';

const hours = z.number().nullable();
const month = z.object({
  month: z.string(),
  decisions: z.object({
    warned: z.int(),
    restricted: z.int(),
    suspended: z.int(),
    'shut-down': z.int(),
    barred: z.int(),
  }),
  reversed: z.int(),
  lifted: z.int(),
  automated: z.int(),
  emergencies: z.int(),
  complaints: z.object({
    filed: z.int(),
    upheld: z.int(),
    notUpheld: z.int(),
    undetermined: z.int(),
    unfounded: z.int(),
    dismissed: z.int(),
    medianHours: hours,
  }),
  appeals: z.object({
    filed: z.int(),
    upheld: z.int(),
    reversed: z.int(),
    changed: z.int(),
    medianHours: hours,
  }),
  reasons: z.array(
    z.object({
      side: z.enum(['seller', 'buyer']),
      violation: z.string(),
      kind: z.string(),
      imposed: z.int(),
      reversed: z.int(),
    }),
  ),
});

const decision = z.object({
  /** Opaque: names neither the party nor the case to anybody. */
  id: z.string(),
  at: time,
  side: z.enum(['seller', 'buyer']),
  kind: z.string(),
  consequence: z.string(),
  violations: z.array(z.string()),
  cause: z.string(),
  until: time.nullable(),
});

/** Open to everybody, so without any access action: there is nobody whose standing could forbid it. */
const ANYONE = { who: ['anyone'] } as const;

/** What was enforced and by which rules, counted from the sealed log; nobody is named. */
export function bulletinRoutes(): readonly AnyRoute[] {
  const store = new BulletinStore();
  return [
    read({
      path: '/transparency/months',
      summary: 'What was enforced, month by month, newest first',
      tag: 'transparency',
      access: ANYONE,
      response: z.object({ months: z.array(month) }),
      handle: async ({ db }) => ({ months: (await store.current(db.pool)).list() }),
    }),
    read({
      path: '/transparency/months/{month}',
      summary: 'What was enforced in one month (UTC), by reason and measure',
      tag: 'transparency',
      access: ANYONE,
      params: z.strictObject({
        month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-05'),
      }),
      response: month,
      handle: async ({ db }, { params }) =>
        (await store.current(db.pool)).month(params.month) ??
        refuse('not-found', 'Nothing was enforced in that month.'),
    }),
    read({
      path: '/transparency/decisions',
      summary: 'The newest decisions that took effect: against which side, why and what followed',
      tag: 'transparency',
      access: ANYONE,
      query: z.strictObject({ limit: limit.default(50) }),
      response: z.object({ decisions: z.array(decision) }),
      handle: async ({ db }, { query }) => ({
        decisions: (await store.current(db.pool))
          .latest(query.limit)
          .map(({ sanctionId, ...rest }) => ({ id: sanctionId, ...rest })),
      }),
    }),
    read({
      path: '/transparency/rules',
      summary:
        'The rules in force: clauses, violations, ladders, metrics, clocks and limits of the active rulebook',
      tag: 'transparency',
      access: ANYONE,
      response: publicRulesShape,
      handle: async ({ wording, rulebookHash }) => publicRules(wording, rulebookHash),
    }),
  ];
}
