import type { Concept } from '../../kernel/concept.ts';
import { assert, type Decision, refuse } from '../../kernel/decision.ts';
import type { GuideId, ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { type EpochMs, plusMonths } from '../../kernel/time.ts';

/** An owner wants to be told when their goods are due for maintenance: counted from the day that they were delivered. */
export interface Reminder {
  readonly owner: PartyId;
  readonly guideId: GuideId;
  readonly orderId: OrderId;
  readonly listingId: ListingId;
  readonly deliveredAt: EpochMs;
  readonly everyMonths: number;
  readonly nextAt: EpochMs;
  readonly told: number;
  readonly stoppedAt: EpochMs | null;
}

export type ReminderEvent =
  | ({ readonly type: 'ReminderSet'; readonly at: EpochMs } & Omit<Reminder, 'told' | 'stoppedAt'>)
  | { readonly type: 'ReminderGiven'; readonly at: EpochMs; readonly nextAt: EpochMs }
  | {
      readonly type: 'ReminderStopped';
      readonly at: EpochMs;
      readonly why: 'owner' | 'guide-retired';
    };

export function evolveReminder(state: Reminder | undefined, event: ReminderEvent): Reminder {
  if (event.type === 'ReminderSet') {
    const { type: _, at: __, ...facts } = event;
    return { ...facts, told: state?.told ?? 0, stoppedAt: null };
  }
  assert(state, `${event.type} before ReminderSet`);
  switch (event.type) {
    case 'ReminderGiven':
      return { ...state, told: state.told + 1, nextAt: event.nextAt };
    case 'ReminderStopped':
      return { ...state, stoppedAt: event.at };
    default:
      return event satisfies never;
  }
}

/** The first day of maintenance after `now`: whole intervals since the delivery, so that none drifts. */
export function nextMaintenance(deliveredAt: EpochMs, everyMonths: number, now: EpochMs): EpochMs {
  let times = 1;
  while (plusMonths(deliveredAt, times * everyMonths) <= now) times += 1;
  return plusMonths(deliveredAt, times * everyMonths);
}

export function decideRemind(
  state: Reminder | undefined,
  command: Omit<Reminder, 'nextAt' | 'told' | 'stoppedAt'> & { readonly at: EpochMs },
): Decision<ReminderEvent> {
  const { at, deliveredAt, everyMonths } = command;
  if (state && state.stoppedAt === null && state.everyMonths === everyMonths) return [];
  const nextAt = nextMaintenance(deliveredAt, everyMonths, at);
  return [{ type: 'ReminderSet', ...command, nextAt }];
}

export function decideStopReminder(state: Reminder, at: EpochMs): Decision<ReminderEvent> {
  return state.stoppedAt === null ? [{ type: 'ReminderStopped', at, why: 'owner' }] : [];
}

/** What is due: told, with the next day set; or stopped, where the guide is not shown any more. Refuses `not-due`. */
export function decideReminderDue(
  state: Reminder,
  at: EpochMs,
  isGuideShown: boolean,
): Decision<ReminderEvent> {
  if (state.stoppedAt !== null || state.nextAt > at) return refuse('not-due');
  if (!isGuideShown) return [{ type: 'ReminderStopped', at, why: 'guide-retired' }];
  return [{ type: 'ReminderGiven', at, nextAt: nextMaintenance(state.deliveredAt, state.everyMonths, at) }];
}

/** Stream id: `<order>.<guide>`. */
export const reminders: Concept<Reminder, ReminderEvent, 'owner' | 'order'> = {
  name: 'care_reminder',
  revision: 1,
  evolve: evolveReminder,
  columns: {
    owner: { type: 'text', of: (r) => (r.stoppedAt === null ? r.owner : null) },
    order: { type: 'text', of: (r) => r.orderId },
  },
  due: (r) => (r.stoppedAt === null ? r.nextAt : undefined),
};
