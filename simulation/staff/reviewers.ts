import { type Case, cases } from '../../src/cases/case.ts';
import type { PartyId, PlanId, SanctionId } from '../../src/kernel/ids.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import {
  approveSanction,
  confirmEmergency,
  declineSanction,
  keepDespiteBasis,
  liftSanction,
} from '../../src/processes/approve-sanction.ts';
import { reviewHold } from '../../src/processes/identity-links.ts';
import { judgeRectification } from '../../src/processes/rectify.ts';
import { rectifications } from '../../src/sanctions/rectification.ts';
import { type Sanction, sanctions, type SanctionEvent } from '../../src/sanctions/sanction.ts';
import { type StandingEvent, standings } from '../../src/standing/standing.ts';
import type { Judgement } from '../judgement.ts';
import type { SimulatedMarket } from '../market.ts';
import { APPROVALS, LIFTED } from '../texts/decisions.ts';
import type { Colleague, Roster } from './roster.ts';

const APPROVAL_HOURS = 26;
const CONFIRM_HOURS = 5;
const HOLD_HOURS = 40;

/** The second pair of eyes: approvals, confirmations, plans that numbers cannot judge, held accounts. */
export class Reviewers {
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
    market.on('sanction', 'SanctionProposed', ({ stream }) => this.planLook(stream as SanctionId));
    market.on('sanction', 'SanctionTookEffect', (entry) => this.onEffect(entry));
    market.on('sanction', 'BasisFellAway', ({ stream }) => this.onBasisGone(stream as SanctionId));
    market.on('rectification', 'JudgementNeeded', ({ stream }) => this.onPlan(stream as PlanId));
    market.on('standing', 'AccountHeld', (entry) => this.onHold(entry));
  }

  private sanction(id: SanctionId): Sanction | undefined {
    return this.market.state(sanctions, id);
  }

  private file(sanction: Sanction): Case | undefined {
    return this.market.state(cases, sanction.caseId);
  }

  /** Somebody who has not been part of it yet. */
  private fresh(sanction: Sanction): Colleague | undefined {
    return this.roster.next('reviewer', [
      ...sanction.approvals.map((a) => a.by),
      ...sanction.finders,
      sanction.proposedBy,
    ]);
  }

  private planLook(id: SanctionId): void {
    const sanction = this.sanction(id);
    if (sanction?.status !== 'proposed' || sanction.cause.kind === 'signal') return;
    const colleague = this.fresh(sanction);
    if (!colleague) return;
    this.market.plan(this.roster.workingTime(colleague.random, APPROVAL_HOURS), () =>
      this.look(colleague, id),
    );
  }

  private async look(colleague: Colleague, sanctionId: SanctionId): Promise<void> {
    const { market } = this;
    const sanction = this.sanction(sanctionId);
    if (sanction?.status !== 'proposed') return;
    const by = colleague.id;
    if (!this.isShutOut(sanction) && this.carries(sanction)) {
      const words = colleague.random.pick(APPROVALS.agreed);
      await market.attempt(by, (world) => approveSanction(world, { sanctionId, by, words }));
      this.planLook(sanctionId);
      return;
    }
    const words = colleague.random.pick(APPROVALS.declined);
    await market.attempt(by, (world) => declineSanction(world, { sanctionId, by, words }));
  }

  /** A second shutdown of the same account decides nothing. */
  private isShutOut({ party, measure }: Sanction): boolean {
    const standing = this.market.state(standings, party);
    const has = (kind: string) => standing?.measures.some((m) => m.kind === kind) ?? false;
    return has('bar') || (measure.kind === 'shutdown' && has('shutdown'));
  }

  /** Reads the evidence again; for a failed window, whether the numbers failed or only the paperwork. */
  private carries(sanction: Sanction): boolean {
    if (sanction.cause.kind === 'rectification-failed')
      return this.market.statesWhere(rectifications, 'case_id', sanction.caseId).some(({ plan, results }) => {
        const last = results.at(-1)?.targets ?? [];
        return last.some((t) => t.verdict === 'missed') || (!plan && last.some((t) => t.verdict !== 'met'));
      });
    const state = this.file(sanction);
    if (!state) return false;
    return sanction.violations.some((v) => this.judgement.of(v, state).result === 'substantiated');
  }

  private onEffect({ stream, event }: MemoryEntry): void {
    const { confirmBy } = event as Extract<SanctionEvent, { type: 'SanctionTookEffect' }>;
    const sanctionId = stream as SanctionId;
    const sanction = this.sanction(sanctionId);
    if (confirmBy === null || !sanction) return;
    const colleague = this.fresh(sanction);
    if (!colleague) return;
    const by = colleague.id;
    this.market.plan(this.roster.workingTime(colleague.random, CONFIRM_HOURS), async () => {
      if (this.sanction(sanctionId)?.status !== 'in-force') return;
      await this.market.attempt(by, (world) => confirmEmergency(world, { sanctionId, by }));
    });
  }

  /** An appeal took away points that the rung rested on: lifted unless the case carries it alone. */
  private onBasisGone(sanctionId: SanctionId): void {
    const sanction = this.sanction(sanctionId);
    const colleague = sanction && this.fresh(sanction);
    if (!colleague) return;
    const by = colleague.id;
    this.market.plan(this.roster.workingTime(colleague.random, APPROVAL_HOURS), async () => {
      const now = this.sanction(sanctionId);
      if (now?.status !== 'in-force') return;
      if (now.measure.kind === 'warning' || this.carries(now))
        await this.market.attempt(by, (world) => keepDespiteBasis(world, { sanctionId, by }));
      else await this.market.attempt(by, (world) => liftSanction(world, { sanctionId, by, words: LIFTED }));
    });
  }

  /** Too few orders for numbers: what has been said since counts. */
  private onPlan(planId: PlanId): void {
    const colleague = this.roster.next('reviewer');
    if (!colleague) return;
    const by = colleague.id;
    this.market.plan(this.roster.workingTime(colleague.random, APPROVAL_HOURS), async () => {
      const window = this.market.state(rectifications, planId);
      if (window?.status !== 'to-be-judged') return;
      const last = window.results.at(-1)?.targets ?? [];
      const outcome = last.some((t) => t.verdict === 'uncertain') && !window.plan ? 'missed' : 'met';
      const words =
        outcome === 'met' ? LIFTED : 'No plan was filed, and the few numbers do not speak for it.';
      await this.market.attempt(by, (world) => judgeRectification(world, { planId, by, outcome, words }));
    });
  }

  /** The same bank account or phone as somebody barred: it stays held, unless only a household is shared. */
  private onHold({ stream, event }: MemoryEntry): void {
    const { hold } = event as Extract<StandingEvent, { type: 'AccountHeld' }>;
    const colleague = this.roster.next('reviewer');
    if (hold.reason !== 'linked-to-barred' || !colleague) return;
    const by = colleague.id;
    const telling = hold.links.flatMap((l) => l.marks).some((m) => m !== 'address' && m !== 'device');
    const outcome = telling ? 'keep' : 'release';
    const why = telling
      ? 'The payout account is that of a barred seller. The papers name another person, who did not answer.'
      : 'Only an address is shared; the papers are those of somebody else.';
    this.market.plan(this.roster.workingTime(colleague.random, HOLD_HOURS), async () => {
      await this.market.attempt(by, (world) =>
        reviewHold(world, { partyId: stream as PartyId, by, asHead: false, outcome, why }),
      );
    });
  }
}
