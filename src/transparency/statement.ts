import type { Case } from '../cases/case.ts';
import type { CaseId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Sanction, SanctionMeasure } from '../sanctions/sanction.ts';
import type { Assessment } from '../signals/assess.ts';
import type { MeasureKind } from '../standing/standing.ts';
import { inLanguage } from '../rulebook/translation.ts';
import type { Ground, Redress, Restriction, RestrictionOf, StatementOfReasons } from './notice.ts';
import { type MetricFacts, type Phrases, phrasesIn } from './phrases.ts';

const RESTRICTS: Readonly<Record<MeasureKind, RestrictionOf>> = {
  warning: 'account',
  'listing-takedown': 'visibility',
  demotion: 'visibility',
  'order-cap': 'provision',
  'payout-hold': 'monetary',
  compensation: 'monetary',
  deposit: 'monetary',
  suspension: 'provision',
  shutdown: 'account',
  bar: 'account',
  'return-limits': 'provision',
  'complaint-rights-suspended': 'provision',
  'purchase-hold': 'provision',
  'account-closed': 'account',
};

export function restrictionOf(
  sanctionId: Restriction['sanctionId'],
  measure: SanctionMeasure,
  time: { readonly from: EpochMs; readonly until: EpochMs | null },
): Restriction {
  const { kind, days: _, listingId, orderId, ...numbers } = measure;
  const scope = listingId ? { listingId } : orderId ? { orderId } : 'everything';
  return { sanctionId, kind, of: RESTRICTS[kind], scope, ...time, ...numbers };
}

export function redressFrom(rulebook: Rulebook, appealUntil: EpochMs): Redress {
  return { appealUntil, outOfCourtBody: rulebook.appeals.outOfCourtBody, court: true };
}

/** The broken rules in their own words, with the clause of the terms that the addressee had accepted. */
export function groundsOf(
  rulebook: Rulebook,
  violations: readonly string[],
  termsVersion: string,
): readonly Ground[] {
  return violations.flatMap((violation) => {
    const rule = rulebook.violations[violation];
    const clause = rule && rulebook.terms.clauses[rule.clause];
    if (!rule || !clause) return [];
    const { title, statement } = rule;
    const quoted = { id: rule.clause, title: clause.title, text: clause.text, termsVersion };
    return [{ violation, title, ...statement, clause: quoted }];
  });
}

/** More ids than this make no notice clearer; the case shows all. */
const IDS_SHOWN = 20;

/** What was established, in sentences with counts, dates and bounds. Ids of the addressee's own orders, nobody's names. */
export function factsOf(
  rulebook: Rulebook,
  say: Phrases,
  state: Case,
  independentVoices: number,
  assessments: readonly Assessment[],
): readonly string[] {
  const { refs, evidence, statements } = state;
  const heard = statements.filter((s) => s.side === 'subject');
  const answered = heard.filter((s) => s.answer).length;
  const list = (ids: readonly string[]) =>
    `${ids.slice(0, IDS_SHOWN).join(', ')}${ids.length > IDS_SHOWN ? say.andMore(ids.length - IDS_SHOWN) : ''}`;
  return [
    ...(independentVoices > 0 ? [say.complaints(independentVoices)] : []),
    ...(refs.orders.length > 0 ? [say.orders(list(refs.orders))] : []),
    ...(refs.listings.length > 0 ? [say.listings(list(refs.listings))] : []),
    ...(refs.conversations.length > 0 ? [say.conversations(list(refs.conversations))] : []),
    ...assessments.map((a) => say.metric(metricFacts(rulebook, say, a))),
    ...(heard.length > 0 ? [say.asked(heard.length, answered)] : []),
    say.evidence(evidence.length),
  ];
}

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** People read it: days and shares are written as in the language around them. */
function metricFacts(rulebook: Rulebook, { language }: Phrases, a: Assessment): MetricFacts {
  const share = new Intl.NumberFormat(language, { style: 'percent', ...ONE_DIGIT });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const percent = (of: number) => share.format(of);
  const { of, n, k } = a;
  return {
    title: rulebook.metrics[a.metric]?.title ?? a.metric,
    from: day.format(a.from),
    to: day.format(a.to),
    counted: of === 'defects' ? k : n - k,
    n,
    of,
    confidence: percent(a.confidence),
    bound: percent(of === 'defects' ? a.lower : a.upper),
    limit: percent(a.threshold),
    people: a.uniqueCounterparties,
    excluded: a.excluded.reduce((sum, e) => sum + e.count, 0),
  };
}

export interface StatementInput {
  readonly caseId: CaseId;
  readonly state: Case;
  readonly restrictions: readonly Restriction[];
  /** One of the sanctions it explains: they share cause, basis and violations. */
  readonly sanction: Pick<Sanction, 'cause' | 'basis' | 'violations' | 'rulebook'>;
  readonly termsVersion: string;
  /** BCP 47, of the addressee: the statement is written in it where the rulebook knows it. */
  readonly language: string;
  readonly independentVoices: number;
  readonly assessments: readonly Assessment[];
  readonly rectification: StatementOfReasons['rectification'];
  readonly termination: StatementOfReasons['termination'];
  readonly appealUntil: EpochMs;
}

export function statementOfReasons(rulebook: Rulebook, input: StatementInput): StatementOfReasons {
  const {
    caseId,
    state,
    restrictions,
    sanction,
    independentVoices,
    assessments,
    rectification,
    termination,
  } = input;
  const { cause, basis, violations } = sanction;
  const wording = inLanguage(rulebook, input.language);
  const sumOf = (points: readonly { readonly points: number }[]) =>
    points.reduce((sum, p) => sum + p.points, 0);
  return {
    kind: 'statement-of-reasons',
    caseId,
    restrictions,
    grounds: groundsOf(wording, violations, input.termsVersion),
    facts: factsOf(wording, phrasesIn(input.language), state, independentVoices, assessments),
    source:
      independentVoices > 0 ? { kind: 'notice', complaints: independentVoices } : { kind: 'own-initiative' },
    automatedDetection: state.source.kind === 'detection',
    // A failed window suspends by itself for the time being; people decide about everything beyond.
    automatedDecision:
      cause.kind === 'signal' ? 'fully' : cause.kind === 'rectification-failed' ? 'partially' : 'not',
    emergency: cause.kind === 'emergency' ? cause.emergency : null,
    points: { before: sumOf(basis.pointsBefore), added: sumOf(basis.pointsNew), rung: basis.rung },
    rectification,
    termination,
    redress: redressFrom(rulebook, input.appealUntil),
    rulebook: sanction.rulebook,
  };
}
