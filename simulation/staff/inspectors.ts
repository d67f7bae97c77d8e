import { complaints } from '../../src/complaints/complaint.ts';
import { isRefusal } from '../../src/kernel/decision.ts';
import type { ListingId, OrderId, PartyId, RecallId } from '../../src/kernel/ids.ts';
import { DAY_MS, dayNumber, HOUR_MS } from '../../src/kernel/time.ts';
import { listings } from '../../src/market/listings/listing.ts';
import { orders } from '../../src/market/orders/order.ts';
import { receiveAuthorityOrder } from '../../src/processes/authority-orders.ts';
import { inspectUnit, judgeLot, openInspection } from '../../src/processes/inspect-lot.ts';
import { claimRemedy } from '../../src/processes/recall-claims.ts';
import { registerStaff } from '../../src/processes/register-party.ts';
import { openRecall } from '../../src/processes/run-recall.ts';
import { watchGoods } from '../../src/processes/watch-goods.ts';
import { daysOf, type Delivered, type Reported } from '../../src/quality/counts.ts';
import { planVerdict } from '../../src/quality/decide-lot.ts';
import { type LotCause, lots } from '../../src/quality/lot.ts';
import { type OwnerListEvent, recalls } from '../../src/quality/recall.ts';
import type { SimulatedMarket } from '../market.ts';
import { HOMES, type People } from '../people.ts';
import type { Random } from '../random.ts';
import { DEFECTS, FIRE, VERDICTS } from '../texts/quality.ts';
import type { Colleague, Roster } from './roster.ts';

const LOT_EVERY_DAYS = 8;
/** Before the end: the recall, the look at reports, the letter of an authority. */
const RECALL_DAYS = 12;
const WATCH_DAYS = 3;
const AUTHORITY_DAYS = 1;
const RECALLED_CATEGORIES: readonly string[] = ['electronics', 'kitchen', 'home', 'toys'];

/** The inspectors of the house: lots by plan, a look at what buyers report, and a recall. */
export class Inspectors {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  /** Share of a seller's units that do not conform: what the goods are, which only looking at them shows. */
  private readonly faultyShare: (seller: PartyId) => number;
  private readonly random: Random;
  private readonly colleagues: Colleague[] = [];

  constructor(market: SimulatedMarket, roster: Roster, faultyShare: (seller: PartyId) => number) {
    this.market = market;
    this.roster = roster;
    this.faultyShare = faultyShare;
    this.random = market.random.fork('inspectors');
  }

  /** Two of them, who begin to look when there is something to look at. */
  async hire(people: People): Promise<void> {
    const { market } = this;
    const { currency, language } = HOMES.DE;
    for (const i of [0, 1]) {
      const { name } = people.person('DE');
      const input = { name, country: 'DE', language, currency, roles: ['inspector'] } as const;
      const { partyId: id } = await market.must('system:operator', (world) => registerStaff(world, input));
      const random = market.random.fork(`inspector ${i}`);
      this.colleagues.push({ id, name, roles: ['inspector'], random, errorShare: 0, hastyEvery: 0 });
    }
    this.roster.colleagues.push(...this.colleagues);
  }

  /** From now on they hear what happens. */
  listen(): void {
    const { market } = this;
    const { now, until } = market;
    for (let at = now + 30 * DAY_MS; at < until - DAY_MS; at += LOT_EVERY_DAYS * DAY_MS)
      market.plan(at + this.random.between(8, 14) * HOUR_MS, () => this.inspect('routine'));
    // Too late to be judged: a lot for whoever looks at the demo.
    market.plan(until - 10 * HOUR_MS, () => this.inspect('complaint'));
    market.plan(until - RECALL_DAYS * DAY_MS, () => this.recall());
    market.plan(until - WATCH_DAYS * DAY_MS, () => this.lookAtReports());
    market.plan(until - AUTHORITY_DAYS * DAY_MS, () => this.hearAuthority());
    market.on('recall_owners', 'NoticesQueued', ({ stream }) => this.onTold(stream));
    market.on('recall_owners', 'OwnersNoted', ({ stream, event }) => {
      this.told.set(stream, event as Extract<OwnerListEvent, { type: 'OwnersNoted' }>);
    });
  }

  private readonly told = new Map<string, Extract<OwnerListEvent, { type: 'OwnersNoted' }>>();

  private next(): Colleague {
    return this.random.pick(this.colleagues);
  }

  /** Goods on offer that were sold, with how often, the most sold first. */
  private sold(): readonly (readonly [ListingId, number])[] {
    const counts = new Map<ListingId, number>();
    for (const order of this.market.states(orders))
      for (const { listingId, quantity } of order.lines)
        counts.set(listingId, (counts.get(listingId) ?? 0) + quantity);
    return [...counts]
      .filter(([id]) => this.market.state(listings, id)?.status === 'live')
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  private async inspect(cause: LotCause, chosen?: ListingId): Promise<void> {
    const { market, random } = this;
    const sold = this.sold().slice(0, 60);
    // Nothing may have been sold yet.
    const listingId = chosen ?? (sold.length > 0 ? random.pick(sold)[0] : undefined);
    if (listingId === undefined) return;
    const { id: by } = this.next();
    const lotSize = random.int(40, 600);
    const opened = await market.run(by, (world) => openInspection(world, { listingId, lotSize, cause, by }));
    if (isRefusal(opened)) return market.refused(opened);
    market.plan(market.now + random.between(20, 70) * HOUR_MS, async () => {
      const share = this.faultyShare(opened.lot.seller);
      for (const unit of opened.lot.drawn) {
        const isFaulty = random.chance(share);
        const found = isFaulty
          ? ({ result: 'nonconforming', note: random.pick(DEFECTS) } as const)
          : ({ result: 'conforming' } as const);
        await market.attempt(by, (world) =>
          inspectUnit(world, { lotId: opened.lotId, unit, ...found, photos: [], by }),
        );
      }
      const lot = market.state(lots, opened.lotId);
      const verdict = lot && planVerdict(lot);
      if (!verdict) return;
      const words = random.pick(VERDICTS[verdict]);
      await market.attempt(by, (world) => judgeLot(world, { lotId: opened.lotId, verdict, words, by }));
    });
  }

  /** What the machine does that counts reports, asked of the goods most complained about. */
  private async lookAtReports(): Promise<void> {
    const { market } = this;
    const rules = market.book.rulebook.quality.watch;
    const reported = new Map<ListingId, Reported[]>();
    for (const complaint of market.states(complaints)) {
      const { kind, complainant: buyer, filedAt: at, refs } = complaint;
      const order = refs.orderId && market.state(orders, refs.orderId);
      if (!rules.complaintKinds.includes(kind) || !order || complaint.status === 'withdrawn') continue;
      const deliveredAt = order.status === 'delivered' ? order.deliveredAt : null;
      const report = { orderId: refs.orderId ?? null, buyer, safety: false, at, deliveredAt };
      for (const { listingId } of order.lines) reported.getOrInsertComputed(listingId, () => []).push(report);
    }
    const most = [...reported].toSorted(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1));
    for (const [listingId, reports] of most.slice(0, 3)) {
      const counts = daysOf(this.delivered(listingId), reports, {
        now: market.now,
        maturityDays: rules.maturityDays,
      });
      await market.run('system:quality', (world) => watchGoods(world, { listingId, counts }));
    }
    const worst = most[0]?.[0];
    if (worst) await this.inspect('defects', worst);
  }

  private delivered(listingId: ListingId): readonly Delivered[] {
    const days = new Map<number, number>();
    for (const order of this.market.states(orders)) {
      if (order.status !== 'delivered') continue;
      const units = order.lines.reduce((sum, l) => (l.listingId === listingId ? sum + l.quantity : sum), 0);
      const day = dayNumber(order.deliveredAt);
      if (units > 0) days.set(day, (days.get(day) ?? 0) + units);
    }
    return [...days].map(([day, units]) => ({ day, units }));
  }

  private async recall(): Promise<void> {
    const { market } = this;
    const fit = this.sold().find(([id]) => {
      const listing = market.state(listings, id);
      return listing && RECALLED_CATEGORIES.includes(listing.category) && listing.images.length > 0;
    });
    const listing = fit && market.state(listings, fit[0]);
    if (!fit || !listing) return;
    const { id: by } = this.next();
    const text = { ...FIRE, product: listing.title };
    await market.attempt(by, (world) =>
      openRecall(world, { text, listings: [fit[0]], source: { kind: 'platform' }, by }),
    );
  }

  /** Owners read their mail within some days, and most of them choose. */
  private onTold(list: string): void {
    const { market, random } = this;
    const { recallId, owners } = this.told.get(list) ?? { recallId: '' as RecallId, owners: [] };
    for (const { party, orders: owned } of owners)
      for (const orderId of owned) {
        if (!random.chance(0.7)) continue;
        const remedy = random.chance(0.6) ? 'refund' : 'replacement';
        market.plan(market.now + random.between(5, 150) * HOUR_MS, () =>
          this.choose(recallId, party, orderId, remedy),
        );
      }
  }

  private async choose(
    recallId: RecallId,
    buyer: PartyId,
    orderId: OrderId,
    remedy: 'refund' | 'replacement',
  ): Promise<void> {
    const { market } = this;
    if (!market.state(recalls, recallId)) return;
    const input = { recallId, orderId, remedy, buyer, cashier: market.cashier };
    await market.attempt(buyer, (world) => claimRemedy(world, input));
  }

  private async hearAuthority(): Promise<void> {
    const { market } = this;
    const listingId = this.sold().at(-1)?.[0];
    if (listingId === undefined) return;
    const { id: by } = this.next();
    await market.attempt(by, (world) =>
      receiveAuthorityOrder(world, {
        kind: 'notice',
        authority: 'Bundesanstalt für Arbeitsschutz und Arbeitsmedizin',
        country: 'DE',
        reference: 'GS-2026/1187',
        listings: [listingId],
        gtins: [],
        asks: 'We were told of sharp edges on these goods. Please look into it and tell us what you have done.',
        receivedAt: market.now,
        by,
      }),
    );
  }
}
