/** The knowledge base: who may write about what, reviews, whether it helped, and reminders to owners. */
import {
  decideProposeGuide,
  decideRetireGuide,
  decideReviewGuide,
  decideReviseGuide,
  type ReviewGuide,
} from '../aftersales/guides/decide.ts';
import { type GuideAnswer, guideAnswers } from '../aftersales/guides/guide-answer.ts';
import {
  type Guide,
  type GuideContent,
  type GuideEvent,
  guides,
  type GuideTarget,
  inForce,
} from '../aftersales/guides/guide.ts';
import {
  decideRemind,
  decideReminderDue,
  decideStopReminder,
  type Reminder,
  reminders,
} from '../aftersales/guides/reminder.ts';
import { type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { GuideId, OrderId, PartyId } from '../kernel/ids.ts';
import type { Listing } from '../market/listings/listing.ts';
import { listings } from '../market/listings/listing.ts';
import { orders } from '../market/orders/order.ts';
import { giveNotice } from './give-notice.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import type { World } from './world.ts';

const NOT_FOUND = 'There is no such guide.';
const WAITING_MAX = 10_000;

/**
 * Proposes a guide; it is shown once somebody of the staff who did not write it has reviewed it. A seller writes about
 * listings of their own only (`not-found` for others).
 */
export async function proposeGuide(
  world: World,
  input: Pick<Guide, 'kind' | 'target' | 'language'> &
    GuideContent & { readonly author: PartyId; readonly isStaff: boolean },
): Promise<{ readonly guideId: GuideId } | Refusal> {
  const { unit, rulebook } = world;
  const { isStaff, ...command } = input;
  const wrong = await foreignTarget(world, input.target, input.author, isStaff);
  if (wrong) return wrong;
  const own = await unit.find(guides, { author: input.author }, WAITING_MAX);
  const waiting = isStaff ? 0 : own.filter(({ state }) => state.draft !== null).length;
  const guideId: GuideId = unit.ids.next('gde');
  const events = decideProposeGuide(undefined, { ...command, at: unit.now, waiting }, rulebook);
  if (isRefusal(events)) return events;
  unit.append(guides, guideId, events);
  return { guideId };
}

async function foreignTarget(
  { unit }: World,
  target: GuideTarget,
  author: PartyId,
  isStaff: boolean,
): Promise<Refusal | undefined> {
  if (target.kind !== 'listing')
    return isStaff
      ? undefined
      : refuse('forbidden', 'Sellers write about their own listings.', { field: 'target' });
  const listing = await unit.load(listings, target.listingId);
  if (listing && (isStaff || listing.seller === author)) return undefined;
  return refuse('not-found', 'There is no such listing of yours.', { field: 'target.listingId' });
}

/** Another version. A seller changes guides of their own listings. */
export async function reviseGuide(
  world: World,
  input: GuideContent & {
    readonly guideId: GuideId;
    readonly author: PartyId;
    readonly isStaff: boolean;
  },
): Promise<{ readonly guideId: GuideId } | Refusal> {
  const { guideId, isStaff, ...command } = input;
  const state = await world.unit.load(guides, guideId);
  if (!state || (await foreignTarget(world, state.target, input.author, isStaff)))
    return refuse('not-found', NOT_FOUND);
  return apply(world, guideId, decideReviseGuide(state, { ...command, at: world.unit.now }, world.rulebook));
}

export async function reviewGuide(
  world: World,
  input: Omit<ReviewGuide, 'at'> & { readonly guideId: GuideId },
): Promise<{ readonly guideId: GuideId } | Refusal> {
  const { guideId, ...command } = input;
  const state = await world.unit.lock(guides, guideId, 'update');
  if (!state) return refuse('not-found', NOT_FOUND);
  const decision = decideReviewGuide(state, { ...command, at: world.unit.now });
  // Nor what another account of theirs wrote, such as that of a shop of their own.
  const own =
    !isRefusal(decision) && state.draft && (await ownsAnyOf(world, [state.draft.author], command.by));
  return own || apply(world, guideId, decision);
}

export async function retireGuide(
  world: World,
  input: { readonly guideId: GuideId; readonly by: PartyId },
): Promise<{ readonly guideId: GuideId } | Refusal> {
  const state = await world.unit.load(guides, input.guideId);
  if (!state) return refuse('not-found', NOT_FOUND);
  return apply(world, input.guideId, decideRetireGuide(state, input.by, world.unit.now));
}

function apply(
  { unit }: World,
  guideId: GuideId,
  decision: Decision<GuideEvent>,
): { readonly guideId: GuideId } | Refusal {
  if (isRefusal(decision)) return decision;
  unit.append(guides, guideId, decision);
  return { guideId };
}

/** "Did this solve it?" Once a person, who may change their mind. */
export async function answerGuide(
  { unit }: World,
  input: { readonly guideId: GuideId; readonly by: PartyId; readonly solved: boolean },
): Promise<Pick<GuideAnswer, 'guideId' | 'solved'> | Refusal> {
  const { guideId, by, solved } = input;
  const guide = await unit.load(guides, guideId);
  const shown = guide && inForce(guide);
  if (!shown) return refuse('not-found', NOT_FOUND);
  const stream = `${guideId}.${by}`;
  const before = await unit.load(guideAnswers, stream);
  const { version } = shown;
  if (before?.solved !== solved || before.version !== version)
    unit.append(guideAnswers, stream, [{ type: 'GuideAnswered', at: unit.now, guideId, version, solved }]);
  return { guideId, solved };
}

/** Targets under which a guide for this listing may be filed, the closest first. */
export function targetsOf(listing: Pick<Listing, 'category' | 'attributes'>): readonly GuideTarget[] {
  const { brand, model } = listing.attributes;
  return [
    ...(brand !== undefined && model !== undefined ? [{ kind: 'model' as const, brand, model }] : []),
    { kind: 'category', category: listing.category },
  ];
}

/**
 * Reminds an owner of maintenance, counted from the delivery. Refuses `not-found` for orders of others and guides that are
 * not shown, `not-maintenance`, and `not-delivered`.
 */
export async function remindOwner(
  { unit }: World,
  input: { readonly owner: PartyId; readonly orderId: OrderId; readonly guideId: GuideId },
): Promise<{ readonly nextAt: number } | Refusal> {
  const { owner, orderId, guideId } = input;
  const order = await unit.load(orders, orderId);
  if (order?.buyer !== owner)
    return refuse('not-found', 'There is no such order of yours.', { field: 'orderId' });
  const guide = await unit.load(guides, guideId);
  const shown = guide && inForce(guide);
  if (!shown) return refuse('not-found', NOT_FOUND, { field: 'guideId' });
  if (shown.everyMonths === null)
    return refuse('not-maintenance', 'This guide asks for nothing that is done again and again.');
  if (!('deliveredAt' in order)) return refuse('not-delivered', 'It is not delivered yet.');
  const listingId = await lineOf(unit, order.lines, guide.target);
  if (listingId === undefined) return refuse('not-found', NOT_FOUND, { field: 'guideId' });
  const stream = `${orderId}.${guideId}`;
  const { deliveredAt } = order;
  const { everyMonths } = shown;
  const events = decideRemind(await unit.load(reminders, stream), {
    at: unit.now,
    owner,
    guideId,
    orderId,
    listingId,
    deliveredAt,
    everyMonths,
  });
  if (isRefusal(events)) return events;
  return { nextAt: unit.append(reminders, stream, events).nextAt };
}

/** Which article of an order a guide is about, if any. */
async function lineOf(
  unit: World['unit'],
  lines: readonly { readonly listingId: Reminder['listingId'] }[],
  target: GuideTarget,
): Promise<Reminder['listingId'] | undefined> {
  for (const { listingId } of lines) {
    if (target.kind === 'listing') {
      if (target.listingId === listingId) return listingId;
      continue;
    }
    const listing = await unit.load(listings, listingId);
    const wanted = JSON.stringify(target);
    if (listing && targetsOf(listing).some((t) => JSON.stringify(t) === wanted)) return listingId;
  }
  return undefined;
}

export async function stopReminder(
  { unit }: World,
  input: { readonly owner: PartyId; readonly orderId: OrderId; readonly guideId: GuideId },
): Promise<{ readonly stopped: true } | Refusal> {
  const stream = `${input.orderId}.${input.guideId}`;
  const state = await unit.load(reminders, stream);
  if (state?.owner !== input.owner) return refuse('not-found', 'There is no such reminder of yours.');
  const events = decideStopReminder(state, unit.now);
  if (isRefusal(events)) return events;
  unit.append(reminders, stream, events);
  return { stopped: true };
}

/** The day has come: the owner is told, by notice and mail. */
export async function expireReminder(world: World, id: string): Promise<Reminder | Refusal> {
  const { unit } = world;
  const state = await unit.load(reminders, id);
  if (!state) return refuse('not-due');
  const guide = await unit.load(guides, state.guideId);
  const shown = guide && inForce(guide);
  const events = decideReminderDue(state, unit.now, shown !== undefined && shown.everyMonths !== null);
  if (isRefusal(events)) return events;
  const { owner, guideId, orderId, listingId } = state;
  if (shown && events.some((e) => e.type === 'ReminderGiven'))
    giveNotice(world, {
      to: owner,
      body: { kind: 'care-reminder', guideId, orderId, listingId, title: shown.title },
    });
  return unit.append(reminders, id, events);
}
