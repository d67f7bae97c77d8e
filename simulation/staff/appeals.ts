import { type Appeal, type AppealOutcome, appeals } from '../../src/appeals/appeal.ts';
import { type Case, cases } from '../../src/cases/case.ts';
import { type Complaint, complaints } from '../../src/complaints/complaint.ts';
import type { AppealId, CaseId, SanctionId } from '../../src/kernel/ids.ts';
import { decideAppeal } from '../../src/processes/decide-appeal.ts';
import { assignAppeal, tookPart } from '../../src/processes/file-appeal.ts';
import { type Sanction, sanctions } from '../../src/sanctions/sanction.ts';
import type { Judgement } from '../judgement.ts';
import type { SimulatedMarket } from '../market.ts';
import { APPEAL_REASONS } from '../texts/decisions.ts';
import type { Colleague, Roster } from './roster.ts';

const ASSIGN_HOURS = 16;
const DECIDE_HOURS = 40;

interface Outcome {
  readonly outcome: AppealOutcome;
  readonly reversed?: readonly SanctionId[];
}

/** Appeals: the head of service gives each to somebody who had no part in it, and that person reads everything again. */
export class Appeals {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  private readonly judgement: Judgement;

  constructor(market: SimulatedMarket, roster: Roster, judgement: Judgement) {
    this.market = market;
    this.roster = roster;
    this.judgement = judgement;
  }

  /** From now on they hear what happens. */
  listen(): void {
    const { market } = this;
    market.on('appeal', 'AppealFiled', ({ stream }) => this.onFiled(stream as AppealId));
  }

  private appeal(id: AppealId): Appeal | undefined {
    return this.market.state(appeals, id);
  }

  private onFiled(appealId: AppealId): void {
    const head = this.roster.next('head');
    if (!head) return;
    this.market.plan(this.roster.workingTime(head.random, ASSIGN_HOURS), () => this.assign(head, appealId));
  }

  private async assign(head: Colleague, appealId: AppealId): Promise<void> {
    const { market, roster } = this;
    const appeal = this.appeal(appealId);
    if (appeal?.status !== 'filed') return;
    const involved = await market.run(head.id, (world) => tookPart(world, appeal.about));
    const reviewer = roster.next('reviewer', [...involved]);
    if (!reviewer) return;
    const by = head.id;
    const assigned = await market.attempt(by, (world) =>
      assignAppeal(world, { appealId, reviewer: reviewer.id, by }),
    );
    if (assigned)
      market.plan(roster.workingTime(reviewer.random, DECIDE_HOURS), () => this.decide(reviewer, appealId));
  }

  private async decide(reviewer: Colleague, appealId: AppealId): Promise<void> {
    const { market } = this;
    const appeal = this.appeal(appealId);
    if (appeal?.status !== 'assigned') return;
    const by = reviewer.id;
    const outcome =
      appeal.about.kind === 'sanctions'
        ? this.onSanctions(reviewer, appeal.about)
        : appeal.about.kind === 'complaint'
          ? this.onComplaint(appeal.about)
          : // What an inspection by plan has found is not argued away.
            ({ outcome: 'upheld' } as const);
    const words = reviewer.random.pick(APPEAL_REASONS[outcome.outcome]);
    await market.attempt(by, (world) => decideAppeal(world, { appealId, by, words, ...outcome }));
  }

  private onSanctions(reviewer: Colleague, about: Extract<Appeal['about'], { kind: 'sanctions' }>): Outcome {
    const state = this.file(about.caseId);
    const concerned = about.sanctionIds.flatMap((id) => this.sanction(id) ?? []);
    const violations = [...new Set(concerned.flatMap((s) => s.violations))];
    if (!state || !violations.some((v) => this.judgement.of(v, state).result === 'substantiated'))
      return { outcome: 'reversed' };
    // The first time, one measure less is sometimes enough.
    const isFirst = concerned.every((s) => s.basis.pointsBefore.length === 0);
    const spare = about.sanctionIds.filter((id) => this.sanction(id)?.measure.kind === 'payout-hold');
    const some = spare.length > 0 && spare.length < about.sanctionIds.length;
    return isFirst && some && reviewer.random.chance(0.4)
      ? { outcome: 'changed', reversed: spare }
      : { outcome: 'upheld' };
  }

  private onComplaint(about: Extract<Appeal['about'], { kind: 'complaint' }>): Outcome {
    const complaint = this.market.store.table(complaints).get(about.complaintId)?.doc as
      | Complaint
      | undefined;
    if (!complaint) return { outcome: 'upheld' };
    if (about.caseId === null)
      return { outcome: this.judgement.isPlainlyWrong(complaint) ? 'upheld' : 'reversed' };
    const state = this.file(about.caseId);
    const again = state && this.judgement.of(complaint.violation, state);
    return { outcome: again?.result === 'substantiated' ? 'reversed' : 'upheld' };
  }

  private file(id: CaseId): Case | undefined {
    return this.market.state(cases, id);
  }

  private sanction(id: SanctionId): Sanction | undefined {
    return this.market.state(sanctions, id);
  }
}
