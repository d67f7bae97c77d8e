import { describe, expect, test } from 'vitest';
import { given } from '../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { AppealId, CaseId, NoticeId, PartyId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import type { MeasureKind } from '../standing/standing.ts';
import {
  appealSanction,
  approveBySystem,
  approveSanction,
  confirmEmergency,
  declineSanction,
  endSanction,
  markBasisGone,
  notify,
  proposeSanction,
  releaseSanction,
  reverseSanction,
  reviewBasis,
  takeEffect,
  withdrawSanction,
} from './decide.ts';
import {
  areTwoPeople,
  type EarlierWarning,
  earlierWarnings,
  missingFor,
  terminationOf,
} from './preconditions.ts';
import { needsLook } from './progress.ts';
import { type Cause, type Sanction, type SanctionEvent, sanctions } from './sanction.ts';

const AT = Date.UTC(2026, 0, 5);
const seller = 'pty_seller' as PartyId;
const finder = 'pty_finder' as PartyId;
const second = 'pty_second' as PartyId;
const third = 'pty_third' as PartyId;
const caseId = 'case_1' as CaseId;
const other = 'case_0' as CaseId;
const appealId = 'apl_1' as AppealId;
const noticeId = 'ntc_1' as NoticeId;
const appealUntil = AT + 180 * DAY_MS;

type Draft = Parameters<typeof proposeSanction>[1];
const DRAFT: Draft = {
  at: AT,
  party: seller,
  partyKind: 'seller',
  caseId,
  violations: ['refusal-to-ship'],
  measure: { kind: 'suspension', days: 28 },
  cause: { kind: 'findings' },
  basis: {
    rung: 'suspend',
    pointsBefore: [],
    pointsNew: [{ violation: 'refusal-to-ship', points: 12, expireDays: 365, repeat: false }],
    floor: null,
  },
  approvalsNeeded: 1,
  finders: [finder],
  proposedBy: finder,
  campaignId: null,
  interimFor: null,
  rulebook: RULEBOOK_HASH,
};
const of = (kind: MeasureKind, more: Partial<Draft> = {}): Draft => ({
  ...DRAFT,
  measure: { kind, days: null },
  approvalsNeeded: kind === 'shutdown' || kind === 'bar' || kind === 'account-closed' ? 2 : 1,
  ...more,
});
const proposed = (draft: Draft = DRAFT): SanctionEvent => {
  const events = proposeSanction(undefined, draft, RULEBOOK);
  if ('refused' in events || !events[0]) throw new Error('not proposed');
  return events[0];
};
const some = (s: Sanction | undefined): Sanction => {
  if (!s) throw new Error('no sanction');
  return s;
};
const GROUND: { evidence: number; warnings: readonly EarlierWarning[] } = {
  evidence: 2,
  warnings: [{ caseId: other, from: AT - 60 * DAY_MS, windowEndsAt: AT - 10 * DAY_MS }],
};
const approve =
  (by: PartyId, ground: Partial<typeof GROUND> = {}, at = AT, effectiveAt: number | null = at) =>
  (s: Sanction | undefined) =>
    approveSanction(some(s), { by, at, effectiveAt, ground: { ...GROUND, ...ground } }, RULEBOOK);
const given1: SanctionEvent = { type: 'ApprovalGiven', at: AT, by: finder };
const approved: SanctionEvent = { type: 'SanctionApproved', at: AT, effectiveAt: AT };
const notified: SanctionEvent = { type: 'SanctionNotified', at: AT, noticeId, appealUntil };
const inForce = (more: { until?: number | null; confirmBy?: number | null } = {}): SanctionEvent => ({
  type: 'SanctionTookEffect',
  at: AT,
  until: AT + 28 * DAY_MS,
  confirmBy: null,
  party: seller,
  caseId,
  kind: 'suspension',
  ...more,
});
const FORCE = [proposed(), given1, approved, notified, inForce()];
const ended = (why: 'expired' | 'reversed' | 'unconfirmed'): SanctionEvent => ({
  type: 'SanctionEnded',
  at: AT,
  by: null,
  why,
  party: seller,
  kind: 'suspension',
});

describe('proposing', () => {
  test('a proposal lapses; what only a metric found waits for a finding instead', () => {
    given(sanctions)
      .when((s) => proposeSanction(s, DRAFT, RULEBOOK))
      .then({ type: 'SanctionProposed', lapsesAt: AT + 14 * DAY_MS });
    const signal = of('suspension', { cause: { kind: 'signal' }, finders: [] });
    given(sanctions)
      .when((s) => proposeSanction(s, signal, RULEBOOK))
      .then({ lapsesAt: null });
    expect(needsLook(some(given(sanctions, proposed(signal)).state))).toBe('finding');
  });

  const emergency = (name: string): Cause => ({ kind: 'emergency', emergency: name });
  test.each<[string, Draft]>([
    ['two-approvals-needed', of('shutdown', { approvalsNeeded: 1 })],
    ['two-approvals-needed', of('bar', { approvalsNeeded: 1 })],
    ['unknown-emergency', of('suspension', { cause: emergency('bad-mood') })],
    ['not-an-emergency', of('suspension', { cause: emergency('danger-to-life') })],
    ['emergency-does-not-permit', of('demotion', { cause: emergency('fraud-in-progress') })],
  ])('refused: %s', (code, draft) => {
    given(sanctions)
      .when((s) => proposeSanction(s, draft, RULEBOOK))
      .refused(code);
  });

  test('twice is refused', () => {
    given(sanctions, proposed())
      .when((s) => proposeSanction(s, DRAFT, RULEBOOK))
      .refused('sanction-exists');
  });
});

describe('approving', () => {
  test('one person is enough for what is no termination', () => {
    given(sanctions, proposed())
      .when(approve(finder))
      .then({ type: 'ApprovalGiven', by: finder }, { type: 'SanctionApproved', effectiveAt: AT });
  });

  test('a shutdown takes a second person, who made no finding', () => {
    const shutdown = proposed(of('shutdown'));
    given(sanctions, shutdown).when(approve(finder)).then({ type: 'ApprovalGiven' });
    given(sanctions, shutdown, given1)
      .when(approve(second))
      .then({ type: 'ApprovalGiven' }, { type: 'SanctionApproved' });
    const both = proposed(of('shutdown', { finders: [finder, second] }));
    given(sanctions, both, given1).when(approve(second)).refused('preconditions-missing');
    expect(areTwoPeople([finder, finder], [])).toBe(false);
    expect(areTwoPeople([second, third], [finder])).toBe(true);
  });

  const bar = proposed(of('bar'));
  const missing = { refused: 'preconditions-missing' };
  test('a bar needs evidence, an earlier warning, its elapsed window and two people', () => {
    given(sanctions, bar, given1)
      .when(approve(second))
      .then({ type: 'ApprovalGiven' }, { type: 'SanctionApproved' });
    given(sanctions, bar, given1)
      .when(approve(second, { evidence: 0 }))
      .refused(missing.refused);
    given(sanctions, bar, given1)
      .when(approve(second, { warnings: [] }))
      .refused(missing.refused);
    const running = [{ caseId: other, from: AT, windowEndsAt: AT + DAY_MS }];
    given(sanctions, bar, given1)
      .when(approve(second, { warnings: running }))
      .refused(missing.refused);
  });

  test('an emergency that permits the bar waives warning and window, never evidence or the second person', () => {
    const ground = { evidence: 1, warnings: [], approvers: [finder, second], finders: [], now: AT };
    const order: Cause = { kind: 'emergency', emergency: 'authority-order' };
    expect(missingFor('bar', ground, order, RULEBOOK)).toEqual([]);
    expect(missingFor('bar', { ...ground, evidence: 0 }, order, RULEBOOK)).toEqual(['evidence']);
    expect(missingFor('bar', { ...ground, approvers: [finder] }, order, RULEBOOK)).toEqual(['two-approvers']);
    const fraud: Cause = { kind: 'emergency', emergency: 'fraud-in-progress' };
    expect(missingFor('bar', ground, fraud, RULEBOOK)).toEqual(['earlier-warning', 'elapsed-window']);
    expect(missingFor('suspension', { ...ground, evidence: 0, approvers: [] }, order, RULEBOOK)).toEqual([]);
  });

  test.each<[string, readonly SanctionEvent[], PartyId, number?]>([
    ['not-proposed', FORCE, second],
    ['proposal-lapsed', [proposed()], second, AT + 15 * DAY_MS],
    ['finding-needed', [proposed(of('suspension', { cause: { kind: 'signal' }, finders: [] }))], second],
    ['conflict-of-interest', [proposed()], seller],
    ['approved-already', [proposed(of('shutdown')), given1], finder],
  ])('refused: %s', (code, history, by, at) => {
    given(sanctions, ...history)
      .when(approve(by, {}, at))
      .refused(code);
  });

  test('the machine warns on a rung left to it, suspends for the time being, and does nothing else', () => {
    const system = (automaticRung: boolean) => (s: Sanction | undefined) =>
      approveBySystem(some(s), AT, { automaticRung });
    const signal = { cause: { kind: 'signal' }, finders: [], proposedBy: 'system:signals' } as const;
    given(sanctions, proposed(of('warning', signal)))
      .when(system(true))
      .then({ type: 'SanctionApproved', effectiveAt: AT });
    given(sanctions, proposed(of('warning', signal)))
      .when(system(false))
      .refused('person-needed');
    given(sanctions, proposed(of('demotion', signal)))
      .when(system(true))
      .refused('person-needed');
    given(sanctions, proposed()).when(system(true)).refused('person-needed');
    const failed = { cause: { kind: 'rectification-failed' }, interimFor: 'san_0' as SanctionId } as const;
    given(sanctions, proposed(of('suspension', failed)))
      .when(system(false))
      .then({ type: 'SanctionApproved' });
    given(sanctions, proposed(of('suspension', { ...failed, interimFor: null })))
      .when(system(false))
      .refused('person-needed');
    given(sanctions, proposed(of('suspension', { ...failed, finders: [] })))
      .when(system(false))
      .refused('person-needed');
    given(sanctions, proposed(of('shutdown', failed)))
      .when(system(true))
      .refused('person-needed');
    given(sanctions, ...FORCE)
      .when(system(true))
      .refused('not-proposed');
  });

  test('what waits for a sample is released, nothing else', () => {
    const waiting: SanctionEvent = { type: 'SanctionApproved', at: AT, effectiveAt: null };
    given(sanctions, proposed(), given1, waiting)
      .when((s) => releaseSanction(some(s), AT))
      .then({ effectiveAt: AT });
    given(sanctions, proposed(), given1, approved)
      .when((s) => releaseSanction(some(s), AT))
      .refused('not-waiting');
  });
});

describe('taking effect', () => {
  const effect = (s: Sanction | undefined) => takeEffect(some(s), AT, RULEBOOK);

  test('never before the reasons were given, nor before its day', () => {
    given(sanctions, proposed(), given1, approved, notified)
      .when(effect)
      .then({ type: 'SanctionTookEffect', until: AT + 28 * DAY_MS, confirmBy: null });
    given(sanctions, proposed(), given1, approved).when(effect).refused('no-statement-of-reasons');
    given(sanctions, proposed()).when(effect).refused('not-approved');
    const later: SanctionEvent = { type: 'SanctionApproved', at: AT, effectiveAt: AT + DAY_MS };
    given(sanctions, proposed(), given1, later, notified).when(effect).refused('not-due');
    const waiting: SanctionEvent = { type: 'SanctionApproved', at: AT, effectiveAt: null };
    given(sanctions, proposed(), given1, waiting, notified).when(effect).refused('not-due');
  });

  test('a warning lasts as long as its points', () => {
    given(sanctions, proposed(of('warning')), given1, approved, notified)
      .when(effect)
      .then({ until: AT + 365 * DAY_MS });
    given(sanctions, proposed(of('payout-hold')), given1, approved, notified)
      .when(effect)
      .then({ until: null });
  });

  test('reasons are given once', () => {
    const tell = (s: Sanction | undefined) => notify(some(s), { at: AT, noticeId, appealUntil });
    given(sanctions, proposed(), given1, approved).when(tell).then({ type: 'SanctionNotified' });
    given(sanctions, proposed(), given1, approved, notified).when(tell).thenNothing();
  });

  test('the termination of a seller waits 30 days, unless it is an emergency or a repetition', () => {
    const shutdown = some(given(sanctions, proposed(of('shutdown'))).state);
    expect(terminationOf(shutdown, [shutdown], AT, RULEBOOK)).toEqual({ effectiveAt: AT + 30 * DAY_MS });
    const before = some(
      given(sanctions, proposed({ ...DRAFT, caseId: other }), given1, approved, notified, inForce()).state,
    );
    expect(terminationOf(shutdown, [before], AT, RULEBOOK)).toEqual({
      atOnceBecause: 'repeated-infringement',
    });
    const undone = some(
      given(
        sanctions,
        proposed({ ...DRAFT, caseId: other }),
        given1,
        approved,
        notified,
        inForce(),
        ended('reversed'),
      ).state,
    );
    expect(terminationOf(shutdown, [undone], AT, RULEBOOK)).toEqual({ effectiveAt: AT + 30 * DAY_MS });
    const emergency = { ...shutdown, cause: { kind: 'emergency', emergency: 'illegal-goods' } } as const;
    expect(terminationOf(emergency, [], AT, RULEBOOK)).toEqual({ atOnceBecause: 'emergency' });
    expect(terminationOf(some(given(sanctions, proposed()).state), [], AT, RULEBOOK)).toBeUndefined();
    expect(terminationOf({ ...shutdown, partyKind: 'buyer' }, [], AT, RULEBOOK)).toBeUndefined();
  });
});

describe('emergencies', () => {
  const emergency = proposed(
    of('suspension', {
      cause: { kind: 'emergency', emergency: 'fraud-in-progress' },
      finders: [],
      proposedBy: finder,
    }),
  );
  const running = [emergency, given1, approved, notified, inForce({ confirmBy: AT + 48 * HOUR_MS })];
  const confirm =
    (by: PartyId, at = AT) =>
    (s: Sanction | undefined) =>
      confirmEmergency(some(s), by, at);

  test('one person at once, until another confirms', () => {
    given(sanctions, emergency, given1, approved, notified)
      .when((s) => takeEffect(some(s), AT, RULEBOOK))
      .then({ confirmBy: AT + 48 * HOUR_MS });
    expect(
      given(sanctions, ...running)
        .when(confirm(second))
        .state(),
    ).toMatchObject({ confirmBy: null, tookPart: [second] });
  });

  test('refused: the same person, the party itself, too late, or nothing to confirm', () => {
    given(sanctions, ...running)
      .when(confirm(finder))
      .refused('second-person-needed');
    given(sanctions, ...running)
      .when(confirm(seller))
      .refused('conflict-of-interest');
    given(sanctions, ...running)
      .when(confirm(second, AT + 49 * HOUR_MS))
      .refused('confirmation-late');
    given(sanctions, ...FORCE)
      .when(confirm(second))
      .refused('nothing-to-confirm');
  });
});

describe('the end', () => {
  test('declined only before it works, and not by whom it hits', () => {
    const decline = (by: PartyId) => (s: Sanction | undefined) =>
      declineSanction(some(s), { by, why: 'declined', at: AT });
    given(sanctions, proposed()).when(decline(second)).then({ type: 'SanctionDeclined' });
    given(sanctions, proposed()).when(decline(seller)).refused('conflict-of-interest');
    given(sanctions, ...FORCE)
      .when(decline(second))
      .refused('not-proposed');
    given(sanctions, proposed(), given1, approved).when(decline(second)).refused('not-proposed');
  });

  test('withdrawn only between its announcement and its day, and not by whom it hits', () => {
    const withdraw = (by: PartyId) => (s: Sanction | undefined) =>
      withdrawSanction(some(s), { by, reasons: 'words' as Commitment, at: AT });
    const announced = { ...approved, effectiveAt: AT + 30 * DAY_MS } as SanctionEvent;
    given(sanctions, proposed(), given1, announced)
      .when(withdraw(second))
      .then({ type: 'SanctionDeclined', why: 'withdrawn', by: second });
    given(sanctions, proposed(), given1, announced).when(withdraw(seller)).refused('conflict-of-interest');
    given(sanctions, proposed()).when(withdraw(second)).refused('not-announced');
    given(sanctions, ...FORCE)
      .when(withdraw(second))
      .refused('not-announced');
    // What waits for the second look at its campaign's sample was told to nobody: it is declined.
    given(sanctions, proposed(), given1, { ...approved, effectiveAt: null })
      .when(withdraw(second))
      .refused('not-announced');
  });

  test('lifted only while it works', () => {
    const end = (by: PartyId) => (s: Sanction | undefined) =>
      endSanction(some(s), { why: 'lifted', by, at: AT });
    given(sanctions, ...FORCE)
      .when(end(second))
      .then({ type: 'SanctionEnded', why: 'lifted', kind: 'suspension' });
    given(sanctions, proposed()).when(end(second)).refused('not-in-force');
    given(sanctions, ...FORCE)
      .when(end(seller))
      .refused('conflict-of-interest');
  });

  test('reversed whatever its state, once', () => {
    const reverse = (s: Sanction | undefined) => reverseSanction(some(s), AT);
    given(sanctions, proposed()).when(reverse).then({ type: 'SanctionDeclined', why: 'reversed' });
    given(sanctions, ...FORCE)
      .when(reverse)
      .then({ type: 'SanctionEnded', why: 'reversed' });
    given(sanctions, ...FORCE, ended('expired'))
      .when(reverse)
      .then({ why: 'reversed' });
    given(sanctions, ...FORCE, ended('reversed'))
      .when(reverse)
      .thenNothing();
    given(sanctions, proposed(), { type: 'SanctionDeclined', at: AT, by: second, why: 'declined' })
      .when(reverse)
      .thenNothing();
  });

  test('appealed once, in time, by whom it hits', () => {
    const appeal =
      (by = seller, at = AT) =>
      (s: Sanction | undefined) =>
        appealSanction(some(s), by, appealId, at);
    given(sanctions, ...FORCE)
      .when(appeal())
      .then({ type: 'SanctionAppealed' });
    given(sanctions, ...FORCE, ended('expired'))
      .when(appeal())
      .then({ type: 'SanctionAppealed' });
    given(sanctions, ...FORCE)
      .when(appeal(second))
      .refused('not-found');
    given(sanctions, proposed()).when(appeal()).refused('not-decided');
    given(sanctions, ...FORCE, ended('reversed'))
      .when(appeal())
      .refused('nothing-to-appeal');
    given(sanctions, ...FORCE, { type: 'SanctionAppealed', at: AT, appealId })
      .when(appeal())
      .refused('already-appealed');
    given(sanctions, ...FORCE)
      .when(appeal(seller, appealUntil + 1))
      .refused('appeal-window-closed');
  });

  test('a basis that fell away is looked at once, while it works', () => {
    const gone: SanctionEvent = { type: 'BasisFellAway', at: AT, appealId };
    given(sanctions, ...FORCE)
      .when((s) => markBasisGone(some(s), appealId, AT))
      .then({ type: 'BasisFellAway' });
    given(sanctions, ...FORCE, ended('expired'))
      .when((s) => markBasisGone(some(s), appealId, AT))
      .thenNothing();
    expect(needsLook(some(given(sanctions, ...FORCE, gone).state))).toBe('basis');
    const review = (by: PartyId) => (s: Sanction | undefined) => reviewBasis(some(s), by, AT);
    given(sanctions, ...FORCE, gone)
      .when(review(third))
      .then({ type: 'BasisReviewed' });
    // Neither who found it nor who agreed.
    const agreed: SanctionEvent = { type: 'ApprovalGiven', at: AT, by: second };
    for (const decided of [finder, second])
      given(sanctions, proposed(), agreed, approved, notified, inForce(), gone)
        .when(review(decided))
        .refused('second-person-needed');
    given(sanctions, ...FORCE)
      .when(review(second))
      .refused('nothing-to-review');
    given(sanctions, ...FORCE, gone)
      .when(review(seller))
      .refused('conflict-of-interest');
  });
});

describe('earlier warnings', () => {
  const warning = (more: Partial<Draft>, ...then: readonly SanctionEvent[]) =>
    some(
      given(
        sanctions,
        proposed(of('warning', more)),
        given1,
        approved,
        notified,
        inForce({ until: null }),
        ...then,
      ).state,
    );

  test('count from taking effect, with the window of what was warned about, unless undone or of this very case', () => {
    const found = (s: Sanction) => earlierWarnings({ sanctions: [s], rectifications: [] }, caseId, RULEBOOK);
    expect(found(warning({ caseId: other }))).toEqual([
      { caseId: other, from: AT, windowEndsAt: AT + 28 * DAY_MS },
    ]);
    expect(found(warning({ caseId: other, violations: ['not-as-described'] }))[0]?.windowEndsAt).toBe(
      AT + 42 * DAY_MS,
    );
    expect(found(warning({ caseId: other, violations: ['counterfeit'] }))[0]?.windowEndsAt).toBe(
      AT + 28 * DAY_MS,
    );
    expect(found(warning({}))).toEqual([]);
    expect(found(warning({ caseId: other }, ended('reversed')))).toEqual([]);
    expect(found(some(given(sanctions, ...FORCE).state))).toEqual([]);
  });
});
