import { returns } from '../aftersales/returns/evolve.ts';
import { requestReturn as decideRequest } from '../aftersales/returns/request.ts';
import type { Remedy, Return, ReturnReason, Swap } from '../aftersales/returns/return.ts';
import { reopenReturn as decideReopening } from '../aftersales/returns/goods.ts';
import { articlesIn, quantitiesOf } from '../aftersales/returns/quantities.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, OrderId, PartyId, ReturnId, TicketId, UploadId } from '../kernel/ids.ts';
import { listings } from '../market/listings/listing.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { parties } from '../market/parties/party.ts';
import { unheldMinor } from '../market/payments/hold.ts';
import { payments } from '../market/payments/payment.ts';
import { claims, covers, isPaidOrWaits } from '../quality/claim.ts';
import { recalls } from '../quality/recall.ts';
import { standings } from '../standing/standing.ts';
import { fileComplaint } from './file-complaint.ts';
import { isPermitted, permitted } from './permitted.ts';
import { noteFrom, settle, stepReturn } from './return-steps.ts';
import type { World } from './world.ts';

export interface RequestReturnInput {
  readonly by: PartyId;
  readonly orderId: OrderId;
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
  readonly reason: ReturnReason;
  readonly wanted: Remedy;
  /** For an exchange: another article of the same seller; absent: the same one again. */
  readonly exchangeFor?: ListingId | undefined;
  readonly text: string;
  readonly uploads: readonly UploadId[];
  /** The question that a colleague opens it from. */
  readonly ticketId?: TicketId | undefined;
}

/** All returns of an order, read under its lock, so that no piece is asked back twice. */
export async function returnsOf({ unit }: Pick<World, 'unit'>, orderId: OrderId) {
  const found = await unit.find(returns, { order_id: orderId });
  return found.map(({ id, state }) => ({ id: id as ReturnId, state }));
}

/**
 * Asks for a return, exchange, repair, missing part or refund. What is claimed is held from now on. A safety matter skips the
 * negotiation and is reported, so that a case about the product opens.
 */
export async function requestReturn(
  world: World,
  input: RequestReturnInput,
): Promise<{ readonly returnId: ReturnId; readonly state: Return } | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { by, orderId, lines, reason, wanted, ticketId } = input;
  const order = await unit.lock(orders, orderId, 'update');
  if (order?.buyer !== by) return refuse('not-found', 'There is no such order of yours.');
  const known = await returnsOf(world, orderId);
  const recalled = await recallOf(
    world,
    orderId,
    lines.map((line) => articlesIn(orderId, order, known, line)),
  );
  if (recalled) return recalled;
  const swap = await swapOf(world, order, input);
  if (isRefusal(swap)) return swap;
  const returnId: ReturnId = unit.ids.next('ret');
  const note = await noteFrom(world, { ...input, returnId, side: 'buyer', about: 'request' });
  if (isRefusal(note)) return note;
  const payment = await unit.load(payments, orderId);
  const leftMinor = payment?.status === 'captured' ? unheldMinor(payment) : 0;
  const seller = await unit.load(parties, order.seller);
  const events = decideRequest(
    { order, payment, leftMinor, known },
    {
      orderId,
      by,
      lines,
      reason,
      wanted,
      swap,
      note,
      sellerCountry: seller?.country ?? order.country,
      at: unit.now,
      rulebookHash,
      ticketId,
    },
    rulebook,
  );
  if (isRefusal(events)) return events;
  const [event] = events;
  if (event?.type === 'ReturnRequested' && event.ground === 'voluntary') {
    const stopped = (await tooManyOpen(world, by)) ?? (await goodwillLeft(world, by));
    if (stopped) return stopped;
  }
  const state = await settle(world, returnId, undefined, events);
  if (reason === 'unsafe') await reportSafety(world, input, state);
  return { returnId, state };
}

/** A recall has remedies of its own, which owners choose there: nobody is paid by both, also once it is closed. */
async function recallOf(
  { unit }: World,
  orderId: OrderId,
  /** Of each line that is asked for, what its pieces are by now. */
  articles: readonly (readonly ListingId[])[],
): Promise<Refusal | undefined> {
  const claimed = await unit.find(claims, { order_id: orderId });
  for (const [i, listingIds] of articles.entries())
    for (const listingId of listingIds)
      for (const { id, state } of await unit.find(recalls, { listings: listingId })) {
        const isSettledThere = claimed.some(
          ({ state: c }) => c.recallId === id && covers(c, listingId) && isPaidOrWaits(c),
        );
        if (state.status === 'closed' && !isSettledThere) continue;
        return refuse(
          'recalled',
          'This article was recalled: choose your remedy in the notice of the recall.',
          { field: `lines.${i}`, facts: { recallId: id } },
        );
      }
  return undefined;
}

async function swapOf(
  world: World,
  order: Order,
  { exchangeFor, lines }: RequestReturnInput,
): Promise<Swap | null | Refusal> {
  if (exchangeFor === undefined) return null;
  const field = 'exchangeFor';
  const listing = await world.unit.load(listings, exchangeFor);
  const { seller } = order;
  const isOffered =
    listing?.seller === seller &&
    listing.status === 'live' &&
    (await isPermitted(world, seller, 'sell', { listingId: exchangeFor }));
  if (!isOffered)
    return refuse('wrong-exchange', 'Choose an article that this seller offers now.', { field });
  if (listing.price.currency !== order.currency)
    return refuse('wrong-exchange', 'It is priced in another currency.', { field });
  if (lines.some((l) => order.lines[l.line]?.listingId === exchangeFor)) return null;
  return { listingId: exchangeFor, unitMinor: listing.price.amountMinor };
}

/**
 * Goodwill waits for its turn. A right does not: its window would run out meanwhile, and there are never more than pieces that
 * were bought.
 */
async function tooManyOpen({ unit, rulebook }: World, buyer: PartyId): Promise<Refusal | undefined> {
  const open = await unit.find(returns, { open_of: buyer }, OPEN_MAX);
  return open.length < rulebook.returns.openPerBuyerMax
    ? undefined
    : refuse('too-many-open', `${open.length} of your returns are open: wait until some have ended.`);
}

/** More than anybody has. */
const OPEN_MAX = 100_000;

/** Goodwill may be limited by a measure; rights never are. */
async function goodwillLeft(world: World, buyer: PartyId): Promise<Refusal | undefined> {
  const { unit } = world;
  const standing = await unit.load(standings, buyer);
  const limit = standing?.measures.find((m) => m.kind === 'return-limits');
  const own = limit ? await unit.find(returns, { buyer }) : [];
  const goodwillReturns = own.filter(
    ({ state }) => state.ground === 'voluntary' && limit && state.requestedAt >= limit.from,
  ).length;
  const answer = await permitted(world, buyer, 'return.voluntary', { goodwillReturns });
  return isRefusal(answer) ? answer : undefined;
}

/** Also what can't be filed as a complaint, since one is open, goes on as a return. */
async function reportSafety(world: World, { by, orderId, text }: RequestReturnInput, state: Return) {
  const listingId = state.lines[0]?.listingId;
  await fileComplaint(world, {
    complainant: by,
    kind: 'unsafe',
    refs: { orderId, ...(listingId === undefined ? {} : { listingId }) },
    text,
    uploads: [],
    safety: true,
  });
}

/** Nothing was sent in time, and the buyer begins again: if the pieces are still there to be returned. */
export async function reopenReturn(
  world: World,
  input: { readonly returnId: ReturnId; readonly by: PartyId },
): Promise<Return | Refusal> {
  return stepReturn(world, { ...input, as: 'buyer' }, async (state) => {
    const { unit, rulebook } = world;
    const order = await unit.lock(orders, state.orderId, 'update');
    if (!order) return refuse('not-found', 'There is no such order.');
    const recalled = await recallOf(
      world,
      state.orderId,
      state.lines.map((l) => [l.listingId]),
    );
    if (recalled) return recalled;
    const counts = quantitiesOf(state.orderId, order, await returnsOf(world, state.orderId));
    const short = state.lines.some((l) => l.quantity > (counts[l.line]?.returnable ?? 0));
    if (short) return refuse('already-requested', 'These are in another return, or paid back already.');
    return decideReopening(state, unit.now, rulebook);
  });
}
