import { type Decision, refuse, type Refusal } from '../../kernel/decision.ts';
import type { ShipmentId } from '../../kernel/ids.ts';
import { AMOUNT_MINOR_MAX } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import {
  type CancelledBy,
  type CancelReason,
  type DeliveredHow,
  type Order,
  type OrderEvent,
  type OrderTerms,
  remainingPieces,
  type UndeliveredWhy,
} from './order.ts';

type Decided = Decision<OrderEvent>;

/** Refuses what no order may be, whoever places it: at the checkout or an outside shop. */
export function placeOrder(
  state: Order | undefined,
  terms: OrderTerms,
  limits: Pick<Rulebook['orders'], 'linesMax' | 'piecesPerLineMax'>,
): Decided {
  if (state) return refuse('order-exists', 'There is an order with this number already.', { field: 'order' });
  const { placedAt, ...rest } = terms;
  const { lines, shippingMinor, totalMinor } = terms;
  if (terms.seller === terms.buyer)
    return refuse('own-goods', 'Nobody can buy from their own shop.', { field: 'seller' });
  if (lines.length === 0)
    return refuse('empty-order', 'An order needs at least one line.', { field: 'lines' });
  if (lines.length > limits.linesMax)
    return refuse('too-many-lines', `An order may have ${limits.linesMax} lines at most.`, {
      field: 'lines',
    });
  let sum = shippingMinor;
  for (const [i, line] of lines.entries()) {
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1 || line.quantity > limits.piecesPerLineMax)
      return refuse('bad-quantity', `A quantity is from 1 to ${limits.piecesPerLineMax}.`, {
        field: `lines.${i}.quantity`,
      });
    if (!isAmount(line.unitMinor))
      return refuse('bad-amount', 'A price is in whole minor units and not negative.', {
        field: `lines.${i}.unitMinor`,
      });
    sum += line.quantity * line.unitMinor;
  }
  if (!isAmount(shippingMinor))
    return refuse('bad-amount', 'Shipping is in whole minor units and not negative.', {
      field: 'shippingMinor',
    });
  if (totalMinor !== sum)
    return refuse('wrong-total', `Lines and shipping add up to ${sum}, not to ${totalMinor}.`, {
      field: 'totalMinor',
    });
  if (totalMinor > AMOUNT_MINOR_MAX)
    return refuse('amount-too-large', 'This order is larger than a single order may be.', {
      field: 'totalMinor',
    });
  if (terms.shipBy < placedAt)
    return refuse('promise-before-order', 'The ship-by date is before the order.', { field: 'shipBy' });
  if (terms.deliverBy < terms.shipBy)
    return refuse('promise-before-order', 'The deliver-by date is before the ship-by date.', {
      field: 'deliverBy',
    });
  return [{ type: 'OrderPlaced', at: placedAt, ...rest }];
}

function isAmount(minor: number): boolean {
  return Number.isSafeInteger(minor) && minor >= 0 && minor <= AMOUNT_MINOR_MAX;
}

const UNKNOWN = refuse('not-found', 'There is no such order.', { field: 'order' });

/** `pieces` of each line, in order; without them everything that is left goes into the parcel. */
export function shipOrder(
  state: Order | undefined,
  command: { readonly at: EpochMs; readonly shipmentId: ShipmentId; readonly pieces?: readonly number[] },
): Decided {
  if (!state) return UNKNOWN;
  const { at, shipmentId } = command;
  if (state.status === 'cancelled')
    return refuse(
      'order-cancelled',
      'This order was cancelled: do not send it. The buyer has the money back.',
    );
  if (at < state.placedAt)
    return refuse('shipped-before-placed', 'An order cannot be shipped before it was placed.', {
      field: 'at',
    });
  const pieces = chosenPieces(state, command.pieces);
  if ('refused' in pieces) return pieces;
  const { seller } = state;
  return [{ type: 'OrderShipped', at, seller, shipmentId, ...(pieces.some ? { pieces: pieces.some } : {}) }];
}

/** Checks a choice of pieces against what is left. `some` is absent if it is everything. */
function chosenPieces(
  state: Order,
  chosen: readonly number[] | undefined,
): { readonly some?: readonly number[] } | Refusal {
  const left = remainingPieces(state);
  if (left.every((n) => n === 0))
    return refuse('nothing-left', 'All of this order is shipped or cancelled already.', {
      facts: { status: state.status },
    });
  if (!chosen) return {};
  if (chosen.length !== left.length)
    return refuse('wrong-pieces', `Give a number of pieces for each of the ${left.length} lines.`, {
      field: 'pieces',
    });
  const over = chosen.findIndex((n, i) => !Number.isSafeInteger(n) || n < 0 || n > (left[i] ?? 0));
  if (over >= 0)
    return refuse('wrong-pieces', `Line ${over + 1} has ${left[over]} pieces left.`, {
      field: `pieces.${over}`,
    });
  if (chosen.every((n) => n === 0))
    return refuse('wrong-pieces', 'Name at least one piece.', { field: 'pieces' });
  return chosen.every((n, i) => n === left[i]) ? {} : { some: chosen };
}

const ALLOWED_REASONS: Readonly<Record<CancelledBy, readonly CancelReason[]>> = {
  buyer: ['changed-mind', 'ordered-by-mistake', 'too-slow', 'other', 'reported-by-shop'],
  seller: [
    'out-of-stock',
    'price-error',
    'cannot-ship-there',
    'damaged-before-shipping',
    'other',
    'reported-by-shop',
  ],
  system: ['payment-failed', 'never-shipped', 'goods-stopped', 'reported-by-shop'],
};

/** Only what has not been shipped can be cancelled; what is under way can be returned. */
export function cancelOrder(
  state: Order | undefined,
  command: {
    readonly at: EpochMs;
    readonly by: CancelledBy;
    readonly reason: CancelReason;
    readonly pieces?: readonly number[];
  },
): Decided {
  if (!state) return UNKNOWN;
  const { at, by, reason } = command;
  if (!ALLOWED_REASONS[by].includes(reason))
    return refuse('wrong-reason', `A ${by} can't give this reason: ${ALLOWED_REASONS[by].join(', ')}.`, {
      field: 'reason',
    });
  if (at < state.placedAt)
    return refuse('cancelled-before-placed', 'An order cannot be cancelled before it was placed.', {
      field: 'at',
    });
  const pieces = chosenPieces(state, command.pieces);
  if ('refused' in pieces) return pieces;
  const { seller } = state;
  return [
    { type: 'OrderCancelled', at, seller, by, reason, ...(pieces.some ? { pieces: pieces.some } : {}) },
  ];
}

/** Also after it was taken to be lost: parcels do turn up. */
export function deliverOrder(
  state: Order | undefined,
  command: { readonly at: EpochMs; readonly how: DeliveredHow },
): Decided {
  if (!state) return UNKNOWN;
  const { at, how } = command;
  switch (state.status) {
    case 'placed':
    case 'part-shipped':
      return refuse('not-shipped', 'This order has not been shipped in full.', {
        facts: { status: state.status },
      });
    case 'cancelled':
      return refuse('order-cancelled', 'This order was cancelled.');
    case 'delivered':
      return refuse('already-delivered', 'This order was delivered already.', {
        facts: { deliveredAt: state.deliveredAt },
      });
    case 'shipped':
    case 'undelivered':
      if (at < state.shippedAt)
        return refuse('delivered-before-shipped', 'An order cannot arrive before it was shipped.', {
          field: 'at',
        });
      return [{ type: 'OrderDelivered', at, seller: state.seller, how }];
    default:
      return state satisfies never;
  }
}

/** A parcel lost or returned to the sender, or a delivery that staff found not to have happened. */
export function undeliverOrder(
  state: Order | undefined,
  command: { readonly at: EpochMs; readonly why: UndeliveredWhy },
): Decided {
  if (!state) return UNKNOWN;
  if (state.status !== 'shipped' && state.status !== 'delivered')
    return refuse('not-under-way', 'Only an order that was shipped can be marked as not delivered.', {
      facts: { status: state.status },
    });
  return [{ type: 'OrderUndelivered', at: command.at, seller: state.seller, why: command.why }];
}
