import { returns } from '../src/aftersales/returns/evolve.ts';
import type { Remedy, Return, ReturnReason } from '../src/aftersales/returns/return.ts';
import type { Side } from '../src/aftersales/returns/answer.ts';
import type { ReturnEvent } from '../src/aftersales/returns/events.ts';
import { type Decision, isRefusal, type Refusal } from '../src/kernel/decision.ts';
import type { ListingId, OrderId, PartyId, ReturnId, UploadId } from '../src/kernel/ids.ts';
import { expireReturn } from '../src/processes/expire-return.ts';
import { keepUpload } from '../src/processes/keep-upload.ts';
import { requestReturn } from '../src/processes/request-return.ts';
import { noteFrom, stepReturn } from '../src/processes/return-steps.ts';
import { takeScan } from '../src/processes/scan.ts';
import type { World } from '../src/processes/world.ts';
import { Shop } from './shop.ts';

/** A shop with one delivered order, and short ways through a return of it. */
export class Returning {
  readonly shop = new Shop();
  seller = '' as PartyId;
  buyer = '' as PartyId;
  orderId = '' as OrderId;

  static async delivered(quantity = 2): Promise<Returning> {
    const it = new Returning();
    it.seller = await it.shop.seller();
    it.buyer = await it.shop.buyer();
    it.orderId = await it.shop.order(it.seller, it.buyer, quantity);
    await it.shop.deliver(it.orderId);
    return it;
  }

  get now(): number {
    return this.shop.market.now;
  }

  ask(
    more: {
      reason?: ReturnReason;
      wanted?: Remedy;
      quantity?: number;
      by?: PartyId;
      exchangeFor?: ListingId;
      orderId?: OrderId;
    } = {},
  ): Promise<{ returnId: ReturnId; state: Return } | Refusal> {
    const { reason = 'defective', wanted = 'return', quantity = 1, by = this.buyer, exchangeFor } = more;
    return this.shop.market.run(by, (w) =>
      requestReturn(w, {
        by,
        orderId: more.orderId ?? this.orderId,
        lines: [{ line: 0, quantity }],
        reason,
        wanted,
        exchangeFor,
        text: 'It is not as it should be.',
        uploads: [],
      }),
    );
  }

  async asked(more: Parameters<Returning['ask']>[0] = {}): Promise<ReturnId> {
    const asked = await this.ask(more);
    if (isRefusal(asked)) throw new Error(`refused: ${asked.refused} ${asked.why ?? ''}`);
    return asked.returnId;
  }

  step(
    returnId: ReturnId,
    side: Side,
    decide: (state: Return, world: World) => Decision<ReturnEvent> | Promise<Decision<ReturnEvent>>,
  ): Promise<Return | Refusal> {
    const by = side === 'buyer' ? this.buyer : this.seller;
    const { cashier } = this.shop;
    return this.shop.market.run(by, (w) =>
      stepReturn(w, { returnId, by, cashier }, (state) => decide(state, w)),
    );
  }

  async must(...args: Parameters<Returning['step']>): Promise<Return> {
    const result = await this.step(...args);
    if (isRefusal(result)) throw new Error(`refused: ${result.refused} ${result.why ?? ''}`);
    return result;
  }

  /** Words of a side, with a photo if asked. */
  async note(world: World, returnId: ReturnId, side: Side, withFile = false) {
    const by = side === 'buyer' ? this.buyer : this.seller;
    const uploads: UploadId[] = [];
    if (withFile) {
      const file = { kind: 'photo', mime: 'image/png', bytes: 3, sha256: 'ab', base64: 'AAAA' } as const;
      const kept = await keepUpload(world, by, { ...file, given: `${returnId}${side}` });
      if (isRefusal(kept)) throw new Error(kept.refused);
      uploads.push(kept.uploadId);
    }
    const note = await noteFrom(world, {
      returnId,
      by,
      side,
      about: 'statement',
      text: 'So it is.',
      uploads,
    });
    if (isRefusal(note)) throw new Error(note.refused);
    return note;
  }

  async stateOf(returnId: ReturnId): Promise<Return> {
    const state = await this.shop.market.run('test', ({ unit }) => unit.load(returns, returnId));
    if (!state) throw new Error('no return');
    return state;
  }

  /** The latest parcel of the return is seen by its carrier. */
  async scan(returnId: ReturnId, code: 'accepted' | 'delivered' | 'lost'): Promise<void> {
    const parcel = (await this.stateOf(returnId)).parcels.at(-1);
    if (!parcel) throw new Error('no parcel');
    await this.shop.market.must('carrier', (w) =>
      takeScan(w, { shipmentId: parcel.shipmentId, at: w.unit.now, code }),
    );
  }

  /** Moves on to the return's next deadline and lets it take effect; the money of the shop runs along. */
  async expire(returnId: ReturnId): Promise<Return> {
    const due = returns.due?.(await this.stateOf(returnId));
    if (due === undefined) throw new Error('nothing is due');
    this.shop.market.now = Math.max(this.now, due);
    const { cashier } = this.shop;
    await this.shop.market.run('system:deadline', (w) => expireReturn(w, returnId, cashier));
    await this.shop.sweep();
    return this.stateOf(returnId);
  }
}
