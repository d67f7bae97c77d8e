import { z } from 'zod';
import { count, days, name, points, share, source, subject, text } from './terms.ts';

export const SEVERITIES = ['minor', 'moderate', 'serious', 'critical'] as const;
export const severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severity>;

/** Kinds of evidence a case may hold; the collector knows how to get those it can, the parties bring the rest. */
export const EVIDENCE_KINDS = [
  'order-timeline',
  'carrier-scans',
  'messages',
  'photo',
  'video',
  'document',
  'listing-snapshot',
  'metric-assessment',
  'statement',
  'payment-record',
  'review-text',
  'test-report',
  'authority-notice',
] as const;
export const evidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof evidenceKind>;

/**
 * A measurable target of a rectification plan: what the named metric must show over the plan's own days, counted
 * from its start. `atMost` for shares of defects, `atLeast` for shares of successes, as the metric is worded.
 * `minVolume` units (orders, conversations) must have come due before the target says anything.
 */
const target = z.strictObject({
  metric: name,
  atMost: share.optional(),
  atLeast: share.optional(),
  minVolume: count,
});
export type RectificationTarget = z.infer<typeof target>;

const rectification = z.strictObject({
  windowDays: days,
  /** With too little volume the window is prolonged this many times, then a person decides. */
  extensionsMax: z.int().min(0).max(3),
  targets: z.array(target).min(1, 'name at least one target, or write: rectifiable: none'),
});

/** One way to break the rules. Adding one is a change to the rulebook alone. */
export const violation = z.strictObject({
  title: text,
  subject,
  severity,
  points,
  /** Points count from the decision and lapse after these days. */
  pointsExpireDays: days,
  /** Clause of the terms that it breaks; the statement of reasons quotes it. */
  clause: z.string(),
  /** What the statement of reasons says; `ground` is limited as in the EU transparency database. */
  statement: z.strictObject({
    ground: text.max(500, 'at most 500 characters'),
    explanation: text,
    basis: z.enum(['terms', 'law']),
  }),
  rectifiable: z.union(
    [z.literal('none'), rectification],
    'write none, or windowDays, extensionsMax and targets',
  ),
  /** At least one item of each kind must be in the case before it can be found substantiated. */
  evidenceRequired: z.array(evidenceKind).min(1, 'no finding without shown evidence: name at least one kind'),
  /** Emergencies that may be declared for it, by name; empty for none. */
  emergency: z.array(name),
  source,
});
