import { z } from 'zod';
import { SEVERITIES } from '../rulebook/violation.ts';
import { evidenceItem } from './evidence-views.ts';
import { historyItem } from './history-views.ts';
import { caseRow, partyRef } from './row-views.ts';
import { sanctionItem } from './sanction-item-views.ts';

const finding = z.object({
  result: z.enum(['substantiated', 'unsubstantiated', 'undetermined']),
  unfounded: z.boolean(),
  reasons: z.string().nullable(),
  evidence: z.array(z.string()),
  by: z.string(),
  at: z.int(),
});

/** Everything about a case on one page, for those who handle it. */
export const casePage = caseRow.extend({
  standing: z.enum(['good', 'held', 'restricted', 'stopped', 'barred']),
  points: z.int(),
  refs: z.object({
    orders: z.array(z.string()),
    listings: z.array(z.string()),
    conversations: z.array(z.string()),
  }),
  allegations: z.array(
    z.object({
      violation: z.string(),
      title: z.string(),
      severity: z.enum(SEVERITIES),
      clause: z.string(),
      evidenceMissing: z.array(z.string()),
      finding: finding.nullable(),
      overturned: z.int(),
      /** Reversed on appeal: it is not judged again. */
      settled: z.boolean(),
    }),
  ),
  merged: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      from: partyRef,
      filedAt: z.int(),
      orderId: z.string().nullable(),
      text: z.string().nullable(),
      sameVoiceAs: partyRef.nullable(),
      withdrawn: z.boolean(),
    }),
  ),
  evidence: z.array(evidenceItem),
  statements: z.array(
    z.object({
      id: z.string(),
      from: partyRef,
      side: z.enum(['subject', 'complainant']),
      requestedAt: z.int(),
      dueAt: z.int(),
      extended: z.boolean(),
      answeredAt: z.int().nullable(),
      missed: z.boolean(),
      text: z.string().nullable(),
    }),
  ),
  sanctions: z.array(sanctionItem),
  appeals: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      from: partyRef,
      filedAt: z.int(),
      dueAt: z.int().nullable(),
      grounds: z.string(),
      reviewer: z.string().nullable(),
      outcome: z.string().nullable(),
      sanctionIds: z.array(z.string()),
      mayDecide: z.boolean(),
    }),
  ),
  history: z.array(historyItem),
  rung: z
    .object({
      name: z.string(),
      points: z.int(),
      sanctions: z.array(z.string()),
      approvals: z.int(),
      /** A bar that the points call for and what is missing for it. */
      withheld: z.array(z.string()),
      /** Lower rungs that may be chosen instead, with reasons. */
      lower: z.array(z.string()),
    })
    .nullable(),
  askable: z.array(partyRef.extend({ side: z.enum(['subject', 'complainant']) })),
  /** Violations that might be alleged besides, and emergencies that what is alleged may be, with what each permits. */
  allegeable: z.array(z.object({ violation: z.string(), title: z.string() })),
  emergencies: z.array(z.object({ name: z.string(), title: z.string(), permits: z.array(z.string()) })),
  conflicts: z.array(z.string()),
  commands: z.array(z.string()),
});
export type CasePage = z.infer<typeof casePage>;
