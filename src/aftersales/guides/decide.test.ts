import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { RULEBOOK } from '../../../test/rulebook.ts';
import type { GuideId, ListingId, OrderId, PartyId } from '../../kernel/ids.ts';
import { plusMonths } from '../../kernel/time.ts';
import { decideProposeGuide, decideRetireGuide, decideReviewGuide, decideReviseGuide } from './decide.ts';
import { type Guide, type GuideEvent, guides, inForce, targetKey } from './guide.ts';
import {
  decideRemind,
  decideReminderDue,
  decideStopReminder,
  nextMaintenance,
  type Reminder,
  type ReminderEvent,
  reminders,
} from './reminder.ts';

const AT = Date.UTC(2026, 0, 31, 12);
const seller = 'pty_seller' as PartyId;
const staff = 'pty_staff' as PartyId;
const CONTENT = { title: 'Oiling', text: 'Twice a year, with linseed oil.', everyMonths: null };
const target = { kind: 'category', category: 'furniture' } as const;
const proposed: GuideEvent = {
  type: 'GuideProposed',
  at: AT,
  author: seller,
  kind: 'care',
  target,
  language: 'en',
  ...CONTENT,
};
const published: GuideEvent = { type: 'GuidePublished', at: AT + 1, reviewer: staff };
const some = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('nothing');
  return value;
};

describe('a guide', () => {
  const propose = (more: object) => (s: Guide | undefined) =>
    decideProposeGuide(
      s,
      { at: AT, author: seller, kind: 'care', target, language: 'en', ...CONTENT, waiting: 0, ...more },
      RULEBOOK,
    );

  test('is proposed, of a kind that fits what it says', () => {
    given(guides).when(propose({})).then({ type: 'GuideProposed', title: 'Oiling' });
    given(guides, proposed).when(propose({})).refused('guide-exists');
    given(guides)
      .when(propose({ title: '' }))
      .refused('title-length', 'title');
    given(guides)
      .when(propose({ text: '' }))
      .refused('text-length', 'text');
    given(guides)
      .when(propose({ kind: 'maintenance' }))
      .refused('interval-needed', 'everyMonths');
    given(guides)
      .when(propose({ everyMonths: 6 }))
      .refused('interval-not-wanted', 'everyMonths');
    given(guides)
      .when(propose({ kind: 'maintenance', everyMonths: 61 }))
      .refused('interval-out-of-range', 'everyMonths');
    given(guides)
      .when(propose({ language: 'fi' }))
      .refused('language-not-spoken', 'language');
    given(guides)
      .when(propose({ waiting: 50 }))
      .refused('too-many-waiting');
  });

  const review =
    (by: PartyId, outcome: 'publish' | 'decline', why = '', draftAt = AT) =>
    (s: Guide | undefined) =>
      decideReviewGuide(some(s), { at: AT + 1, by, outcome, why, draftAt });

  test('is shown once somebody else has read it', () => {
    given(guides, proposed).when(review(staff, 'publish')).then({ type: 'GuidePublished', reviewer: staff });
    given(guides, proposed).when(review(seller, 'publish')).refused('own-guide');
    given(guides, proposed)
      .when(review(staff, 'publish', '', AT - 1))
      .refused('changed-meanwhile', 'draftAt');
    given(guides, proposed).when(review(staff, 'decline')).refused('reasons-needed', 'why');
    given(guides, proposed)
      .when(review(staff, 'decline', 'Which oil?'))
      .then({ type: 'GuideDeclined' });
    given(guides, proposed, published).when(review(staff, 'publish')).refused('nothing-to-review');
  });

  test('has versions: the one in force stays until the next was read', () => {
    const revise = (title: string) => (s: Guide | undefined) =>
      decideReviseGuide(some(s), { ...CONTENT, title, at: AT + 2, author: seller }, RULEBOOK);
    const revised = given(guides, proposed, published).when(revise('Oiling oak'));
    revised.then({ type: 'GuideRevised', title: 'Oiling oak' });
    expect(inForce(revised.state())?.title).toBe('Oiling');
    const again = guides.evolve(revised.state(), { type: 'GuidePublished', at: AT + 3, reviewer: staff });
    expect(inForce(again)).toMatchObject({ title: 'Oiling oak', version: 2 });
    given(guides, proposed, published).when(revise('Oiling')).thenNothing();
    given(guides, proposed).when(revise('')).refused('title-length');
    const many = Array.from({ length: 100 }, (): GuideEvent[] => [
      { type: 'GuideRevised', at: AT, author: seller, ...CONTENT },
      published,
    ]).flat();
    given(guides, proposed, ...many)
      .when(revise('Once more'))
      .refused('too-many-versions');
  });

  test('is found by its words and its target only while it is shown', () => {
    const words = (s: Guide) => guides.columns.words.of(s);
    const shown = given(guides, proposed, published).state;
    expect(words(some(shown))).toContain('oil');
    expect(words(some(given(guides, proposed).state))).toEqual([]);
    const retire = (s: Guide | undefined) => decideRetireGuide(some(s), staff, AT + 5);
    const retired = given(guides, proposed, published).when(retire);
    retired.then({ type: 'GuideRetired' });
    expect(guides.columns.shown_target.of(retired.state())).toBeNull();
    given(guides, proposed).when(retire).refused('not-published');
    given(guides, proposed, published, { type: 'GuideRetired', at: AT, by: staff })
      .when(retire)
      .thenNothing();
    expect(targetKey({ kind: 'model', brand: 'Elbe', model: 'C4' })).toBe('model:elbe c4');
  });
});

describe('a reminder', () => {
  const set = {
    owner: seller,
    guideId: 'gde_1' as GuideId,
    orderId: 'ord_1' as OrderId,
    listingId: 'lst_1' as ListingId,
    deliveredAt: AT,
    everyMonths: 1,
  };
  const remind =
    (at: number, everyMonths = 1) =>
    (s: Reminder | undefined) =>
      decideRemind(s, { ...set, everyMonths, at });
  const first: ReminderEvent = { type: 'ReminderSet', at: AT, ...set, nextAt: plusMonths(AT, 1) };

  test('counts calendar months from the delivery', () => {
    given(reminders)
      .when(remind(AT))
      .then({ type: 'ReminderSet', nextAt: Date.UTC(2026, 1, 28, 12) });
    given(reminders, first).when(remind(AT)).thenNothing();
    given(reminders, first)
      .when(remind(AT, 2))
      .then({ nextAt: Date.UTC(2026, 2, 31, 12) });
  });

  test('is given when it is due, once, and ends with its owner’s wish or its guide', () => {
    const due =
      (at: number, shown = true) =>
      (s: Reminder | undefined) =>
        decideReminderDue(some(s), at, shown);
    given(reminders, first).when(due(AT)).refused('not-due');
    const march = Date.UTC(2026, 2, 1);
    given(reminders, first)
      .when(due(march))
      // The last of March, not the 28th: nothing drifts.
      .then({ type: 'ReminderGiven', nextAt: Date.UTC(2026, 2, 31, 12) });
    given(reminders, first).when(due(march, false)).then({ type: 'ReminderStopped', why: 'guide-retired' });
    const stop = (s: Reminder | undefined) => decideStopReminder(some(s), AT);
    const stopped = given(reminders, first).when(stop);
    stopped.then({ type: 'ReminderStopped', why: 'owner' });
    given(reminders, first, { type: 'ReminderStopped', at: AT, why: 'owner' }).when(stop).thenNothing();
    expect(reminders.due?.(stopped.state())).toBeUndefined();
    given(reminders, first, { type: 'ReminderStopped', at: AT, why: 'owner' })
      .when(due(march))
      .refused('not-due');
  });

  test('of whatever interval, the next day lies ahead, by one interval at most', () => {
    const months = fc.integer({ min: 1, max: 24 });
    const later = fc.integer({ min: 0, max: 20 * 365 * 86_400_000 });
    fc.assert(
      fc.property(months, later, (every, ms) => {
        const next = nextMaintenance(AT, every, AT + ms);
        expect(next).toBeGreaterThan(AT + ms);
        expect(next).toBeLessThanOrEqual(plusMonths(AT + ms, every) + 3 * 86_400_000);
      }),
      { numRuns: 100 },
    );
  });
});
