import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../test/case-law.ts';
import { RULEBOOK, RULEBOOK_HASH } from '../../test/rulebook.ts';
import type { CaseId, PartyId, SanctionId } from '../kernel/ids.ts';
import type { Commitment } from '../kernel/unit.ts';
import { type Awaiting, type Campaign, type CampaignEvent, campaigns, toRelease } from './campaign.ts';
import {
  casesOpened,
  drawSample,
  judgeSample,
  nextMembers,
  releasedStep,
  startCampaign,
  stopCampaign,
} from './decide.ts';

const AT = Date.UTC(2026, 0, 5);
const head = 'pty_head' as PartyId;
const first = 'pty_first' as PartyId;
const second = 'pty_second' as PartyId;
const text = 'text' as Commitment;
const parties = (n: number) => Array.from({ length: n }, (_, i) => `pty_${i}` as PartyId);

const start = (more: Partial<Parameters<typeof startCampaign>[1]> = {}) => ({
  name: 'Sweep',
  violations: ['abuse'],
  criterion: { by: 'list' } as const,
  members: parties(60),
  startedBy: head,
  seed: 'seed',
  at: AT,
  rulebookHash: RULEBOOK_HASH,
  ...more,
});
const started = (n = 60): CampaignEvent => {
  const events = startCampaign(undefined, start({ members: parties(n) }), RULEBOOK);
  if ('refused' in events || !events[0]) throw new Error('not started');
  return events[0];
};
const openedAll = (n = 60): CampaignEvent => ({ type: 'CampaignCasesOpened', at: AT, count: n, skipped: [] });
const waiting = (n: number, kind: Awaiting['kind'] = 'warning'): readonly Awaiting[] =>
  Array.from({ length: n }, (_, i) => ({
    sanctionId: `san_${kind}_${i}` as SanctionId,
    caseId: `case_${i}` as CaseId,
    kind,
  }));
const some = (c: Campaign | undefined): Campaign => {
  if (!c) throw new Error('no campaign');
  return c;
};
const draw =
  (ranked: readonly Awaiting[], casesOpen = 0) =>
  (c: Campaign | undefined) =>
    drawSample(some(c), { by: head, ranked, casesOpen, at: AT }, RULEBOOK);
const judge =
  (sanctionId: string, agrees: boolean, by = second) =>
  (c: Campaign | undefined) =>
    judgeSample(some(c), {
      sanctionId: sanctionId as SanctionId,
      by,
      agrees,
      reasons: text,
      firstPeople: [first],
      at: AT,
    });
const drawn = (ranked: readonly Awaiting[]) => {
  const events = draw(ranked)(given(campaigns, started(), openedAll()).state);
  if ('refused' in events) throw new Error(events.refused);
  return [started(), openedAll(), ...events];
};

describe('a campaign', () => {
  test('takes each party once, and opens their cases in steps', () => {
    given(campaigns)
      .when((c) => startCampaign(c, start({ members: [...parties(3), ...parties(3)] }), RULEBOOK))
      .then({ members: parties(3) });
    const state = some(given(campaigns, started()).state);
    expect(nextMembers(state, RULEBOOK)).toHaveLength(25);
    expect(campaigns.due?.(state)).toBe(AT);
    const step: CampaignEvent = {
      type: 'CampaignCasesOpened',
      at: AT,
      count: 25,
      skipped: [{ party: first, why: 'has-open-case' }],
    };
    const next = some(given(campaigns, started(), step).state);
    expect(nextMembers(next, RULEBOOK)[0]).toBe('pty_25');
    const last = given(campaigns, started(), openedAll()).state;
    expect(last).toMatchObject({ status: 'deciding' });
    given(campaigns, started(), openedAll())
      .when((c) => casesOpened(some(c), { count: 1, skipped: [], at: AT }))
      .refused('not-opening');
    expect(nextMembers(some(last), RULEBOOK)).toEqual([]);
  });

  test.each<[string, Parameters<typeof start>[0]]>([
    ['wrong-violation', { violations: [] }],
    ['wrong-violation', { violations: ['abuse', 'extortion'] }],
    ['wrong-violation', { violations: ['nothing'] }],
    ['nobody-selected', { members: [] }],
    ['too-many-parties', { members: parties(1_001) }],
  ])('refused: %s', (code, more) => {
    given(campaigns)
      .when((c) => startCampaign(c, start(more), RULEBOOK))
      .refused(code);
  });

  test('is not started twice', () => {
    given(campaigns, started())
      .when((c) => startCampaign(c, start(), RULEBOOK))
      .refused('campaign-exists');
  });

  test('the sample holds a share of each kind, at least the minimum, once all is decided', () => {
    given(campaigns, started(), openedAll())
      .when(draw(waiting(60), 3))
      .refused('cases-open');
    given(campaigns, started())
      .when(draw(waiting(60)))
      .refused('not-deciding');
    const after = given(campaigns, started(), openedAll())
      .when(draw([...waiting(60), ...waiting(3, 'suspension')]))
      .state();
    expect(
      after.status === 'sampling' && after.sample.map((s) => s.kind).filter((k) => k === 'warning'),
    ).toHaveLength(6);
    expect(
      after.status === 'sampling' && after.sample.map((s) => s.kind).filter((k) => k === 'suspension'),
    ).toHaveLength(3);
    given(campaigns, started(), openedAll())
      .when(draw([]))
      .then({ type: 'SampleDrawn' }, { type: 'SampleConfirmed' });
  });

  test('a different person confirms; the last agreement releases the rest', () => {
    const history = drawn(waiting(8));
    given(campaigns, ...history)
      .when(judge('san_warning_0', true))
      .then({ type: 'SampleJudged', agrees: true });
    given(campaigns, ...history)
      .when(judge('san_warning_0', true, first))
      .refused('second-person-needed');
    given(campaigns, ...history)
      .when(judge('san_warning_7', true))
      .refused('not-in-sample', 'sanctionId');
    given(campaigns, started(), openedAll()).when(judge('san_warning_0', true)).refused('not-sampling');
    const judged = [0, 1, 2, 3].map((i): CampaignEvent => ({
      type: 'SampleJudged',
      at: AT,
      sanctionId: `san_warning_${i}` as SanctionId,
      by: second,
      agrees: true,
      reasons: text,
    }));
    given(campaigns, ...history, ...judged)
      .when(judge('san_warning_0', true))
      .refused('already-judged');
    const released = given(campaigns, ...history, ...judged)
      .when(judge('san_warning_4', true))
      .state();
    expect(released.status).toBe('releasing');
    expect(released.status === 'releasing' && toRelease(released)).toHaveLength(8);
  });

  test('a disagreement drops the whole case and doubles what is looked at', () => {
    const both = waiting(60).flatMap((w) => [
      w,
      { ...w, kind: 'demotion' as const, sanctionId: `${w.sanctionId}_d` as SanctionId },
    ]);
    const after = given(campaigns, ...drawn(both))
      .when(judge('san_warning_0', false))
      .state();
    if (after.status !== 'sampling') throw new Error('not sampling');
    expect(after.sample.filter((s) => s.kind === 'warning')).toHaveLength(12);
    expect([...after.sample, ...after.rest].some((s) => s.sanctionId === 'san_warning_0_d')).toBe(false);
  });

  const confirmed = [
    ...drawn(waiting(2)),
    ...[0, 1].map((i): CampaignEvent => ({
      type: 'SampleJudged',
      at: AT,
      sanctionId: `san_warning_${i}` as SanctionId,
      by: second,
      agrees: true,
      reasons: text,
    })),
    { type: 'SampleConfirmed', at: AT } as const,
  ];

  test('releases step by step, then is done', () => {
    const one = given(campaigns, ...confirmed)
      .when((c) => releasedStep(some(c), { sanctionIds: ['san_warning_0' as SanctionId], failed: [] }, AT))
      .state();
    expect(one).toMatchObject({ status: 'releasing', released: 1 });
    const two = given(campaigns, ...confirmed)
      .when((c) =>
        releasedStep(
          some(c),
          { sanctionIds: ['san_warning_0' as SanctionId, 'san_warning_1' as SanctionId], failed: [] },
          AT,
        ),
      )
      .state();
    expect(two).toMatchObject({ status: 'done', released: 2 });
    given(campaigns, started())
      .when((c) => releasedStep(some(c), { sanctionIds: [], failed: [] }, AT))
      .refused('not-releasing');
  });

  test('is released though one of it can not be yet, which is tried again when all others are through', () => {
    const step =
      (sanctionIds: readonly SanctionId[], failed: readonly SanctionId[], at: number) => (c: Campaign) =>
        releasedStep(c, { sanctionIds, failed }, at);
    const then = (state: Campaign, decide: (c: Campaign) => ReturnType<typeof releasedStep>) => {
      const events = decide(state);
      if ('refused' in events) throw new Error(events.refused);
      return events.reduce<Campaign>((c, e) => campaigns.evolve(c, e), state);
    };
    const ids = (c: Campaign) => (c.status === 'releasing' ? toRelease(c).map((a) => a.sanctionId) : []);
    const both = some(given(campaigns, ...confirmed).state);
    const one = then(both, step([], [ids(both)[0] as SanctionId], AT));
    expect(ids(one)).toEqual(ids(both).toReversed());
    const two = then(one, step([ids(one)[0] as SanctionId], [], AT));
    expect(two).toMatchObject({ status: 'releasing', released: 1, failed: [ids(one)[1]], nextAt: AT });
    const failedAgain = then(two, step([], [ids(two)[1] as SanctionId], AT));
    expect(campaigns.due?.(failedAgain)).toBe(AT + 3_600_000);
    const done = then(failedAgain, step([ids(two)[1] as SanctionId], [], AT));
    expect(done).toMatchObject({ status: 'done', released: 2 });
    expect(done).not.toHaveProperty('failed');
  });

  test('is stopped once', () => {
    const stop = (c: Campaign | undefined) => stopCampaign(some(c), { by: head, why: text, at: AT });
    const stopped = given(campaigns, started()).when(stop).state();
    expect(stopped).toMatchObject({ status: 'stopped' });
    expect(campaigns.due?.(stopped)).toBeUndefined();
    expect(stop(stopped)).toMatchObject({ refused: 'campaign-over' });
  });

  test('whatever the second person says, nothing is released that they disagreed with, and nothing of a kind unseen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.infiniteStream(fc.boolean()), (n, answers) => {
        let state = some(given(campaigns, ...drawn(waiting(n))).state);
        const disagreed = new Set<string>();
        while (state.status === 'sampling') {
          const next = state.sample.find((s) => s.judged === null);
          if (!next) throw new Error('sampling with nothing left to judge');
          const agrees = answers.next().value === true;
          if (!agrees) disagreed.add(next.sanctionId);
          const events = judge(next.sanctionId, agrees)(state);
          if ('refused' in events) throw new Error(events.refused);
          state = events.reduce<Campaign>((s, e) => campaigns.evolve(s, e), state);
        }
        if (state.status !== 'releasing') throw new Error(state.status);
        const released = toRelease(state);
        expect(released.some((r) => disagreed.has(r.sanctionId))).toBe(false);
        expect(released.length + disagreed.size).toBe(n);
        const { secondPersonMin } = RULEBOOK.campaigns;
        expect(state.sample.length).toBeGreaterThanOrEqual(Math.min(n, secondPersonMin));
      }),
    );
  });
});
