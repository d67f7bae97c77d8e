import { appeals } from '../src/appeals/appeal.ts';
import { campaigns } from '../src/campaigns/campaign.ts';
import { type Case, cases } from '../src/cases/case.ts';
import type { FindingResult } from '../src/cases/finding.ts';
import { complaints, type ComplaintRefs } from '../src/complaints/complaint.ts';
import { isRefusal, type Refusal } from '../src/kernel/decision.ts';
import type { AppealId, CaseId, ComplaintId, PartyId, SanctionId } from '../src/kernel/ids.ts';
import { DAY_MS } from '../src/kernel/time.ts';
import { expireSanction } from '../src/processes/approve-sanction.ts';
import { decideAppeal } from '../src/processes/decide-appeal.ts';
import { appealSanctions, assignAppeal, expireAppeal } from '../src/processes/file-appeal.ts';
import { expireComplaint, fileComplaint } from '../src/processes/file-complaint.ts';
import { expireCaseFile, giveStatement } from '../src/processes/hear-case.ts';
import { imposeSanctions, type Imposed } from '../src/processes/impose-sanctions.ts';
import { makeFindings } from '../src/processes/judge-case.ts';
import { expireRectification } from '../src/processes/rectify.ts';
import { expireCampaign } from '../src/processes/run-campaign.ts';
import { triageComplaint } from '../src/processes/triage-complaint.ts';
import { rectifications } from '../src/sanctions/rectification.ts';
import { type Sanction, sanctions } from '../src/sanctions/sanction.ts';
import { type Standing, standings } from '../src/standing/standing.ts';
import { type Notice, notices } from '../src/transparency/notice.ts';
import type { TestMarket } from './worlds.ts';

const staff = (name: string) => `pty_staff_${name}` as PartyId;

/** Everything of the verdict road that wakes by itself. */
const DEADLINES = [
  { concept: complaints, run: expireComplaint },
  { concept: cases, run: expireCaseFile },
  { concept: sanctions, run: expireSanction },
  { concept: rectifications, run: expireRectification },
  { concept: appeals, run: expireAppeal },
  { concept: campaigns, run: expireCampaign },
] as const;

/** The people who judge in a market in memory, and short ways along the road to a verdict. */
export class Court {
  readonly representative = staff('representative');
  readonly investigator = staff('investigator');
  readonly colleague = staff('colleague');
  readonly reviewer = staff('reviewer');
  readonly second = staff('second');
  readonly head = staff('head');
  readonly market: TestMarket;

  constructor(market: TestMarket) {
    this.market = market;
  }

  file(complainant: PartyId, kind: string, refs: ComplaintRefs, text = 'It went wrong.') {
    return this.market.run(complainant, (w) =>
      fileComplaint(w, { complainant, kind, refs, text, uploads: [], safety: false }),
    );
  }

  /** Filed and taken to a case. */
  async complain(
    complainant: PartyId,
    kind: string,
    refs: ComplaintRefs,
  ): Promise<{ complaintId: ComplaintId; caseId: CaseId }> {
    const { complaintId, caseId } = must(await this.file(complainant, kind, refs));
    return caseId ? { complaintId, caseId } : { complaintId, ...(await this.hear(complaintId)) };
  }

  async hear(complaintId: ComplaintId): Promise<{ caseId: CaseId }> {
    const by = this.representative;
    const heard = await this.market.must(by, (w) =>
      triageComplaint(w, { complaintId, by, decision: { kind: 'hear' } }),
    );
    if (!heard.caseId) throw new Error('not heard');
    return { caseId: heard.caseId };
  }

  async answer(caseId: CaseId): Promise<void> {
    const { subject } = await this.caseOf(caseId);
    await this.market.must(subject, (w) =>
      giveStatement(w, { caseId, by: subject, text: 'It was not like that.' }),
    );
  }

  /** Judges every open allegation the same, citing all the evidence there is. */
  async find(caseId: CaseId, result: FindingResult = 'substantiated', by = this.investigator) {
    const state = await this.caseOf(caseId);
    const findings = state.allegations
      .filter((a) => !a.finding)
      .map(({ violation }) => ({
        violation,
        result,
        reasons: 'As the evidence shows.',
        evidence: state.evidence.map((e) => e.id),
      }));
    return this.market.run(by, (w) => makeFindings(w, { caseId, by, findings }));
  }

  impose(caseId: CaseId, by = this.investigator, rung?: string): Promise<Imposed | Refusal> {
    return this.market.run(by, (w) => imposeSanctions(w, { caseId, by, rung, words: 'By the ladder.' }));
  }

  /** A complaint taken all the way to its sanctions. */
  async convict(
    complainant: PartyId,
    kind: string,
    refs: ComplaintRefs,
  ): Promise<{ caseId: CaseId; complaintId: ComplaintId; imposed: Imposed }> {
    const { caseId, complaintId } = await this.complain(complainant, kind, refs);
    await this.answer(caseId);
    must(await this.find(caseId));
    return { caseId, complaintId, imposed: must(await this.impose(caseId)) };
  }

  async appeal(by: PartyId, caseId: CaseId, sanctionIds?: readonly SanctionId[]): Promise<AppealId> {
    return must(await this.tryAppeal(by, caseId, sanctionIds)).appealId;
  }

  tryAppeal(by: PartyId, caseId: CaseId, sanctionIds?: readonly SanctionId[]) {
    return this.market.run(by, (w) =>
      appealSanctions(w, { by, caseId, sanctionIds, text: 'This is wrong.' }),
    );
  }

  async judgeAppeal(appealId: AppealId, outcome: 'upheld' | 'reversed', reviewer = this.reviewer) {
    const assigned = await this.market.run(this.head, (w) =>
      assignAppeal(w, { appealId, reviewer, by: this.head }),
    );
    if (isRefusal(assigned)) return assigned;
    return this.market.run(reviewer, (w) =>
      decideAppeal(w, { appealId, by: reviewer, outcome, words: 'Looked at anew.' }),
    );
  }

  /** Lets days pass, running what falls due on each. */
  async passDays(days: number): Promise<void> {
    for (let day = 0; day < days; day++) {
      this.market.pass(DAY_MS);
      await this.sweep();
    }
  }

  /** Runs what is due until nothing is, as the sweeper does. Refuses to go on if a deadline does not move on. */
  async sweep(): Promise<void> {
    for (let round = 0; round < 100; round++) {
      let fired = 0;
      for (const { concept, run } of DEADLINES)
        for (const [id, row] of this.market.store.table(concept)) {
          const due = (concept.due as (state: unknown) => number | undefined)(row.doc);
          if (due === undefined || due > this.market.now) continue;
          const result = await this.market.run('system:deadline', (w) => run(w, id));
          if (isRefusal(result))
            throw new Error(`${concept.name} ${id} is due and refused: ${result.refused}`);
          fired += 1;
        }
      if (fired === 0) return;
    }
    throw new Error('deadlines that never move on');
  }

  async caseOf(caseId: CaseId): Promise<Case> {
    return present(await this.market.run('test', ({ unit }) => unit.load(cases, caseId)));
  }

  async standingOf(party: PartyId): Promise<Standing> {
    return present(await this.market.run('test', ({ unit }) => unit.load(standings, party)));
  }

  async sanctionsOf(party: PartyId): Promise<readonly { id: SanctionId; state: Sanction }[]> {
    const found = await this.market.run('test', ({ unit }) => unit.find(sanctions, { party }));
    return found.map(({ id, state }) => ({ id: id as SanctionId, state }));
  }

  async noticesOf(party: PartyId): Promise<readonly Notice[]> {
    const found = await this.market.run('test', ({ unit }) => unit.find(notices, { addressee: party }));
    return found.map((n) => n.state);
  }
}

export function must<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused}: ${result.why ?? ''}`);
  return result;
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}
