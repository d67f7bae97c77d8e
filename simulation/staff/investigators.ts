import { type Case, cases } from '../../src/cases/case.ts';
import { isJudged } from '../../src/cases/finding.ts';
import { substantiated } from '../../src/cases/judge.ts';
import { isPending } from '../../src/cases/statement.ts';
import { isRefusal } from '../../src/kernel/decision.ts';
import type { CaseId, PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import { declareEmergency } from '../../src/processes/declare-emergency.ts';
import { addUpload, assignCase, collectAgain } from '../../src/processes/hear-case.ts';
import { closeWithoutSanction, imposeSanctions, proposalFor } from '../../src/processes/impose-sanctions.ts';
import { type FindingInput, makeFindings } from '../../src/processes/judge-case.ts';
import { standings } from '../../src/standing/standing.ts';
import { keepUpload } from '../../src/processes/keep-upload.ts';
import type { Exhibits } from '../exhibits.ts';
import type { Judgement, Opinion } from '../judgement.ts';
import type { SimulatedMarket } from '../market.ts';
import { FINDING_REASONS } from '../texts/decisions.ts';
import type { Colleague, Roster } from './roster.ts';

const FIRST_LOOK_HOURS = { urgent: 1, high: 5, normal: 11, low: 30 } as const;

/** Complaints within so many days that look like somebody taking money and leaving. */
const FLIGHT = { complaints: 4, withinDays: 6 } as const;

/** Take cases, wait for both sides, read the evidence, judge, and decide what follows. */
export class Investigators {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  private readonly judgement: Judgement;
  private readonly exhibits: Exhibits;
  /** Judgements of each investigator in which the record did not show it. */
  private readonly doubts = new Map<PartyId, number>();

  constructor(
    market: SimulatedMarket,
    tools: { readonly roster: Roster; readonly judgement: Judgement; readonly exhibits: Exhibits },
  ) {
    this.market = market;
    this.roster = tools.roster;
    this.judgement = tools.judgement;
    this.exhibits = tools.exhibits;
  }

  /** From now on they hear what happens. */
  listen(): void {
    const { market } = this;
    market.on('case_file', 'CaseOpened', (entry) => this.onOpened(entry));
    market.on('case_file', 'CaseReopened', (entry) => this.onOpened(entry));
    market.on('case_file', 'ComplaintJoined', (entry) => this.onJoined(entry));
    for (const type of ['CaseAssigned', 'StatementGiven', 'StatementMissed'])
      market.on('case_file', type, (entry) => this.onProgress(entry));
    market.on('case_file', 'FindingMade', (entry) => this.onFound(entry));
  }

  private file(caseId: CaseId): Case | undefined {
    return this.market.state(cases, caseId);
  }

  private onOpened({ stream }: MemoryEntry): void {
    const caseId = stream as CaseId;
    const state = this.file(caseId);
    if (!state) return;
    const before = state.allegations.flatMap((a) => a.overturned.map((o) => o.finding.by));
    const colleague = this.roster.next('investigator', before);
    if (!colleague) return;
    const at = this.roster.workingTime(colleague.random, FIRST_LOOK_HOURS[state.priority]);
    this.market.plan(at, () => this.take(colleague, caseId));
  }

  private async take(colleague: Colleague, caseId: CaseId): Promise<void> {
    const by = colleague.id;
    if (this.file(caseId)?.assignee !== null) return;
    await this.market.attempt(by, (world) => assignCase(world, { caseId, to: by, by, byHead: false }));
    await this.stopFlight(colleague, caseId);
  }

  /** More of the same: is it a flight? */
  private onJoined({ stream }: MemoryEntry): void {
    const caseId = stream as CaseId;
    const assignee = this.file(caseId)?.assignee;
    const colleague = assignee && this.roster.byId(assignee);
    if (!colleague) return;
    this.market.plan(this.roster.workingTime(colleague.random, 3), () => this.stopFlight(colleague, caseId));
  }

  /** Many people paid and got nothing within days: payments and payouts stop before anything is judged. */
  private async stopFlight(colleague: Colleague, caseId: CaseId): Promise<void> {
    const { market } = this;
    const state = this.file(caseId);
    if (state?.status !== 'open' || state.subjectKind !== 'seller') return;
    const violation = state.allegations.find(
      (a) => a.violation === 'refusal-to-ship' || a.violation === 'false-tracking',
    );
    const isRecent = market.now < state.openedAt + FLIGHT.withinDays * DAY_MS;
    const standing = market.state(standings, state.subject);
    const isStopped = standing?.measures.some((m) => m.kind === 'suspension') ?? false;
    if (!violation || !isRecent || isStopped || state.complaints.length < FLIGHT.complaints) return;
    const by = colleague.id;
    await market.attempt(by, (world) =>
      declareEmergency(world, {
        by,
        about: { caseId },
        emergency: 'fraud-in-progress',
        kinds: ['suspension', 'payout-hold'],
        words:
          'Several buyers within days paid and got nothing. New orders and payouts stop until this is examined.',
      }),
    );
  }

  /** Judges once nobody has to be waited for any more. */
  private onProgress({ stream }: MemoryEntry): void {
    const caseId = stream as CaseId;
    const state = this.file(caseId);
    const colleague = state?.assignee && this.roster.byId(state.assignee);
    if (!state || !colleague || state.statements.some(isPending)) return;
    this.market.plan(this.roster.workingTime(colleague.random, 14), () => this.judge(colleague, caseId));
  }

  private async judge(colleague: Colleague, caseId: CaseId): Promise<void> {
    const { market } = this;
    const by = colleague.id;
    const before = this.file(caseId);
    if (before?.status !== 'open' || before.assignee !== by || before.statements.some(isPending)) return;
    await market.attempt(by, (world) => collectAgain(world, { caseId, by }));
    const recollected = this.file(caseId) ?? before;
    const pending = before.allegations.filter((a) => !isJudged(a)).map((a) => a.violation);
    const opinions: { violation: string; opinion: Opinion }[] = [];
    for (const violation of pending)
      opinions.push({
        violation,
        opinion: this.inHaste(colleague, this.judgement.of(violation, recollected)),
      });
    const needsReport = opinions.some(
      ({ violation, opinion }) => violation === 'counterfeit' && opinion.result === 'substantiated',
    );
    if (needsReport) await this.haveExamined(colleague, caseId);
    const state = this.file(caseId);
    if (!state) return;
    const findings = opinions.map(({ violation, opinion }) =>
      this.finding(colleague, state, violation, opinion),
    );
    const judged = await market.run(by, (world) => makeFindings(world, { caseId, by, findings }));
    if (isRefusal(judged)) this.market.refused(judged);
    if (isRefusal(judged)) await this.judgeMildly(colleague, caseId, findings);
  }

  /** What the rules do not let one call proven stays undetermined. */
  private async judgeMildly(
    colleague: Colleague,
    caseId: CaseId,
    findings: readonly FindingInput[],
  ): Promise<void> {
    const by = colleague.id;
    const mild = findings.map((f) => ({ ...f, result: 'undetermined' as const, unfounded: false }));
    await this.market.attempt(by, (world) => makeFindings(world, { caseId, by, findings: mild }));
  }

  private inHaste(colleague: Colleague, opinion: Opinion): Opinion {
    const { random, errorShare, hastyEvery, id } = colleague;
    if (opinion.result === 'substantiated')
      return random.chance(errorShare) ? { result: 'undetermined', unfounded: false } : opinion;
    const seen = (this.doubts.get(id) ?? 0) + 1;
    this.doubts.set(id, seen);
    return hastyEvery > 0 && seen % hastyEvery === 0
      ? { result: 'substantiated', unfounded: false }
      : opinion;
  }

  /** An expert's report, without which nothing is called a copy. */
  private async haveExamined(colleague: Colleague, caseId: CaseId): Promise<void> {
    const by = colleague.id;
    const upload = this.exhibits.report([
      'Examination report',
      `Case ${caseId}`,
      'The article was compared with an original of the maker.',
      'Print of the logo: askew, wrong typeface. Serial number: not one of the series. Clasp: cast, not milled.',
      'Result: a copy.',
    ]);
    await this.market.attempt(by, async (world) => {
      const kept = await keepUpload(world, by, upload);
      return isRefusal(kept) ? kept : addUpload(world, { caseId, by, isStaff: true, ...kept });
    });
  }

  private finding(colleague: Colleague, state: Case, violation: string, opinion: Opinion): FindingInput {
    const reasons = (FINDING_REASONS[violation] ?? FINDING_REASONS['any'])?.[opinion.result] ?? [
      'See the evidence.',
    ];
    return {
      violation,
      ...opinion,
      reasons: colleague.random.pick(reasons),
      evidence: state.evidence.map((e) => e.id),
    };
  }

  private onFound({ stream }: MemoryEntry): void {
    const caseId = stream as CaseId;
    const state = this.file(caseId);
    const colleague = state?.assignee && this.roster.byId(state.assignee);
    if (state?.status !== 'found' || !colleague) return;
    this.market.plan(this.roster.workingTime(colleague.random, 8), () => this.decide(colleague, caseId));
  }

  private async decide(colleague: Colleague, caseId: CaseId): Promise<void> {
    const { market } = this;
    const by = colleague.id;
    const state = this.file(caseId);
    if (state?.status !== 'found') return;
    if (await this.isShutOutAlready(state, caseId)) {
      const words =
        'The account is shut out already. The violation is on record; the buyers have their money back.';
      await market.attempt(by, (world) => closeWithoutSanction(world, { caseId, by, words }));
      return;
    }
    const words =
      'The findings and their reasons are in the case. What follows is what the published ladder provides.';
    const imposed = await market.run(by, (world) => imposeSanctions(world, { caseId, by, words }));
    if (!isRefusal(imposed)) return;
    const why = 'The violation is on record; the points reach no measure.';
    await market.attempt(by, (world) => closeWithoutSanction(world, { caseId, by, words: why }));
  }

  /** Nothing is added to a bar, and to a shutdown nothing but a bar. */
  private async isShutOutAlready(state: Case, caseId: CaseId): Promise<boolean> {
    const standing = this.market.state(standings, state.subject);
    const has = (kind: string) => standing?.measures.some((m) => m.kind === kind) ?? false;
    if (has('bar') || has('account-closed')) return true;
    if (!has('shutdown')) return false;
    const proposal = await this.market.run(state.assignee ?? '', (world) =>
      proposalFor(world, caseId, substantiated(state)),
    );
    return !proposal?.sanctions.some((s) => s.measure.kind === 'bar');
  }
}
