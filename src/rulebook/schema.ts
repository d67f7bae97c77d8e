import { z } from 'zod';
import { desk } from './desk.ts';
import { guides } from './guides.ts';
import { ladders } from './ladder.ts';
import { metric } from './metric.ts';
import {
  appeals,
  approvals,
  campaigns,
  complaints,
  emergencies,
  evidence,
  rectification,
  statements,
  triage,
} from './procedure.ts';
import { ranking } from './ranking.ts';
import { returns } from './returns.ts';
import { quality } from './quality.ts';
import { name, text, isoDate } from './terms.ts';
import {
  carriers,
  commission,
  entry,
  erasure,
  exchange,
  holidays,
  identity,
  messages,
  orders,
  payout,
  pictures,
  prohibitedGoods,
  reviews,
  shipping,
  staffing,
  team,
  webhooks,
} from './trade.ts';
import { translation } from './translation.ts';
import { violation } from './violation.ts';

const clause = z.strictObject({ title: text, text });

/**
 * The whole rulebook, one versioned file. Every decision names its hash. Strict: a key that is not known is
 * refused, since a misspelt limit would otherwise be no limit. Relations between parts are checked in `check.ts`.
 */
export const rulebookSchema = z.strictObject({
  id: name,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers such as "1.0.0", in quotes'),
  effectiveFrom: isoDate,
  /** ISO 639 codes of the languages its texts are in, beside the one it is written in: a file `<name>.<code>.yaml` each. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/, 'a language code such as pt')).default([]),
  /** Read from those files, by language. */
  translations: z.record(z.string(), translation).default({}),
  terms: z.strictObject({
    version: z.string().min(1),
    clauses: z.record(z.string().regex(/^C\d+(\.\d+)*$/, 'a clause is named C1, C2.1, ...'), clause),
  }),
  violations: z.record(name, violation),
  ladder: ladders,
  metrics: z.record(name, metric),
  holidays,
  carriers,
  complaints,
  triage,
  statements,
  evidence,
  rectification,
  appeals,
  approvals,
  campaigns,
  emergencies,
  entry,
  identity,
  erasure,
  messages,
  orders,
  payout,
  commission,
  shipping,
  prohibitedGoods,
  exchange,
  pictures,
  reviews,
  ranking,
  returns,
  staffing,
  desk,
  guides,
  team,
  quality,
  webhooks,
});

/** Read-only all the way down; `loadRulebook` freezes it as well. */
export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

export type RulebookDraft = z.infer<typeof rulebookSchema>;
export type Rulebook = Frozen<RulebookDraft>;
