import { type Decision, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { OrderId, PartyId, TicketId } from '../../kernel/ids.ts';
import { type EpochMs, HOUR_MS } from '../../kernel/time.ts';
import type { Order } from '../../market/orders/order.ts';
import type { Payment } from '../../market/payments/payment.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { ReturnEvent } from './events.ts';
import { addUp, holdingsOf, type KnownReturn, linesOf, quantitiesOf, take } from './quantities.ts';
import type { MoneyPart, Note, Remedy, ReturnLine, ReturnReason, Swap } from './return.ts';
import { groundOf, remediesFor, shippingPaidBy } from './rights.ts';
import { review } from './stages.ts';

export interface RequestReturn {
  readonly orderId: OrderId;
  readonly by: PartyId;
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
  readonly reason: ReturnReason;
  readonly wanted: Remedy;
  readonly swap: Swap | null;
  readonly note: Note;
  readonly sellerCountry: string;
  readonly at: EpochMs;
  readonly rulebookHash: string;
  readonly ticketId?: TicketId | undefined;
}

/** What the order, its money and its earlier returns say; read under a lock of the order. */
export interface OrderRecord {
  readonly order: Order;
  readonly payment: Payment | undefined;
  /** What is neither back with the buyer nor held for another return. */
  readonly leftMinor: number;
  readonly known: readonly KnownReturn[];
}

/**
 * Refuses what was not bought, not delivered, asked for before, paid back already, or too late; and what the reason does not
 * give. Whose goodwill is used up is the caller's question to `permits`.
 */
export function requestReturn(
  record: OrderRecord,
  command: RequestReturn,
  rules: Rulebook,
): Decision<ReturnEvent> {
  const { order, known } = record;
  const { orderId, reason, wanted, swap, note, at } = command;
  const unfit = wrongOrder(record, command.by) ?? wrongRemedy(command);
  if (unfit) return unfit;
  if (order.status !== 'delivered') return refuse('not-delivered-yet', 'This order has not arrived yet.');
  const { country, deliveredAt, seller, buyer, currency } = order;
  const ground = groundOf(rules, { reason, country, deliveredAt }, at);
  if (isRefusal(ground)) return ground;
  const pieces = chosen(orderId, order, known, command.lines);
  if (isRefusal(pieces)) return pieces;
  if (swap && new Set(pieces.lines.map((l) => l.line)).size > 1)
    return refuse('one-line', 'Exchange one article at a time for another one.', { field: 'lines' });
  const wholeOrder = isWhole(orderId, order, known, pieces.lines);
  const shipping: readonly MoneyPart[] =
    wholeOrder && ground !== 'voluntary' ? [{ orderId, amountMinor: order.shippingMinor }] : [];
  const claims = capped(addUp([...pieces.claims, ...shipping]), orderId, record.leftMinor);
  if (claims.length === 0)
    return refuse('already-refunded', 'Everything that was paid for this is back with you already.', {
      field: 'lines',
    });
  const stage =
    reason === 'unsafe'
      ? review('unsafe', at, rules)
      : ({ status: 'requested', answerBy: at + rules.returns.clocks.answerHours * HOUR_MS } as const);
  if (isRefusal(stage)) return stage;
  const { lines } = pieces;
  const { sellerCountry, rulebookHash, ticketId } = command;
  return [
    {
      type: 'ReturnRequested',
      at,
      orderId,
      seller,
      buyer,
      currency,
      country,
      sellerCountry,
      deliveredAt,
      lines,
      reason,
      ground,
      wanted,
      swap,
      claims,
      shippingBy: shippingPaidBy(rules, ground, country),
      rulebook: rulebookHash,
      ...(ticketId === undefined ? {} : { ticketId }),
      note,
      stage,
    },
  ];
}

function wrongOrder({ order, payment }: OrderRecord, by: PartyId): Refusal | undefined {
  if (order.buyer !== by) return refuse('not-found', 'There is no such order of yours.');
  if (order.source !== undefined || payment?.status === 'outside')
    return refuse('paid-elsewhere', 'This order was paid to an outside shop: return it there.');
  if (order.exchangeOf !== undefined)
    return refuse('part-of-exchange', 'This came with an exchange: return it through the order it was for.');
  if (payment?.status !== 'captured') return refuse('not-paid', 'Nothing was paid for this order.');
  if (payment.chargebacks.some((c) => c.outcome === 'open'))
    return refuse('bank-decides', 'Your bank is deciding about this payment: wait for its word.');
  return undefined;
}

function wrongRemedy({ reason, wanted, swap }: RequestReturn): Refusal | undefined {
  const open = remediesFor(reason);
  if (!open.includes(wanted))
    return refuse('remedy-not-open', `For this reason you can ask for: ${open.join(', ')}.`, {
      field: 'wanted',
    });
  if (swap !== null && wanted !== 'exchange')
    return refuse('remedy-not-open', 'Another article is named only for an exchange.', { field: 'swap' });
  return undefined;
}

function chosen(
  orderId: OrderId,
  order: Order,
  known: readonly KnownReturn[],
  wanted: RequestReturn['lines'],
): { readonly lines: readonly ReturnLine[]; readonly claims: readonly MoneyPart[] } | Refusal {
  if (wanted.length === 0 || new Set(wanted.map((w) => w.line)).size < wanted.length)
    return refuse('wrong-pieces', 'Name each line once, and at least one.', { field: 'lines' });
  const lines: ReturnLine[] = [];
  const claims: MoneyPart[] = [];
  const counts = quantitiesOf(orderId, order, known);
  for (const [i, { line, quantity }] of wanted.entries()) {
    const field = `lines.${i}.quantity`;
    const count = counts[line];
    const bought = order.lines[line];
    if (!count || !bought)
      return refuse('wrong-pieces', 'The order has no such line.', { field: `lines.${i}.line` });
    if (!Number.isSafeInteger(quantity) || quantity < 1)
      return refuse('wrong-pieces', 'Name at least one piece.', { field });
    if (quantity > count.fulfilled)
      return refuse('more-than-bought', `You have had ${count.fulfilled} of these.`, {
        field,
        facts: { fulfilled: count.fulfilled },
      });
    if (quantity > count.returnable) {
      const facts = { returnable: count.returnable };
      return count.requested > 0
        ? refuse('already-requested', 'A return of these is open already.', { field, facts })
        : refuse('already-refunded', 'These were paid back already.', { field, facts });
    }
    const [taken] = take(holdingsOf(orderId, order, line, known), quantity);
    const part = linesOf(line, taken);
    lines.push(...part.lines);
    claims.push(...part.claims);
  }
  return { lines, claims };
}

/** All that was delivered, in one return: then the shipping price is part of it (2011/83/EU, article 13). */
function isWhole(
  orderId: OrderId,
  order: Order,
  known: readonly KnownReturn[],
  lines: readonly ReturnLine[],
): boolean {
  const asked = (i: number) => lines.reduce((sum, l) => (l.line === i ? sum + l.quantity : sum), 0);
  return quantitiesOf(orderId, order, known).every((q, i) => q.cancelled === 0 && q.fulfilled === asked(i));
}

/** Never more than is still there of what was paid for the order. */
function capped(claims: readonly MoneyPart[], orderId: OrderId, leftMinor: number): readonly MoneyPart[] {
  return claims
    .map((c) => (c.orderId === orderId ? { ...c, amountMinor: Math.min(c.amountMinor, leftMinor) } : c))
    .filter((c) => c.amountMinor > 0);
}
