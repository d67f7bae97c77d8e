import type { Side } from '../aftersales/returns/answer.ts';
import { moneyInstead, sendOut } from '../aftersales/returns/cure.ts';
import type { ReturnEvent } from '../aftersales/returns/events.ts';
import { decisionDue, returns, stageDue } from '../aftersales/returns/evolve.ts';
import { followParcel } from '../aftersales/returns/goods.ts';
import type { Note, Return } from '../aftersales/returns/return.ts';
import { STEP_OF } from '../aftersales/returns/steps.ts';
import { assert, type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId, ReturnId, ShipmentId, UploadId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Shipment } from '../market/shipments/shipment.ts';
import { stopOn } from '../standing/permits.ts';
import { standings } from '../standing/standing.ts';
import { cancelWhatIsLeft } from './cancel.ts';
import type { CashierCalls } from './cashier.ts';
import { giveNotice } from './give-notice.ts';
import { noteOf, ownUploads, useUploads } from './keep-upload.ts';
import { reserveStock, returnStock } from './reserve-stock.ts';
import { giveDifferenceBack, holdClaims, makeSellerWhole, payReturn, releaseClaims } from './return-money.ts';
import type { World } from './world.ts';

export interface StepInput {
  readonly returnId: ReturnId;
  readonly by: PartyId;
  readonly cashier?: CashierCalls;
}

/** The return and which side of it asks; other people's returns are not found. */
export async function ownReturn(
  { unit }: World,
  returnId: ReturnId,
  by: PartyId,
): Promise<{ readonly state: Return; readonly side: Side } | Refusal> {
  const state = await unit.lock(returns, returnId, 'update');
  if (state?.buyer === by) return { state, side: 'buyer' };
  if (state?.seller === by) return { state, side: 'seller' };
  return refuse('not-found', 'There is no such return of yours.');
}

/** One step of one side: decided, written down, and carried out in money, stock and words. */
export async function stepReturn(
  world: World,
  input: StepInput & { readonly as?: Side },
  decide: (state: Return, side: Side) => Decision<ReturnEvent> | Promise<Decision<ReturnEvent>>,
): Promise<Return | Refusal> {
  const { returnId, by, as, cashier } = input;
  const own = await ownReturn(world, returnId, by);
  if (isRefusal(own)) return own;
  if (as !== undefined && own.side !== as)
    return refuse('not-your-part', `This is for the ${as} to do.`, { facts: { side: own.side } });
  const events = await decide(own.state, own.side);
  return isRefusal(events) ? events : settle(world, returnId, own.state, events, cashier);
}

/** What somebody wrote and showed, kept outside the log. */
export async function noteFrom(
  world: World,
  input: {
    readonly returnId: ReturnId;
    readonly by: PartyId;
    readonly side: Side;
    readonly about: Note['about'];
    readonly text: string;
    readonly uploads: readonly UploadId[];
  },
): Promise<Note | Refusal> {
  const { returnId, by, side, about, text, uploads } = input;
  const { textCharactersMax, uploadsPerPartyMax } = world.rulebook.evidence;
  const value = text.trim();
  if (value.length === 0 || value.length > textCharactersMax)
    return refuse('text-length', `Say it in 1 to ${textCharactersMax} characters.`, { field: 'text' });
  if (uploads.length > uploadsPerPartyMax)
    return refuse('too-many-uploads', `At most ${uploadsPerPartyMax} files.`, { field: 'uploads' });
  const files = await ownUploads(world, by, uploads);
  if (isRefusal(files)) return files;
  useUploads(world, files, returnId);
  const kept = world.unit.keep({ party: by, kind: 'return-text', value });
  return { by: side, at: world.unit.now, about, text: kept, files: files.map(noteOf) };
}

/** Writes events down and does what follows from them in the same unit. */
export async function settle(
  world: World,
  returnId: ReturnId,
  before: Return | undefined,
  events: readonly ReturnEvent[],
  cashier?: CashierCalls,
): Promise<Return> {
  const { unit } = world;
  assert(events.length > 0, 'a step without events');
  let state = unit.append(returns, returnId, events);
  for (const event of events) await follow(world, returnId, before, state, event, cashier);
  await payReturn(world, returnId, cashier);
  state = (await unit.load(returns, returnId)) ?? state;
  if (state.stage.status === 'closed' && before?.stage.status !== 'closed')
    await releaseClaims(world, returnId, state);
  for (const event of events) tell(world, returnId, state, event);
  return state;
}

async function follow(
  world: World,
  returnId: ReturnId,
  before: Return | undefined,
  state: Return,
  event: ReturnEvent,
  cashier: CashierCalls | undefined,
): Promise<void> {
  if (event.type === 'ReturnRequested' || event.type === 'ReturnReopened')
    await holdClaims(world, returnId, state);
  if (event.type === 'GoodsAccepted' && event.how === 'seller') await putBack(world, state, event.restocked);
  if (event.type === 'DecisionAppealJudged' && event.outcome === 'reversed')
    await afterReversal(world, returnId, state, before);
  const reserved = isReserving(before);
  const reserves = isReserving(state);
  if (reserves && !reserved) await reserve(world, returnId, state, cashier);
  if (reserved && event.type === 'RemedyChosen') await freeReserved(world, before);
}

async function afterReversal(
  world: World,
  returnId: ReturnId,
  state: Return,
  before: Return | undefined,
): Promise<void> {
  const winner = state.decision?.appeal?.by;
  if (winner === 'seller' && before && before.refunds.length > 0)
    await makeSellerWhole(world, returnId, before);
  // What was released when it was decided for the seller is held again, as far as it is there.
  if (winner === 'buyer') await holdClaims(world, returnId, state);
}

function isReserving(state: Return | undefined): boolean {
  return state?.stage.status === 'replacement' && state.stage.what === 'replacement';
}

/** What goes out instead: another article, or the same ones again. */
export function goingOut({ swap, lines }: Return): ReadonlyMap<ListingId, number> {
  const pieces = new Map<ListingId, number>();
  for (const line of lines) {
    const id = swap?.listingId ?? line.listingId;
    pieces.set(id, (pieces.get(id) ?? 0) + line.quantity);
  }
  return new Map([...pieces].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Out of stock, or stopped for what the goods are: a replacement is impossible, and the buyer gets the money. */
async function reserve(
  world: World,
  returnId: ReturnId,
  state: Return,
  cashier: CashierCalls | undefined,
): Promise<void> {
  const { unit } = world;
  const taken: [ListingId, number][] = [];
  const standing = await unit.lock(standings, state.seller, 'share');
  for (const [listingId, quantity] of goingOut(state)) {
    const isStopped = standing !== undefined && stopOn(standing, listingId, unit.now) !== undefined;
    const reserved = isStopped ? STOPPED : await reserveStock(world, listingId, quantity, state.orderId);
    if (!isRefusal(reserved)) {
      taken.push([listingId, quantity]);
      continue;
    }
    for (const [id, pieces] of taken) await returnStock(world, id, pieces, state.orderId);
    const instead = moneyInstead(state, { by: 'shortage', at: unit.now }, world.rulebook);
    if (isRefusal(instead)) return;
    unit.append(returns, returnId, instead);
    for (const event of instead) tell(world, returnId, state, event);
    return;
  }
  await giveDifferenceBack(world, returnId, cashier);
}

const STOPPED = refuse('not-on-offer');

/** The order that a difference was paid with puts its one piece back when it is cancelled. */
async function freeReserved(world: World, before: Return | undefined): Promise<void> {
  if (!before) return;
  if (before.differenceOrder) {
    const { orderId } = before.differenceOrder;
    await cancelWhatIsLeft(world, { orderId, by: 'system', reason: 'never-shipped' });
  }
  const putBackAlready = before.differenceOrder ? 1 : 0;
  for (const [listingId, quantity] of goingOut(before))
    if (quantity > putBackAlready)
      await returnStock(world, listingId, quantity - putBackAlready, before.orderId);
}

async function putBack(world: World, state: Return, restocked: readonly number[]): Promise<void> {
  const again = state.parcels.some((p) => p.way === 'out');
  for (const [i, quantity] of restocked.entries()) {
    const line = state.lines[i];
    if (line && quantity > 0)
      await returnStock(
        world,
        again ? (state.swap?.listingId ?? line.listingId) : line.listingId,
        quantity,
        state.orderId,
      );
  }
}

/** Both sides hear of every step that concerns them, and until when somebody has to act. */
function tell(world: World, returnId: ReturnId, state: Return, event: ReturnEvent): void {
  const step = STEP_OF[event.type];
  if (step === null) return;
  const { orderId, buyer, seller, stage } = state;
  const dueAt = stageDue(stage) ?? decisionDue(state);
  const body = {
    kind: 'return-changed',
    returnId,
    orderId,
    step,
    ...(dueAt === undefined ? {} : { dueAt }),
  } as const;
  for (const to of [buyer, seller]) giveNotice(world, { to, body });
}

/** A carrier has seen a parcel of a return. */
export async function followReturn(
  world: World,
  input: {
    readonly returnId: ReturnId;
    readonly shipmentId: ShipmentId;
    readonly status: Shipment['status'];
    readonly at: EpochMs;
  },
): Promise<void> {
  const { returnId, shipmentId, status, at } = input;
  const state = await world.unit.lock(returns, returnId, 'update');
  if (!state) return;
  const events = followParcel(state, { shipmentId, status, at }, world.rulebook);
  if (!isRefusal(events) && events.length > 0) await settle(world, returnId, state, events);
}

/** The order of a dearer exchange was shipped, on whichever page. */
export async function exchangeSent(world: World, returnId: ReturnId, shipmentId: ShipmentId): Promise<void> {
  const state = await world.unit.lock(returns, returnId, 'update');
  if (!state) return;
  const events = sendOut(state, { shipmentId, at: world.unit.now }, world.rulebook);
  if (!isRefusal(events)) await settle(world, returnId, state, events);
}
