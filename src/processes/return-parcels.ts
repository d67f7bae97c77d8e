import { sendOut as decideSendOut } from '../aftersales/returns/cure.ts';
import { returns } from '../aftersales/returns/evolve.ts';
import { sendBack as decideSendBack } from '../aftersales/returns/goods.ts';
import type { Return } from '../aftersales/returns/return.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { ShipmentId } from '../kernel/ids.ts';
import { announceShipment } from '../market/shipments/decide.ts';
import { shipments, TRACKING_KIND, trackingValue } from '../market/shipments/shipment.ts';
import { goingOut, type StepInput, stepReturn } from './return-steps.ts';
import { shipParcel } from './ship.ts';
import { refuseStopped } from './stopped-orders.ts';
import type { World } from './world.ts';

export interface ParcelInput extends StepInput {
  readonly carrier: string;
  readonly trackingNumber?: string | undefined;
}

/** The buyer has handed the goods to a carrier. */
export function sendBack(world: World, input: ParcelInput): Promise<Return | Refusal> {
  return stepReturn(world, { ...input, as: 'buyer' }, async (state) => {
    const shipmentId: ShipmentId = world.unit.ids.next('shp');
    const events = decideSendBack(state, { shipmentId, at: world.unit.now }, world.rulebook);
    if (isRefusal(events)) return events;
    return (await announce(world, input, state, shipmentId)) ?? events;
  });
}

/** The seller sends the replacement, the repaired article or the part. A dearer one travels as the order its difference was paid with. */
export async function sendOut(world: World, input: ParcelInput): Promise<Return | Refusal> {
  const { returnId, by, carrier, trackingNumber } = input;
  const state = await world.unit.lock(returns, returnId, 'update');
  if (state?.seller === by && state.differenceOrder && state.stage.status === 'replacement') {
    const shipmentId: ShipmentId = world.unit.ids.next('shp');
    const sent = await shipParcel(world, {
      orderId: state.differenceOrder.orderId,
      shipmentId,
      at: world.unit.now,
      carrier,
      ...(trackingNumber === undefined ? {} : { trackingNumber }),
    });
    if (isRefusal(sent)) return sent;
    return (await world.unit.load(returns, returnId)) ?? state;
  }
  return stepReturn(world, { ...input, as: 'seller' }, async (before) => {
    const shipmentId: ShipmentId = world.unit.ids.next('shp');
    const events = decideSendOut(before, { shipmentId, at: world.unit.now }, world.rulebook);
    if (isRefusal(events)) return events;
    const stopped = await stoppedReplacement(world, before);
    if (stopped) return stopped;
    return (await announce(world, input, before, shipmentId)) ?? events;
  });
}

/** Other goods that were stopped since they were promised; what was mended, and parts, are the buyer's own. */
async function stoppedReplacement(world: World, state: Return): Promise<Refusal | undefined> {
  if (state.stage.status !== 'replacement' || state.stage.what !== 'replacement') return undefined;
  const goods = [...goingOut(state)].map(([listingId, quantity]) => ({ listingId, quantity }));
  return refuseStopped(world, state.seller, goods);
}

/** A parcel of a return is one like any other to the carriers. */
async function announce(
  { unit }: World,
  { returnId, carrier, trackingNumber }: ParcelInput,
  { orderId, seller, buyer }: Return,
  shipmentId: ShipmentId,
): Promise<Refusal | undefined> {
  const tracking =
    trackingNumber === undefined
      ? undefined
      : unit.keep({ party: buyer, kind: TRACKING_KIND, value: trackingValue(carrier, trackingNumber) });
  if (tracking !== undefined && (await unit.find(shipments, { tracking })).length > 0)
    return refuse('tracking-used', 'This tracking number belongs to another parcel already.', {
      field: 'trackingNumber',
    });
  const announced = announceShipment(await unit.load(shipments, shipmentId), {
    at: unit.now,
    orderId,
    seller,
    carrier,
    returnId,
    ...(tracking === undefined ? {} : { tracking }),
  });
  if (isRefusal(announced)) return announced;
  unit.append(shipments, shipmentId, announced);
  return undefined;
}
