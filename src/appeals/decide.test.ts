import { describe, expect, test } from 'vitest';
import { given } from '../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { CaseId, ComplaintId, NoticeId, PartyId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import { type Appeal, type AppealAbout, type AppealEvent, appeals } from './appeal.ts';
import {
  assignAppeal,
  decideAppeal,
  type DecideAppeal,
  escalateAppeal,
  fileAppeal,
  withdrawAppeal,
} from './decide.ts';

const AT = Date.UTC(2026, 0, 5);
const seller = 'pty_seller' as PartyId;
const reviewer = 'pty_reviewer' as PartyId;
const other = 'pty_other' as PartyId;
const finder = 'pty_finder' as PartyId;
const text = 'text' as Commitment;
const caseId = 'case_1' as CaseId;
const [a, b] = ['san_a' as SanctionId, 'san_b' as SanctionId];
const SANCTIONS: AppealAbout = { kind: 'sanctions', caseId, sanctionIds: [a, b], findings: true };
const COMPLAINT: AppealAbout = { kind: 'complaint', complaintId: 'cmp_1' as ComplaintId, caseId };
const INVOLVED: ReadonlySet<string> = new Set([finder]);

const filing = (about: AppealAbout = SANCTIONS, textCharacters = 10) => ({
  appellant: seller,
  about,
  text,
  textCharacters,
  at: AT,
  rulebookHash: RULEBOOK_HASH,
});
const filed = (about: AppealAbout = SANCTIONS): AppealEvent => {
  const events = fileAppeal(undefined, filing(about), RULEBOOK);
  if ('refused' in events || !events[0]) throw new Error('not filed');
  return events[0];
};
const assigned: AppealEvent = { type: 'AppealAssigned', at: AT, reviewer, by: other };
const some = (s: Appeal | undefined): Appeal => {
  if (!s) throw new Error('no appeal');
  return s;
};
const decide =
  (more: Partial<DecideAppeal> = {}, involved = INVOLVED) =>
  (s: Appeal | undefined) =>
    decideAppeal(
      some(s),
      {
        by: reviewer,
        outcome: 'upheld',
        reasons: text,
        reversed: [],
        noticeId: 'ntc_1' as NoticeId,
        at: AT,
        ...more,
      },
      involved,
    );
const decided: AppealEvent = {
  type: 'AppealDecided',
  at: AT,
  reviewer,
  outcome: 'upheld',
  reasons: text,
  reversed: [],
  noticeId: 'ntc_1' as NoticeId,
};

describe('an appeal', () => {
  test('is filed with a clock', () => {
    given(appeals)
      .when((s) => fileAppeal(s, filing(), RULEBOOK))
      .then({ type: 'AppealFiled', decideBy: AT + 14 * DAY_MS });
    given(appeals, filed())
      .when((s) => fileAppeal(s, filing(), RULEBOOK))
      .refused('appeal-exists');
    given(appeals)
      .when((s) => fileAppeal(s, filing({ ...SANCTIONS, sanctionIds: [] }), RULEBOOK))
      .refused('nothing-to-appeal');
    given(appeals)
      .when((s) => fileAppeal(s, filing(SANCTIONS, 0), RULEBOOK))
      .refused('text-length', 'text');
  });

  const assign = (to: PartyId) => (s: Appeal | undefined) =>
    assignAppeal(some(s), { reviewer: to, by: other, at: AT }, INVOLVED);

  test('is never judged by who took part, nor by its author', () => {
    given(appeals, filed()).when(assign(reviewer)).then({ type: 'AppealAssigned', reviewer });
    given(appeals, filed()).when(assign(finder)).refused('took-part', 'reviewer');
    given(appeals, filed()).when(assign(seller)).refused('conflict-of-interest');
    given(appeals, filed(), assigned, decided).when(assign(reviewer)).refused('appeal-over');
  });

  test('whoever took part meanwhile decides no more', () => {
    given(appeals, filed(), assigned)
      .when(decide({}, new Set([reviewer])))
      .refused('took-part');
  });

  test('is decided by whom it was given to, once', () => {
    given(appeals, filed(), assigned).when(decide()).then({ type: 'AppealDecided', outcome: 'upheld' });
    given(appeals, filed()).when(decide()).refused('not-assigned');
    given(appeals, filed(), assigned)
      .when(decide({ by: other }))
      .refused('assigned-to-another');
    given(appeals, filed(), assigned, decided).when(decide()).refused('not-assigned');
  });

  test('a change names some of its sanctions, neither none nor all', () => {
    given(appeals, filed(), assigned)
      .when(decide({ outcome: 'changed', reversed: [a] }))
      .then({ reversed: [a] });
    given(appeals, filed(), assigned)
      .when(decide({ outcome: 'changed' }))
      .refused('not-a-change', 'reversed');
    given(appeals, filed(), assigned)
      .when(decide({ outcome: 'changed', reversed: [a, b] }))
      .refused('not-a-change');
    given(appeals, filed(), assigned)
      .when(decide({ outcome: 'changed', reversed: ['san_x' as SanctionId] }))
      .refused('not-appealed');
    given(appeals, filed(), assigned)
      .when(decide({ outcome: 'reversed', reversed: [a] }))
      .refused('not-a-change');
    given(appeals, filed(COMPLAINT), assigned)
      .when(decide({ outcome: 'changed', reversed: [a] }))
      .refused('not-changeable', 'outcome');
  });

  test('is taken back by its author only, while it is open', () => {
    given(appeals, filed(), assigned)
      .when((s) => withdrawAppeal(some(s), seller, AT))
      .then({ type: 'AppealWithdrawn' });
    given(appeals, filed())
      .when((s) => withdrawAppeal(some(s), other, AT))
      .refused('not-found');
    given(appeals, filed(), assigned, decided)
      .when((s) => withdrawAppeal(some(s), seller, AT))
      .refused('appeal-over');
  });

  test('overdue, it is escalated once', () => {
    const late = AT + 15 * DAY_MS;
    given(appeals, filed())
      .when((s) => escalateAppeal(some(s), late))
      .then({ type: 'AppealEscalated' });
    given(appeals, filed())
      .when((s) => escalateAppeal(some(s), AT))
      .refused('not-due');
    const escalated = given(appeals, filed())
      .when((s) => escalateAppeal(some(s), late))
      .state();
    expect(appeals.due?.(escalated)).toBeUndefined();
    expect(escalateAppeal(escalated, late)).toMatchObject({ refused: 'not-due' });
  });
});
