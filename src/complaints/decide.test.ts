import { describe, expect, test } from 'vitest';
import { given } from '../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { Upload } from '../cases/evidence.ts';
import type {
  AppealId,
  CaseId,
  ConversationId,
  ListingId,
  NoticeId,
  OrderId,
  PartyId,
} from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import { type Complaint, type ComplaintEvent, complaints } from './complaint.ts';
import {
  appealComplaint,
  concludeComplaint,
  dismissComplaint,
  escalateComplaint,
  fileComplaint,
  type FileComplaint,
  hearComplaint,
  reopenComplaint,
  withdrawComplaint,
} from './decide.ts';

const AT = Date.UTC(2026, 0, 5);
const buyer = 'pty_buyer' as PartyId;
const seller = 'pty_seller' as PartyId;
const staff = 'pty_staff' as PartyId;
const orderId = 'ord_1' as OrderId;
const conversationId = 'cnv_1' as ConversationId;
const caseId = 'case_1' as CaseId;
const noticeId = 'ntc_1' as NoticeId;
const appealId = 'apl_1' as AppealId;
const text = 'text' as Commitment;
const photo: Upload = { kind: 'photo', mime: 'image/png', bytes: 10, sha256: 'ab', content: text };
const appealUntil = AT + 180 * DAY_MS;

const FILE: FileComplaint = {
  complainant: buyer,
  complainantKind: 'buyer',
  subject: seller,
  subjectKind: 'seller',
  kind: 'late-shipment',
  refs: { orderId },
  text,
  textCharacters: 20,
  uploads: [],
  safety: false,
  periodFrom: AT - DAY_MS,
  waiting: [],
  at: AT,
  rulebookHash: RULEBOOK_HASH,
};

const file = (more: Partial<FileComplaint> = {}) =>
  given(complaints).when((c) => fileComplaint(c, { ...FILE, ...more }, RULEBOOK));

function filed(more: Partial<FileComplaint> = {}): ComplaintEvent {
  const events = fileComplaint(undefined, { ...FILE, ...more }, RULEBOOK);
  if ('refused' in events || !events[0]) throw new Error('not filed');
  return events[0];
}

const key = { complainant: buyer, subject: seller, filedAt: AT };
const heard: ComplaintEvent = { type: 'ComplaintHeard', at: AT, by: staff, caseId, sameVoiceAs: null };
const dismissed: ComplaintEvent = {
  type: 'ComplaintDismissed',
  at: AT,
  by: staff,
  reason: 'insufficient',
  explanation: text,
  noticeId,
  appealUntil,
  ...key,
};
const decided = (outcome: 'upheld' | 'not-upheld'): ComplaintEvent => ({
  type: 'ComplaintDecided',
  at: AT,
  caseId,
  outcome,
  noticeId,
  appealUntil,
  ...key,
});
const state = (c: Complaint | undefined): Complaint => {
  if (!c) throw new Error('no complaint');
  return c;
};

describe('filing', () => {
  test('the kind names violation, priority and the clock of the first look', () => {
    file().then({
      type: 'ComplaintFiled',
      violation: 'repeated-late-shipment',
      priority: 'normal',
      firstLookBy: AT + 48 * HOUR_MS,
    });
  });

  test('an insult needs no order, only the conversation', () => {
    file({ kind: 'abuse', refs: { conversationId } }).then({ type: 'ComplaintFiled', violation: 'abuse' });
  });

  test('a seller complains about a buyer', () => {
    const more = {
      complainant: seller,
      complainantKind: 'seller',
      subject: buyer,
      subjectKind: 'buyer',
    } as const;
    file({ ...more, kind: 'false-non-receipt' }).then({ type: 'ComplaintFiled', subjectKind: 'buyer' });
  });

  test.each<[string, string, Partial<FileComplaint>, string?]>([
    ['unknown-complaint-kind', 'an invented kind', { kind: 'grudge' }, 'kind'],
    ['own-conduct', 'about oneself', { subject: buyer }, 'refs'],
    ['not-yours-to-file', "a seller in a buyer's place", { complainantKind: 'seller' }, 'kind'],
    ['wrong-subject', 'a violation of the other side', { subjectKind: 'buyer' }, 'kind'],
    ['not-always-open', 'an ordinary matter on the safety road', { safety: true }, 'kind'],
    ['order-needed', 'late without an order', { refs: { conversationId } }, 'refs.orderId'],
    ['reference-needed', 'about nothing', { kind: 'unsafe', refs: {} }, 'refs'],
    ['text-length', 'without a word', { textCharacters: 0 }, 'text'],
    ['text-length', 'with a novel', { textCharacters: 5_001 }, 'text'],
    ['too-many-uploads', 'with an album', { uploads: Array.from({ length: 11 }, () => photo) }, 'uploads'],
    ['evidence-missing', 'abuse without the conversation', { kind: 'abuse' }, 'refs.conversationId'],
    ['evidence-missing', 'defective without a photo', { kind: 'not-as-described' }, 'uploads'],
    ['filing-period-over', 'half a year later', { periodFrom: AT - 91 * DAY_MS }, 'kind'],
    [
      'complaint-waiting',
      'the same again',
      { waiting: [{ subject: seller, kind: 'late-shipment', refs: { orderId }, alwaysOpen: false }] },
    ],
    [
      'too-many-open',
      'one of many',
      {
        waiting: Array.from({ length: 20 }, () => ({
          subject: staff,
          kind: 'abuse',
          refs: {},
          alwaysOpen: false,
        })),
      },
    ],
  ])('is refused (%s): %s', (code, _, more, field) => {
    file(more).refused(code, field);
  });

  test('twice under one id is refused', () => {
    given(complaints, filed())
      .when((c) => fileComplaint(c, FILE, RULEBOOK))
      .refused('already-filed');
  });

  test('danger is reported however many complaints wait, and however long ago the goods came', () => {
    const waiting = Array.from({ length: 50 }, () => ({
      subject: staff,
      kind: 'abuse',
      refs: {},
      alwaysOpen: false,
    }));
    file({
      kind: 'unsafe',
      refs: { listingId: 'lst_1' as ListingId },
      safety: true,
      waiting,
      periodFrom: null,
    }).then({
      type: 'ComplaintFiled',
      alwaysOpen: true,
      priority: 'urgent',
    });
  });
});

describe('triage', () => {
  const dismissal = {
    by: staff,
    reason: 'duplicate',
    explanation: text,
    noticeId,
    appealUntil,
    at: AT,
  } as const;

  test('a dismissal names complainant and subject for the readers of the log', () => {
    given(complaints, filed())
      .when((c) => dismissComplaint(state(c), dismissal))
      .then({ type: 'ComplaintDismissed', ...key });
  });

  test('nobody triages what concerns them', () => {
    given(complaints, filed())
      .when((c) => dismissComplaint(state(c), { ...dismissal, by: seller }))
      .refused('conflict-of-interest');
    given(complaints, filed())
      .when((c) => hearComplaint(state(c), { by: buyer, caseId, sameVoiceAs: null, at: AT }))
      .refused('conflict-of-interest');
  });

  test('once', () => {
    given(complaints, filed(), heard)
      .when((c) => dismissComplaint(state(c), dismissal))
      .refused('not-waiting-for-triage');
    given(complaints, filed(), dismissed)
      .when((c) => hearComplaint(state(c), { by: staff, caseId, sameVoiceAs: null, at: AT }))
      .refused('not-waiting-for-triage');
  });

  test('an overdue first look is escalated once', () => {
    const late = AT + 49 * HOUR_MS;
    given(complaints, filed())
      .when((c) => escalateComplaint(state(c), late))
      .then({ type: 'ComplaintEscalated' });
    given(complaints, filed())
      .when((c) => escalateComplaint(state(c), AT))
      .refused('not-due');
    given(complaints, filed(), { type: 'ComplaintEscalated', at: late })
      .when((c) => escalateComplaint(state(c), late))
      .refused('not-due');
  });
});

describe('the end', () => {
  test('the outcome of the case is told; a withdrawn complaint stays withdrawn', () => {
    const end = { outcome: 'upheld', noticeId, appealUntil, at: AT } as const;
    given(complaints, filed(), heard)
      .when((c) => concludeComplaint(state(c), end))
      .then({ type: 'ComplaintDecided', outcome: 'upheld' });
    given(complaints, filed(), heard, { type: 'ComplaintWithdrawn', at: AT })
      .when((c) => concludeComplaint(state(c), end))
      .thenNothing();
  });

  test('one takes back one’s own, while it waits', () => {
    given(complaints, filed())
      .when((c) => withdrawComplaint(state(c), buyer, AT))
      .then({ type: 'ComplaintWithdrawn' });
    given(complaints, filed())
      .when((c) => withdrawComplaint(state(c), seller, AT))
      .refused('not-found');
    given(complaints, filed(), dismissed)
      .when((c) => withdrawComplaint(state(c), buyer, AT))
      .refused('already-concluded');
  });

  test('an appeal: once, in time, by who complained, against what went against them', () => {
    const appeal =
      (by = buyer, at = AT) =>
      (c: Complaint | undefined) =>
        appealComplaint(state(c), by, appealId, at);
    given(complaints, filed(), dismissed).when(appeal()).then({ type: 'ComplaintAppealed', appealId });
    given(complaints, filed(), heard, decided('not-upheld'))
      .when(appeal())
      .then({ type: 'ComplaintAppealed' });
    given(complaints, filed(), dismissed).when(appeal(seller)).refused('not-found');
    given(complaints, filed()).when(appeal()).refused('not-decided');
    given(complaints, filed(), heard, decided('upheld')).when(appeal()).refused('nothing-to-appeal');
    given(complaints, filed(), dismissed)
      .when(appeal(buyer, appealUntil + 1))
      .refused('appeal-window-closed');
    given(complaints, filed(), dismissed, { type: 'ComplaintAppealed', at: AT, appealId })
      .when(appeal())
      .refused('already-appealed');
  });

  test('reopened it waits again, in its case if it had one', () => {
    const reopen = (c: Complaint | undefined) => reopenComplaint(state(c), appealId, AT);
    expect(given(complaints, filed(), dismissed).when(reopen).state()).toMatchObject({ status: 'filed' });
    expect(given(complaints, filed(), heard, decided('not-upheld')).when(reopen).state()).toMatchObject({
      status: 'heard',
      caseId,
    });
    given(complaints, filed()).when(reopen).refused('not-decided');
  });
});
