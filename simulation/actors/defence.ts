import { cases, type CaseEvent } from '../../src/cases/case.ts';
import type { CaseId, ConversationId, OrderId, PartyId, PlanId } from '../../src/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { type Order, orders } from '../../src/market/orders/order.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import { complaints } from '../../src/complaints/complaint.ts';
import { type ConversationEvent, conversations } from '../../src/market/messages/conversation.ts';
import { giveIdentity } from '../../src/processes/change-party.ts';
import { appealComplaintOutcome, appealSanctions } from '../../src/processes/file-appeal.ts';
import { giveStatement } from '../../src/processes/hear-case.ts';
import { filePlan } from '../../src/processes/rectify.ts';
import { rectifications } from '../../src/sanctions/rectification.ts';
import type { SanctionEvent } from '../../src/sanctions/sanction.ts';
import type { NoticeEvent } from '../../src/transparency/notice.ts';
import { awake } from '../calendar.ts';
import type { SimulatedMarket } from '../market.ts';
import type { Society } from '../society.ts';
import { toneOf } from '../texts/messages.ts';
import { APPEALS, HOLLOW_PLAN, PLANS, STATEMENTS, type StatementMood } from '../texts/casework.ts';
import type { Seller } from './seller.ts';

/** What people say to the house when they are asked, warned or restricted; and whether they mend their ways. */
export class Defence {
  private readonly market: SimulatedMarket;
  private readonly society: Society;
  private readonly warned = new Set<PartyId>();

  constructor(market: SimulatedMarket, society: Society) {
    this.market = market;
    this.society = society;
  }

  /** From now on they hear what happens. */
  listen(): void {
    const { market } = this;
    market.on('case_file', 'StatementAsked', (entry) => this.onAsked(entry));
    market.on('rectification', 'RectificationOpened', ({ stream }) => this.onWindow(stream as PlanId));
    market.on('sanction', 'SanctionTookEffect', ({ event }) =>
      this.onMeasure((event as Extract<SanctionEvent, { type: 'SanctionTookEffect' }>).party),
    );
    market.on('notice', 'NoticeGiven', ({ event }) =>
      this.onNotice(event as NoticeEvent & { type: 'NoticeGiven' }),
    );
    market.on('party', 'IdentityRejected', ({ stream }) => this.onRejected(stream as PartyId));
    market.on('complaint', 'ComplaintDismissed', ({ stream }) => this.onDismissal(stream));
    market.on('conversation', 'MessageSent', (entry) => this.onMessage(entry));
    market.on('payment', 'PaymentRefunded', ({ stream }) => this.onRefund(stream as OrderId));
  }

  private onAsked({ stream, event }: MemoryEntry): void {
    const { party, side, dueAt } = event as Extract<CaseEvent, { type: 'StatementAsked' }>;
    const { market, society } = this;
    const actor = society.sellers.get(party) ?? society.buyers.get(party);
    if (!actor) return;
    const seller = society.sellers.get(party);
    const { random, home } = actor;
    const caseId = stream as CaseId;
    if (seller && side === 'subject') this.reportFalseClaims(seller, caseId);
    if (!random.chance(seller ? seller.character.answersHouse : 0.6)) return;
    const mood: StatementMood = seller
      ? seller.hasReformed
        ? 'admitting'
        : seller.character.mood
      : side === 'complainant'
        ? 'open'
        : 'denying';
    const text = side === 'complainant' ? STANDS_BY_IT : random.pick(STATEMENTS[mood][home.script]);
    const at = market.now + random.between(0.05, 0.8) * (dueAt - market.now);
    market.plan(Math.min(awake(at, home.country), dueAt - HOUR_MS), () =>
      market
        .attempt(party, (world) => giveStatement(world, { caseId, by: party, text }))
        .then(() => undefined),
    );
  }

  /** A seller who reads that a delivered parcel did not arrive has something to say as well. */
  private reportFalseClaims(seller: Seller, caseId: CaseId): void {
    const state = this.market.state(cases, caseId);
    if (!state?.allegations.some((a) => a.violation === 'false-tracking')) return;
    for (const orderId of state.refs.orders) this.reportFalseClaim(seller, orderId);
  }

  /** Plainly wrong claims do not reach the seller through a case; buyers write to the shop as well. */
  private onDismissal(complaintId: string): void {
    const complaint = this.market.state(complaints, complaintId);
    const seller = complaint && this.society.sellers.get(complaint.subject);
    if (complaint?.kind === 'not-received' && complaint.refs.orderId && seller)
      this.reportFalseClaim(seller, complaint.refs.orderId);
  }

  private reportFalseClaim(seller: Seller, orderId: OrderId): void {
    const order = this.order(orderId);
    if (order?.status !== 'delivered' || order.how !== 'carrier' || !seller.random.chance(0.65)) return;
    this.complainLater(seller, 'false-non-receipt', { orderId }, [2, 40]);
  }

  private order(orderId: OrderId): Order | undefined {
    return this.market.state(orders, orderId);
  }

  private complainLater(
    seller: Seller,
    kind: string,
    refs: { readonly orderId: OrderId; readonly conversationId?: ConversationId },
    hours: readonly [number, number],
    photo?: 'shows-it',
  ): void {
    const { id: by, random, home } = seller;
    if (!by) return;
    const at = awake(this.market.now + random.between(...hours) * HOUR_MS, home.country);
    this.market.plan(at, () =>
      this.society.complaining.file({ by, kind, refs, script: home.script, random, photo }),
    );
  }

  private onWindow(planId: PlanId): void {
    const { market, society } = this;
    const window = market.state(rectifications, planId);
    const seller = window && society.sellers.get(window.party);
    if (!window || !seller?.id || !seller.random.chance(seller.character.filesPlan)) return;
    const by = seller.id;
    market.plan(
      awake(market.now + seller.random.between(2.5, 10) * DAY_MS, seller.home.country),
      async () => {
        const [violation = 'general'] = window.violations;
        const plan = seller.hasReformed ? (PLANS[violation] ?? PLANS['general'] ?? HOLLOW_PLAN) : HOLLOW_PLAN;
        await market.attempt(by, (world) => filePlan(world, { planId, by, ...plan }));
      },
    );
  }

  /** Papers that could not be read: most send better ones in time. */
  private onRejected(partyId: PartyId): void {
    const seller = this.society.sellers.get(partyId);
    if (!seller || (seller.setup.kind === 'honest' && seller.random.chance(0.4))) return;
    const { address } = seller.setup.person;
    const complete = { ...address, line2: 'Ground floor' };
    this.market.plan(awake(this.market.now + seller.random.between(1, 7) * DAY_MS, seller.home.country), () =>
      this.market
        .attempt(partyId, (world) => giveIdentity(world, { partyId, identity: { address: complete } }))
        .then(() => undefined),
    );
  }

  /** Everybody is told how to appeal; who was wronged usually does, and some others try. */
  private onNotice({ to, body }: NoticeEvent & { readonly type: 'NoticeGiven' }): void {
    // Data that are asked for are nothing to appeal against: what somebody does about them is planned where they are judged.
    if (body.kind === 'identity-asked' || body.kind === 'certificate-asked') return;
    const { market, society } = this;
    const seller = society.sellers.get(to);
    const buyer = society.buyers.get(to);
    const actor = seller ?? buyer;
    if (!actor) return;
    const at = awake(market.now + actor.random.between(0.6, 11) * DAY_MS, actor.home.country);
    const honest = actor.setup.kind === 'honest';
    if (body.kind === 'statement-of-reasons') {
      const { caseId } = body;
      const share = seller ? seller.character.appeals : honest ? 0.8 : 0.3;
      if (!actor.random.chance(share)) return;
      const text = actor.random.pick(APPEALS[honest ? 'wronged' : 'excuses']);
      market.plan(at, () =>
        market.attempt(to, (world) => appealSanctions(world, { by: to, caseId, text })).then(() => undefined),
      );
    }
    if (body.kind !== 'complaint-decided') return;
    const { complaintId, outcome } = body;
    if ((outcome !== 'dismissed' && outcome !== 'unfounded') || !actor.random.chance(0.35)) return;
    const text = actor.random.pick(APPEALS.complainant);
    market.plan(at, () =>
      market
        .attempt(to, (world) => appealComplaintOutcome(world, { by: to, complaintId, text }))
        .then(() => undefined),
    );
  }

  /** Something was decided against them for the first time: some mend their ways, most of the others do not. */
  private onMeasure(party: PartyId): void {
    const seller = this.society.sellers.get(party);
    if (!seller || this.warned.has(party)) return;
    this.warned.add(party);
    if (!seller.setup.reforms) return;
    this.market.plan(this.market.now + seller.random.between(0.5, 2) * DAY_MS, async () => {
      seller.hasReformed = true;
    });
  }

  /** A buyer wants something for a good review: some sellers pay, the better ones report it. */
  private onMessage({ stream, event }: MemoryEntry): void {
    const { from, text, seller: id } = event as Extract<ConversationEvent, { type: 'MessageSent' }>;
    const { store } = this.market;
    if (from !== 'buyer' || toneOf(store.revealed(text) ?? '') !== 'extortion') return;
    const seller = this.society.sellers.get(id);
    const conversation = this.market.state(conversations, stream);
    if (!seller || conversation?.subject.kind !== 'order' || !seller.random.chance(0.75)) return;
    const refs = { orderId: conversation.subject.orderId, conversationId: stream as ConversationId };
    this.complainLater(seller, seller.random.chance(0.2) ? 'extortion' : 'retaliation', refs, [3, 50]);
  }

  /** The money is back, and what came back was not what had been sent. */
  private onRefund(orderId: OrderId): void {
    const order = this.order(orderId);
    const seller = order && this.society.sellers.get(order.seller);
    const { truth } = this.society;
    if (!seller || truth.buyers.get(order.buyer) !== 'return-misuse' || order.status !== 'delivered') return;
    if (truth.unpack(orderId) === 'as-described' && seller.random.chance(0.85))
      this.complainLater(seller, 'return-misuse', { orderId }, [120, 260], 'shows-it');
  }
}

const STANDS_BY_IT = 'I have read the answer and stand by what I wrote.';
