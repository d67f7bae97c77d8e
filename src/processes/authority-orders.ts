import { plusBusinessDays } from '../kernel/business-time.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import { businessCalendar } from '../kernel/holidays.ts';
import type { AuthorityOrderId, ListingId, PartyId, RecallId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { articleNumber } from '../market/listings/article-number.ts';
import { listings } from '../market/listings/listing.ts';
import {
  answerAuthorityOrder as decideAnswer,
  type AuthorityKind,
  type AuthorityOrder,
  authorityOrderLate,
  authorityOrders,
  type AuthorityOutcome,
  receiveAuthorityOrder as decideReceipt,
} from '../quality/authority-order.ts';
import { recalls } from '../quality/recall.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import { goodsOf, stopGoods } from './stop-goods.ts';
import type { World } from './world.ts';

type Outcome = Promise<
  { readonly authorityOrderId: AuthorityOrderId; readonly order: AuthorityOrder } | Refusal
>;

/**
 * Puts what an authority wrote on record, with its clock: working days of the authority's country from receipt. A country
 * or year whose holidays nobody publishes is refused, not guessed.
 */
export async function receiveAuthorityOrder(
  world: World,
  input: {
    readonly kind: AuthorityKind;
    readonly authority: string;
    readonly country: string;
    readonly reference: string;
    readonly listings: readonly ListingId[];
    readonly gtins: readonly string[];
    readonly asks: string;
    readonly receivedAt: EpochMs;
    readonly by: PartyId;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { by: recordedBy, ...facts } = input;
  const calendar = businessCalendar(input.country);
  if (!calendar)
    return refuse('no-calendar', `The working days of ${input.country} are not known.`, { field: 'country' });
  const { orderBusinessDays, noticeBusinessDays } = rulebook.quality.authority;
  const days = input.kind === 'order' ? orderBusinessDays : noticeBusinessDays;
  const dueAt = plusBusinessDays(calendar, input.receivedAt, days);
  if (isRefusal(dueAt)) return { ...dueAt, field: 'receivedAt' };
  const named = await goodsOf(world, input.listings);
  if (isRefusal(named)) return named;
  const command = { ...facts, dueAt, calendar: calendar.version, recordedBy, at: unit.now };
  const events = decideReceipt(undefined, command);
  if (isRefusal(events)) return events;
  const authorityOrderId: AuthorityOrderId = unit.ids.next('aut');
  return { authorityOrderId, order: unit.append(authorityOrders, authorityOrderId, events) };
}

/** Answers it. `goods-stopped` takes the goods off the market in the same unit, those with the named numbers too. */
export async function answerAuthorityOrder(
  world: World,
  input: {
    readonly authorityOrderId: AuthorityOrderId;
    readonly outcome: AuthorityOutcome;
    readonly answer: string;
    readonly recallId: RecallId | null;
    readonly by: PartyId;
  },
): Outcome {
  const { unit } = world;
  const { authorityOrderId, ...answered } = input;
  const state = await unit.load(authorityOrders, authorityOrderId);
  if (!state) return refuse('not-found', 'There is no such order of an authority.');
  if (input.recallId !== null && !(await unit.load(recalls, input.recallId)))
    return refuse('not-found', 'There is no such recall.', { field: 'recallId' });
  const events = decideAnswer(state, { ...answered, at: unit.now });
  if (isRefusal(events)) return events;
  if (input.outcome === 'goods-stopped') {
    const stopped = await stopOrdered(world, authorityOrderId, state, input.by);
    if (stopped) return stopped;
  }
  return { authorityOrderId, order: unit.append(authorityOrders, authorityOrderId, events) };
}

const LISTINGS_MAX = 100_000;

async function stopOrdered(
  world: World,
  ref: AuthorityOrderId,
  order: AuthorityOrder,
  by: PartyId,
): Promise<Refusal | undefined> {
  const numbered: ListingId[] = [];
  // As listings have them: an order may write them with leading zeros, or an old book's as its ISBN-10.
  for (const gtins of new Set(order.gtins.map(articleNumber)))
    for (const { id } of await world.unit.find(listings, { gtins }, LISTINGS_MAX))
      numbered.push(id as ListingId);
  const goods = await goodsOf(world, [...order.listings, ...numbered]);
  if (isRefusal(goods)) return goods;
  if (goods.size === 0)
    return refuse('no-goods', 'None of these goods are offered here.', { field: 'outcome' });
  const own = await ownsAnyOf(world, [...goods.keys()], by);
  if (own) return own;
  const placed = await stopGoods(world, {
    listings: [...order.listings, ...numbered],
    because: 'authority-order',
    ref,
    until: null,
    figures: {},
  });
  return isRefusal(placed) ? placed : undefined;
}

/** It was not answered in time: the head of service is told. */
export async function expireAuthorityOrder({ unit }: World, id: string): Promise<AuthorityOrder | Refusal> {
  const state = await unit.load(authorityOrders, id);
  if (!state) return refuse('not-due');
  const events = authorityOrderLate(state, unit.now);
  return isRefusal(events) ? events : unit.append(authorityOrders, id, events);
}
