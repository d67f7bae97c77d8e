import {
  answerOffer,
  approveReturn,
  handOver,
  makeOffer,
  rejectReturn,
} from '../../src/aftersales/returns/answer.ts';
import { checkGoods, chooseRemedy, giveUpRepair } from '../../src/aftersales/returns/cure.ts';
import type { ReturnEvent } from '../../src/aftersales/returns/events.ts';
import { returns } from '../../src/aftersales/returns/evolve.ts';
import { inspectGoods } from '../../src/aftersales/returns/goods.ts';
import type { Note, Return, ReturnReason } from '../../src/aftersales/returns/return.ts';
import { remediesFor } from '../../src/aftersales/returns/rights.ts';
import { type Decision, isRefusal } from '../../src/kernel/decision.ts';
import type { OrderId, PartyId, ReturnId } from '../../src/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { orders } from '../../src/market/orders/order.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import { decideReturn } from '../../src/processes/decide-return.ts';
import { keepUpload } from '../../src/processes/keep-upload.ts';
import { requestReturn } from '../../src/processes/request-return.ts';
import { sendBack, sendOut } from '../../src/processes/return-parcels.ts';
import { noteFrom, stepReturn } from '../../src/processes/return-steps.ts';
import { takeScan } from '../../src/processes/scan.ts';
import type { World } from '../../src/processes/world.ts';
import { awake, type Country } from '../calendar.ts';
import { carrierFor, plannedScans, trackingNumber } from '../carriers.ts';
import type { Exhibits } from '../exhibits.ts';
import type { SimulatedMarket } from '../market.ts';
import type { Random } from '../random.ts';
import type { Roster } from '../staff/roster.ts';
import { RETURN_WORDS } from '../texts/returns.ts';

/** Share of delivered orders of which something comes back. */
const ASKS = 0.06;
const REASONS: readonly ReturnReason[] = [
  'changed-mind',
  'changed-mind',
  'changed-mind',
  'defective',
  'defective',
  'not-as-described',
  'damaged',
  'wrong-item',
  'missing-part',
];

/** What becomes of goods after they have arrived: buyers who send things back, sellers who answer or do not, and the house. */
export class ReturningGoods {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  private readonly exhibits: Exhibits;
  private readonly random: Random;

  constructor(market: SimulatedMarket, roster: Roster, exhibits: Exhibits) {
    this.market = market;
    this.roster = roster;
    this.exhibits = exhibits;
    this.random = market.random.fork('returns');
  }

  /** From now on they hear what happens. */
  listen(): void {
    const { market } = this;
    market.on('order', 'OrderDelivered', ({ stream }) => this.onDelivered(stream as OrderId));
    for (const type of [
      'ReturnRequested',
      'ReturnApproved',
      'OfferMade',
      'ReturnRejected',
      'GoodsReceived',
      'GoodsAccepted',
      'GoodsArrived',
      'CureFailed',
      'RemedyChosen',
      'EvidenceFrozen',
    ])
      market.on('return_request', type, (entry) => this.onStep(entry));
  }

  private onDelivered(orderId: OrderId): void {
    const { market, random } = this;
    const order = market.state(orders, orderId);
    if (order?.checkout === undefined || order.exchangeOf !== undefined || !random.chance(ASKS)) return;
    const at = awake(market.now + random.between(0.3, 9) * DAY_MS, order.country as Country);
    market.plan(at, () => this.ask(orderId, order.buyer));
  }

  private async ask(orderId: OrderId, by: PartyId): Promise<void> {
    const { market, random } = this;
    const reason = random.pick(REASONS);
    const open = remediesFor(reason);
    const wanted = random.chance(0.6) && open.includes('return') ? 'return' : random.pick(open);
    await market.attempt(by, (world) =>
      requestReturn(world, {
        by,
        orderId,
        lines: [{ line: 0, quantity: 1 }],
        reason,
        wanted,
        text: random.pick(RETURN_WORDS[reason]),
        uploads: [],
      }),
    );
  }

  /** Whoever is to act now does so after a while, or never does. */
  private onStep({ stream }: MemoryEntry): void {
    const id = stream as ReturnId;
    const { market, random } = this;
    const state = market.state(returns, id);
    if (!state) return;
    const within = (hours: number, act: () => Promise<unknown>, share = 1) => {
      if (random.chance(share))
        market.plan(market.now + random.between(hours / 4, hours) * HOUR_MS, async () => void (await act()));
    };
    switch (state.stage.status) {
      case 'requested':
        return within(36, () => this.answer(id), 0.85);
      case 'negotiating':
        return within(30, () => this.answerOffer(id), 0.8);
      case 'rejected':
        return within(90, () => this.dispute(id), 0.6);
      case 'awaiting-return':
        return within(90, () => this.sendBack(id), 0.9);
      case 'inspection':
        return within(30, () => this.inspect(id), 0.9);
      case 'repair':
        return within(200, () => this.repair(id), 0.9);
      case 'choosing':
        return within(60, () => this.choose(id), 0.8);
      case 'replacement':
        return within(40, () => this.sendOut(id), 0.85);
      case 'checking':
        return within(60, () => this.check(id), 0.5);
      case 'platform-review':
        return state.stage.frozen ? this.judge(id) : undefined;
      default:
        return undefined;
    }
  }

  private step(
    id: ReturnId,
    side: 'buyer' | 'seller',
    decide: (state: Return, world: World, note: Note) => Decision<ReturnEvent>,
    words: readonly string[],
    shows = false,
  ): Promise<unknown> {
    const { market, random, exhibits } = this;
    const by = market.state(returns, id)?.[side];
    if (by === undefined) return Promise.resolve();
    return market.attempt(by, (world) =>
      stepReturn(world, { returnId: id, by, cashier: market.cashier }, async (state) => {
        const shown = shows ? await keepUpload(world, by, exhibits.photo(random, 'shows-it')) : undefined;
        const uploads = shown === undefined || isRefusal(shown) ? [] : [shown.uploadId];
        const text = random.pick(words);
        const note = await noteFrom(world, { returnId: id, by, side, about: 'statement', text, uploads });
        return isRefusal(note) ? note : decide(state, world, note);
      }),
    );
  }

  private answer(id: ReturnId): Promise<unknown> {
    const { random } = this;
    const state = this.market.state(returns, id);
    const roll = random.between(0, 1);
    const at = this.market.now;
    if (state?.ground === 'conformity' && roll < 0.12)
      return this.step(
        id,
        'seller',
        (s, w, note) => rejectReturn(s, { note, at }, w.rulebook),
        RETURN_WORDS.reject,
        true,
      );
    if (state?.ground === 'conformity' && roll < 0.3)
      return this.step(
        id,
        'seller',
        (s, w) => approveReturn(s, { remedy: 'repair', at }, w.rulebook),
        RETURN_WORDS.answer,
      );
    if (roll < 0.42)
      return this.step(
        id,
        'seller',
        (s, w, note) => {
          const amountMinor = Math.max(1, Math.round(s.amountMinor * 0.3));
          return makeOffer(
            s,
            { by: 'seller', remedy: 'refund', amountMinor, text: note.text, at },
            w.rulebook,
          );
        },
        RETURN_WORDS.offer,
      );
    return this.step(
      id,
      'seller',
      (s, w) => approveReturn(s, { remedy: null, at }, w.rulebook),
      RETURN_WORDS.answer,
    );
  }

  private async answerOffer(id: ReturnId): Promise<void> {
    const at = this.market.now;
    const answer = this.random.chance(0.6) ? 'accept' : 'decline';
    await this.step(
      id,
      'buyer',
      (s, w) => answerOffer(s, { by: 'buyer', answer, at }, w.rulebook),
      RETURN_WORDS.answer,
    );
  }

  private dispute(id: ReturnId): Promise<unknown> {
    const at = this.market.now;
    return this.step(
      id,
      'buyer',
      (s, w, note) => handOver(s, { by: 'buyer', note, at }, w.rulebook),
      RETURN_WORDS.dispute,
    );
  }

  private async sendBack(id: ReturnId): Promise<void> {
    const { market, random } = this;
    const state = market.state(returns, id);
    if (!state) return;
    const [from, to] = [state.country as Country, state.sellerCountry as Country];
    const carrier = carrierFor(random, from);
    const number = trackingNumber(random, carrier);
    await market.attempt(state.buyer, (world) =>
      sendBack(world, { returnId: id, by: state.buyer, carrier: carrier.name, trackingNumber: number }),
    );
    this.follow(id, plannedScans(random, { carrier, from, to }, market.now));
  }

  private async sendOut(id: ReturnId): Promise<void> {
    const { market, random } = this;
    const state = market.state(returns, id);
    if (!state) return;
    const [from, to] = [state.sellerCountry as Country, state.country as Country];
    const carrier = carrierFor(random, from);
    const number = trackingNumber(random, carrier);
    await market.attempt(state.seller, (world) =>
      sendOut(world, { returnId: id, by: state.seller, carrier: carrier.name, trackingNumber: number }),
    );
    this.follow(id, plannedScans(random, { carrier, from, to }, market.now));
  }

  private follow(id: ReturnId, scans: ReturnType<typeof plannedScans>): void {
    const { market } = this;
    const shipmentId = market.state(returns, id)?.parcels.at(-1)?.shipmentId;
    if (shipmentId === undefined) return;
    for (const scan of scans)
      market.plan(
        scan.at,
        async () => void (await market.attempt('carrier', (w) => takeScan(w, { shipmentId, ...scan }))),
      );
  }

  private inspect(id: ReturnId): Promise<unknown> {
    const { random, market } = this;
    const fails = random.chance(0.12);
    const verdict = fails ? ('rejected' as const) : ('accepted' as const);
    return this.step(
      id,
      'seller',
      (s, w, note) => {
        const restocked = s.lines.map((l) => (s.reason === 'changed-mind' ? l.quantity : 0));
        const command = { verdict, restocked, payMinor: null, repairDays: null, note, at: market.now };
        return inspectGoods(s, command, w.rulebook);
      },
      RETURN_WORDS[fails ? 'reject' : 'answer'],
      fails,
    );
  }

  private repair(id: ReturnId): Promise<unknown> {
    if (this.random.chance(0.7)) return this.sendOut(id);
    const at = this.market.now;
    return this.step(
      id,
      'seller',
      (s, w, note) => giveUpRepair(s, { note, at }, w.rulebook),
      RETURN_WORDS.giveUp,
    );
  }

  private choose(id: ReturnId): Promise<unknown> {
    const at = this.market.now;
    const remedy = this.random.chance(0.7) ? 'return' : 'exchange';
    return this.step(
      id,
      'buyer',
      (s, w) => chooseRemedy(s, { remedy, by: 'buyer', at }, w.rulebook),
      RETURN_WORDS.answer,
    );
  }

  private check(id: ReturnId): Promise<unknown> {
    const works = this.random.chance(0.85);
    const at = this.market.now;
    return this.step(
      id,
      'buyer',
      (s, w, note) => checkGoods(s, { works, note, at }, w.rulebook),
      RETURN_WORDS.answer,
    );
  }

  private judge(id: ReturnId): void {
    const { market, random, roster } = this;
    const colleague = roster.next('representative');
    if (!colleague) return;
    const { id: by } = colleague;
    market.plan(roster.workingTime(colleague.random, 20), async () => {
      const outcome = random.pick(['for-buyer', 'for-buyer', 'for-seller', 'split'] as const);
      const state = market.state(returns, id);
      const amountMinor = outcome === 'split' ? Math.max(1, Math.floor((state?.amountMinor ?? 2) / 2)) : null;
      const remedy = outcome === 'split' ? ('refund' as const) : null;
      const words = random.pick(RETURN_WORDS[outcome]);
      await market.attempt(by, (world) =>
        decideReturn(world, {
          returnId: id,
          by,
          outcome,
          remedy,
          amountMinor,
          misuse: outcome === 'for-seller' && random.chance(0.3),
          words,
          cashier: market.cashier,
        }),
      );
    });
  }
}
