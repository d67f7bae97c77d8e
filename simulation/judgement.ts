import type { Case } from '../src/cases/case.ts';
import type { FindingResult } from '../src/cases/finding.ts';
import { type Complaint, complaints } from '../src/complaints/complaint.ts';
import type { OrderId, PartyId } from '../src/kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../src/kernel/time.ts';
import { conversations } from '../src/market/messages/conversation.ts';
import { type Order, orders } from '../src/market/orders/order.ts';
import { type Shipment, shipments } from '../src/market/shipments/shipment.ts';
import type { Exhibits } from './exhibits.ts';
import type { SimulatedMarket } from './market.ts';
import { type Tone, toneOf } from './texts/messages.ts';

export interface Opinion {
  readonly result: FindingResult;
  /** Manifestly without ground. */
  readonly unfounded: boolean;
}

const YES: Opinion = { result: 'substantiated', unfounded: false };
const NO: Opinion = { result: 'unsubstantiated', unfounded: false };
const UNFOUNDED: Opinion = { result: 'unsubstantiated', unfounded: true };
const WHO_KNOWS: Opinion = { result: 'undetermined', unfounded: false };

/** Days after which nobody believes any more that a parcel is only late. */
const UNSHIPPED_DAYS = 3;
const UNSCANNED_DAYS = 8;

/**
 * How a careful member of staff reads the record: orders, scans, messages, photos, rates and earlier complaints, as
 * they are shown to staff. What people really are is not asked: `truth.ts` must not be imported here.
 */
export class Judgement {
  private readonly market: SimulatedMarket;
  private readonly exhibits: Exhibits;

  constructor(market: SimulatedMarket, exhibits: Exhibits) {
    this.market = market;
    this.exhibits = exhibits;
  }

  of(violation: string, state: Case): Opinion {
    switch (violation) {
      case 'abuse':
        return this.hasTone(state, ['insult', 'threat']);
      case 'verbal-assault':
        return this.hasTone(state, ['threat']);
      case 'fee-circumvention':
        return this.hasTone(state, ['lure']);
      case 'retaliation':
      case 'extortion':
        return this.hasTone(state, ['extortion']);
      case 'refusal-to-ship':
        return this.isBreached(state, violation, this.unshipped(state));
      case 'false-tracking':
        return this.isBreached(state, violation, this.untracked(state));
      case 'not-as-described':
      case 'return-misuse':
      case 'counterfeit':
        return this.shown(state);
      case 'false-non-receipt':
        return this.deliveredAfterAll(state);
      default:
        return this.isBreached(state, violation, NO);
    }
  }

  /** Whether the rates say it that were measured for the case, where the single orders do not. */
  private isBreached(state: Case, violation: string, otherwise: Opinion): Opinion {
    if (otherwise.result === 'substantiated') return otherwise;
    const measured = state.evidence.findLast((e) => e.kind === 'metric-assessment');
    const content = measured && this.market.store.revealed(measured.content);
    if (content === undefined) return otherwise;
    const { assessments } = JSON.parse(content) as {
      assessments: readonly { violation: string; verdict: string }[];
    };
    return assessments.some((a) => a.violation === violation && a.verdict === 'breach') ? YES : otherwise;
  }

  private hasTone(state: Case, tones: readonly Tone[]): Opinion {
    const { store } = this.market;
    const side = state.subjectKind;
    if (state.refs.conversations.length === 0) return WHO_KNOWS;
    for (const id of state.refs.conversations) {
      const conversation = this.market.state(conversations, id);
      for (const message of conversation?.messages ?? [])
        if (message.from === side && tones.includes(toneOf(store.revealed(message.text) ?? ''))) return YES;
    }
    return NO;
  }

  private unshipped(state: Case): Opinion {
    const now = this.market.now;
    const opinions = this.ordersOf(state).map((order) => {
      const waited = (until: EpochMs) => until > order.shipBy + UNSHIPPED_DAYS * DAY_MS;
      if (order.status === 'placed') return waited(now) ? YES : NO;
      if (order.status !== 'cancelled')
        return 'shippedAt' in order && waited(order.shippedAt) ? WHO_KNOWS : NO;
      return order.by === 'system' || waited(order.cancelledAt) ? YES : WHO_KNOWS;
    });
    return strongest(opinions, NO);
  }

  private untracked(state: Case): Opinion {
    const opinions = this.ordersOf(state).map((order): Opinion => {
      if (order.status === 'delivered') return order.how === 'carrier' ? UNFOUNDED : NO;
      const parcels = 'shipments' in order ? order.shipments.map((id) => this.shipment(id)) : [];
      const silent = parcels.some(
        (p) =>
          p?.status === 'announced' && p.tracking && this.market.now > p.createdAt + UNSCANNED_DAYS * DAY_MS,
      );
      return silent ? YES : WHO_KNOWS;
    });
    return strongest(opinions, WHO_KNOWS);
  }

  private shown(state: Case): Opinion {
    const photos = state.evidence.filter((e) => e.kind === 'photo').map((e) => this.exhibits.look(e.sha256));
    if (photos.includes('shows-it')) return YES;
    if (photos.length === 0 || photos.includes('unclear')) return WHO_KNOWS;
    return UNFOUNDED;
  }

  /** Once may be a neighbour who took it in; more than once is a habit. */
  private deliveredAfterAll(state: Case): Opinion {
    const delivered = this.ordersOf(state).some((o) => o.status === 'delivered' && o.how === 'carrier');
    if (!delivered) return NO;
    return this.falseClaims(state.subject) >= 2 ? YES : WHO_KNOWS;
  }

  /** Complaints of non-receipt by this buyer about orders that a carrier delivered before. */
  private falseClaims(buyer: PartyId): number {
    return this.market.statesWhere(complaints, 'complainant', buyer).filter(({ kind, refs, filedAt }) => {
      const order = refs.orderId && this.order(refs.orderId);
      return kind === 'not-received' && order?.status === 'delivered' && order.deliveredAt < filedAt;
    }).length;
  }

  /** What a first look at a complaint shows: that it has plainly no ground, or that it should be heard. */
  isPlainlyWrong(complaint: Complaint): boolean {
    const order = complaint.refs.orderId && this.order(complaint.refs.orderId);
    const photos = complaint.uploads
      .filter((u) => u.kind === 'photo')
      .map((u) => this.exhibits.look(u.sha256));
    switch (complaint.kind) {
      case 'not-received':
        return (
          order?.status === 'delivered' && order.how === 'carrier' && order.deliveredAt < complaint.filedAt
        );
      case 'late-shipment':
        return (
          order?.status === 'delivered' &&
          order.shippedAt <= order.shipBy &&
          order.deliveredAt <= order.deliverBy
        );
      case 'refusal-to-ship':
        return order !== undefined && order.status !== 'placed' && order.status !== 'cancelled';
      case 'not-as-described':
        return photos.length > 0 && photos.every((p) => p === 'shows-nothing');
      default:
        return false;
    }
  }

  private ordersOf(state: Case): readonly Order[] {
    return state.refs.orders.flatMap((id) => this.order(id) ?? []);
  }

  private order(id: OrderId): Order | undefined {
    return this.market.state(orders, id);
  }

  private shipment(id: string): Shipment | undefined {
    return this.market.state(shipments, id);
  }
}

/** One order that shows it is enough; otherwise doubt outweighs a no. */
function strongest(opinions: readonly Opinion[], none: Opinion): Opinion {
  const best = (result: FindingResult) => opinions.find((o) => o.result === result);
  return best('substantiated') ?? best('undetermined') ?? best('unsubstantiated') ?? none;
}
