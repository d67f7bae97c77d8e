import { beforeEach, describe, expect, test } from 'vitest';
import { Court, must } from '../../test/court.ts';
import { Shop } from '../../test/shop.ts';
import { isRefusal } from '../kernel/decision.ts';
import type { CaseId, OrderId, PartyId, SanctionId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { accounts } from '../market/payments/account.ts';
import { parties } from '../market/parties/party.ts';
import { rectifications } from '../sanctions/rectification.ts';
import { sanctions } from '../sanctions/sanction.ts';
import { permits } from '../standing/permits.ts';
import { standingWord } from '../standing/standing.ts';
import { lockAccount } from './balance.ts';
import {
  approveSanction,
  confirmEmergency,
  declineSanction,
  keepDespiteBasis,
  liftSanction,
} from './approve-sanction.ts';
import { declareEmergency } from './declare-emergency.ts';
import { detectBreach } from './detect-breach.ts';
import { appealComplaintOutcome } from './file-appeal.ts';
import { withdrawComplaint } from './file-complaint.ts';
import { makeFindings } from './judge-case.ts';
import { filePlan } from './rectify.ts';
import { startConversation } from './send-message.ts';
import { triageComplaint } from './triage-complaint.ts';

let shop: Shop;
let court: Court;
let seller: PartyId;
let buyer: PartyId;
beforeEach(async () => {
  shop = new Shop();
  court = new Court(shop.market);
  seller = await shop.seller();
  buyer = await shop.buyer();
});

/** An order that the seller never ships, complained about and judged. */
async function neverShipped(by = buyer, ordered?: OrderId) {
  const orderId = ordered ?? (await shop.order(seller, by));
  if (!ordered) shop.market.pass(5 * DAY_MS);
  return { orderId, ...(await court.convict(by, 'refusal-to-ship', { orderId })) };
}

const kinds = async (party: PartyId) => (await court.standingOf(party)).measures.map((m) => m.kind);
const stopped = async (party: PartyId) =>
  !permits(await court.standingOf(party), 'sell', shop.market.now).allowed;
const approve = (sanctionId: SanctionId, by: PartyId) =>
  shop.market.run(by, (w) => approveSanction(w, { sanctionId, by, words: 'Agreed.' }));
const proposal = async (kind: string) =>
  (await court.sanctionsOf(seller)).find(
    (s) => s.state.measure.kind === kind && s.state.status === 'proposed',
  )?.id as SanctionId;

describe('the thin whole', () => {
  test('orders never shipped, complaints, cases, suspension: checkout is refused; the appeal is reversed: checkout works', async () => {
    const article = await shop.listing(seller);
    const firstCase = await neverShipped();
    expect(firstCase.imposed.sanctions.map((s) => [s.kind, s.status])).toEqual([
      ['warning', 'in-force'],
      ['demotion', 'in-force'],
      ['order-cap', 'in-force'],
      ['payout-hold', 'in-force'],
      ['compensation', 'in-force'],
    ]);
    // A repeat costs half as much again: 12, then 18 more, then 18 more.
    const secondCase = await neverShipped(await shop.buyer());
    expect(secondCase.imposed.rung).toBe('secure');
    const third = await neverShipped(await shop.buyer());
    expect(third.imposed.sanctions.map((s) => [s.kind, s.status])).toEqual([
      ['suspension', 'in-force'],
      ['payout-hold', 'in-force'],
      ['shutdown', 'proposed'],
    ]);

    const shopper = await shop.buyer();
    const refused = await shop.buy(shopper, [[article, 1]]);
    expect(isRefusal(refused) && refused.refused).toBe('line-unavailable');

    const appealId = await court.appeal(seller, third.caseId);
    expect(await court.judgeAppeal(appealId, 'reversed', court.investigator)).toMatchObject({
      refused: 'took-part',
    });
    expect(await court.judgeAppeal(appealId, 'reversed')).toMatchObject({ outcome: 'reversed' });
    expect(isRefusal(await shop.buy(shopper, [[article, 1]]))).toBe(false);
    const after = (await court.sanctionsOf(seller)).filter((s) => s.state.caseId === third.caseId);
    expect(after.map((s) => [s.state.status, 'why' in s.state ? s.state.why : ''])).toEqual([
      ['ended', 'reversed'],
      ['ended', 'reversed'],
      ['declined', 'reversed'],
    ]);
    expect((await court.noticesOf(seller)).map((n) => n.body.kind)).toContain('appeal-decided');
  });

  test('reversal gives money back to the seller, and the deposit', async () => {
    const other = await shop.buyer();
    await neverShipped();
    await shop.market.must('test', async (w) => {
      await lockAccount(w, seller);
      const { unit } = w;
      unit.append(accounts, seller, [
        { type: 'BalanceChanged', at: unit.now, currency: 'EUR', gainedMinor: 80_000, by: 'transfer' },
      ]);
      return {};
    });
    const balance = async () => (await shop.accountOf(seller))?.available.EUR;
    const second = await neverShipped(other);
    expect(await balance()).toBe(30_000);
    expect(await kinds(seller)).toContain('deposit');
    // Covered by the balance at once: publishing is free again, while the sanction stays on record.
    expect(permits(await court.standingOf(seller), 'listing.publish', shop.market.now).allowed).toBe(true);
    await court.judgeAppeal(await court.appeal(seller, second.caseId), 'reversed');
    expect(await balance()).toBe(80_000);
    expect(await kinds(seller)).not.toContain('deposit');
  });

  test('a compensation is paid to the buyer and, reversed, made up to the seller', async () => {
    const { orderId, caseId } = await neverShipped();
    const paid = await shop.market.run('test', ({ unit }) =>
      unit.find(sanctions, { case_id: caseId, kind: 'compensation' }),
    );
    expect(paid[0]?.state.measure).toMatchObject({
      orderId,
      amount: { amountMinor: 1_050, currency: 'EUR' },
    });
    const before = (await shop.accountOf(seller))?.available.EUR ?? 0;
    await court.judgeAppeal(await court.appeal(seller, caseId), 'reversed');
    expect(((await shop.accountOf(seller))?.available.EUR ?? 0) - before).toBe(1_050);
    expect(Object.values(shop.ledger()).reduce((sum, n) => sum + n, 0)).toBe(0);
  });
});

describe('complaints', () => {
  test('the same conduct is heard in one case; accounts of one person are one voice', async () => {
    const twin = await shop.buyer();
    for (const id of [buyer, twin])
      await shop.market.must('test', async ({ unit }) => {
        await unit.load(parties, id);
        const mark = `mail:${unit.commit('mail', 'same@mail.example')}` as const;
        unit.append(parties, id, [{ type: 'DeviceSeen', at: unit.now, mark }]);
        return {};
      });
    const stranger = await shop.buyer();
    const orders = [
      await shop.order(seller, buyer),
      await shop.order(seller, twin),
      await shop.order(seller, stranger),
    ];
    const complain = (by: PartyId, i: number) =>
      court.complain(by, 'refusal-to-ship', { orderId: orders[i] as OrderId });
    const { caseId } = await complain(buyer, 0);
    expect((await complain(twin, 1)).caseId).toBe(caseId);
    expect((await complain(stranger, 2)).caseId).toBe(caseId);
    const state = await court.caseOf(caseId);
    expect(state.complaints.map((c) => c.sameVoiceAs)).toEqual([null, buyer, null]);
    expect(state.refs.orders).toEqual(orders);
    await court.answer(caseId);
    expect((await court.caseOf(caseId)).statements.filter((s) => s.side === 'complainant')).toHaveLength(3);
    await court.find(caseId);
    await court.impose(caseId);
    const statement = (await court.noticesOf(seller)).find((n) => n.body.kind === 'statement-of-reasons');
    expect(statement?.body).toMatchObject({ source: { kind: 'notice', complaints: 2 } });
  });

  test('an insult needs no order; its messages are evidence, as commitments', async () => {
    const { conversationId } = must(
      await shop.market.run(buyer, (w) =>
        startConversation(w, { from: buyer, about: { sellerId: seller }, text: 'Is it oak?' }),
      ),
    );
    const { caseId } = await court.complain(buyer, 'abuse', { conversationId });
    const state = await court.caseOf(caseId);
    expect(state.evidence.map((e) => e.kind)).toContain('messages');
    const log = JSON.stringify(shop.market.store.entries);
    for (const secret of ['Is it oak?', 'It went wrong.']) expect(log).not.toContain(secret);
  });

  test('danger skips the queue and is reported whatever the standing', async () => {
    const listingId = await shop.listing(seller);
    await shop.judge(buyer, {
      type: 'MeasureApplied',
      at: shop.market.now,
      measure: {
        sanctionId: 'san_x' as SanctionId,
        caseId: 'case_x' as never,
        kind: 'complaint-rights-suspended',
        from: 0,
        until: null,
      },
    });
    expect(await court.file(buyer, 'late-shipment', { listingId })).toMatchObject({
      refused: 'not-permitted',
    });
    const { caseId } = must(await court.file(buyer, 'unsafe', { listingId }));
    expect(caseId && (await court.caseOf(caseId)).priority).toBe('urgent');
  });

  test('nobody complains about what is not theirs, or about several people at once', async () => {
    const orderId = await shop.order(seller, await shop.buyer());
    expect(await court.file(buyer, 'late-shipment', { orderId })).toMatchObject({ refused: 'not-found' });
    const own = await shop.order(seller, buyer);
    const elsewhere = await shop.listing(await shop.seller());
    expect(await court.file(buyer, 'late-shipment', { orderId: own, listingId: elsewhere })).toMatchObject({
      refused: 'different-subjects',
    });
    expect(await court.file(buyer, 'unsafe', {})).toMatchObject({ refused: 'reference-needed' });
  });

  test('withdrawn, the case goes on without it; untouched, it is escalated', async () => {
    const orderId = await shop.order(seller, buyer);
    const { complaintId, caseId } = await court.complain(buyer, 'refusal-to-ship', { orderId });
    await shop.market.must(buyer, (w) => withdrawComplaint(w, { complaintId, by: buyer }));
    expect((await court.caseOf(caseId)).complaints).toMatchObject([{ withdrawn: true }]);
    must(await court.file(buyer, 'late-shipment', { orderId }));
    await court.passDays(3);
    expect(shop.market.store.entries.map((e) => e.event.type)).toEqual(
      expect.arrayContaining(['ComplaintEscalated', 'CaseEscalated', 'StatementMissed']),
    );
  });

  test('a dismissal is appealed against and heard after all; a finding, by somebody else', async () => {
    const orderId = await shop.order(seller, buyer);
    const { complaintId } = must(await court.file(buyer, 'late-shipment', { orderId }));
    const by = court.representative;
    await shop.market.must(by, (w) =>
      triageComplaint(w, {
        complaintId,
        by,
        decision: { kind: 'dismiss', reason: 'insufficient', explanation: 'No.' },
      }),
    );
    const appeal = () =>
      shop.market.must(buyer, (w) => appealComplaintOutcome(w, { by: buyer, complaintId, text: 'But yes.' }));
    const first = await appeal();
    expect(await court.judgeAppeal(first.appealId, 'reversed', court.representative)).toMatchObject({
      refused: 'took-part',
    });
    expect(await court.judgeAppeal(first.appealId, 'reversed')).toMatchObject({ outcome: 'reversed' });
    const [caseId] = [...shop.market.store.table({ name: 'case_file' }).keys()] as [never];
    await court.answer(caseId);
    await court.find(caseId, 'unsubstantiated');
    expect(
      await shop.market.run(buyer, (w) => appealComplaintOutcome(w, { by: buyer, complaintId, text: 'x' })),
    ).toMatchObject({ refused: 'already-appealed' });
  });

  test('an appeal against a finding without ground opens the case again, for another investigator', async () => {
    const orderId = await shop.order(seller, buyer);
    const { complaintId, caseId } = await court.complain(buyer, 'late-shipment', { orderId });
    await court.answer(caseId);
    await court.find(caseId, 'unsubstantiated');
    const { appealId } = await shop.market.must(buyer, (w) =>
      appealComplaintOutcome(w, { by: buyer, complaintId, text: 'Look again.' }),
    );
    must(await court.judgeAppeal(appealId, 'reversed'));
    expect(await court.caseOf(caseId)).toMatchObject({
      status: 'open',
      allegations: [{ finding: null, overturned: [{}] }],
    });
    expect(await court.find(caseId)).toMatchObject({ refused: 'took-part' });
    expect(await court.find(caseId, 'substantiated', court.colleague)).toMatchObject({ status: 'found' });
  });
});

describe('rectification', () => {
  const window = async () => {
    const [row] = await shop.market.run('test', ({ unit }) => unit.find(rectifications, { party: seller }));
    if (!row) throw new Error('no window');
    return row;
  };
  const plan = async () => {
    const { id } = await window();
    await shop.market.must(seller, (w) =>
      filePlan(w, { planId: id as never, by: seller, rootCause: 'A', correction: 'B', prevention: 'C' }),
    );
  };

  test('met: what restricts ends early, the warning and its points stay on record', async () => {
    await neverShipped();
    await plan();
    for (let i = 0; i < 10; i++) await shop.ship(await shop.order(seller, await shop.buyer()), `T${i}`);
    await court.passDays(28);
    const after = await window();
    expect(after.state).toMatchObject({
      status: 'concluded',
      outcome: 'met',
      results: [{ targets: [{ verdict: 'met', volume: 10, rate: 0 }] }],
    });
    expect(await kinds(seller)).toEqual(['warning']);
    expect((await court.standingOf(seller)).points).toHaveLength(1);
  });

  test('what one friend orders day after day proves nothing: the plan earns more time, and then a person judges', async () => {
    await neverShipped();
    await plan();
    const friend = await shop.buyer();
    for (let i = 0; i < 10; i++) await shop.ship(await shop.order(seller, friend), `T${i}`);
    await court.passDays(28);
    expect((await window()).state).toMatchObject({
      status: 'open',
      results: [{ targets: [{ verdict: 'too-little', volume: 10, rate: 0, people: 1, peopleMin: 3 }] }],
    });
    expect(await kinds(seller)).toContain('warning');
    await court.passDays(28);
    expect((await window()).state).toMatchObject({ status: 'to-be-judged' });
  });

  test('no plan: suspended for the time being, and a shutdown proposed to two people', async () => {
    await neverShipped();
    await court.passDays(28);
    expect((await window()).state).toMatchObject({ status: 'concluded', outcome: 'no-plan' });
    expect(await stopped(seller)).toBe(true);
    const shutdown = await proposal('shutdown');
    expect(await approve(shutdown, court.reviewer)).toMatchObject({ status: 'proposed' });
    expect(await approve(shutdown, court.reviewer)).toMatchObject({ refused: 'approved-already' });
    // First offence: the law's notice runs before the account is gone; it stays suspended until then.
    expect(await approve(shutdown, court.second)).toMatchObject({ status: 'approved' });
    await court.passDays(30);
    expect(await kinds(seller)).toContain('shutdown');
    // One window a case: what follows from it opens no second one.
    expect(
      await shop.market.run('test', ({ unit }) => unit.find(rectifications, { party: seller })),
    ).toHaveLength(1);
    expect(await kinds(seller)).not.toContain('suspension');
  });

  test('declined, or left lying by everybody, the suspension for the time being ends with the proposal', async () => {
    await neverShipped();
    await court.passDays(28);
    const shutdown = await proposal('shutdown');
    must(
      await shop.market.run(court.reviewer, (w) =>
        declineSanction(w, { sanctionId: shutdown, by: court.reviewer, words: 'Too hard.' }),
      ),
    );
    expect(await stopped(seller)).toBe(false);

    seller = await shop.seller();
    await neverShipped(await shop.buyer());
    await court.passDays(28);
    expect(await stopped(seller)).toBe(true);
    await court.passDays(14);
    expect(await stopped(seller)).toBe(false);
    expect(
      (await court.sanctionsOf(seller)).find((s) => s.state.measure.kind === 'shutdown')?.state,
    ).toMatchObject({ status: 'declined', why: 'lapsed' });
  });

  test('whoever is shut out by then is not proposed for another shutdown', async () => {
    const ordered: { by: PartyId; orderId: OrderId }[] = [];
    for (let i = 0; i < 4; i++) {
      const by = await shop.buyer();
      ordered.push({ by, orderId: await shop.order(seller, by) });
    }
    shop.market.pass(5 * DAY_MS);
    for (const { by, orderId } of ordered) await neverShipped(by, orderId);
    const shutdown = await proposal('shutdown');
    expect(await approve(shutdown, court.reviewer)).toMatchObject({ status: 'in-force' });
    await court.passDays(60);
    const windows = await shop.market.run('test', ({ unit }) => unit.find(rectifications, { party: seller }));
    expect(windows.some((w) => w.state.status === 'concluded' && w.state.outcome === 'no-plan')).toBe(true);
    const after = (await court.sanctionsOf(seller)).filter(
      (s) => s.state.cause.kind === 'rectification-failed',
    );
    expect(after).toEqual([]);
  });

  test('too little volume: prolonged once, then a person decides', async () => {
    await neverShipped();
    await plan();
    await court.passDays(28);
    expect((await window()).state).toMatchObject({ status: 'open', extensionsLeft: 0 });
    await court.passDays(28);
    expect((await window()).state).toMatchObject({ status: 'to-be-judged', results: [{}, {}] });
    await court.passDays(8);
    expect((await window()).state).toMatchObject({ status: 'to-be-judged', escalatedAt: expect.any(Number) });
  });
});

describe('signals', () => {
  /** Twelve orders of six buyers, all shipped three days late. */
  async function lateSeller(): Promise<void> {
    const buyers = await Promise.all(Array.from({ length: 6 }, () => shop.buyer()));
    const ids: OrderId[] = [];
    for (let i = 0; i < 12; i++) ids.push(await shop.order(seller, buyers[i % 6] as PartyId));
    shop.market.pass(6 * DAY_MS);
    for (const id of ids) await shop.ship(id, `L${id}`);
    shop.market.pass(3 * DAY_MS);
  }
  const detect = () =>
    shop.market.run('system:signals', (w) =>
      detectBreach(w, { subject: 'seller', party: seller, metric: 'late-shipment' }),
    );

  test('a metric alone warns, with its numbers as reasons, and not twice on the same data', async () => {
    expect(await detect()).toMatchObject({ refused: 'no-breach' });
    await lateSeller();
    const { caseId } = must(await detect());
    expect(await court.caseOf(caseId)).toMatchObject({
      status: 'closed',
      outcome: 'sanctioned',
      allegations: [{ finding: { by: 'system:signals' } }],
    });
    const statement = (await court.noticesOf(seller)).find((n) => n.body.kind === 'statement-of-reasons');
    expect(statement?.body).toMatchObject({
      automatedDecision: 'fully',
      automatedDetection: true,
      source: { kind: 'own-initiative' },
    });
    expect(JSON.stringify(statement?.body)).toContain('12 of 12');
    expect(await kinds(seller)).toEqual(['warning']);
    expect(await detect()).toMatchObject({ refused: 'being-rectified' });
  });

  test('what a metric alone has found never goes beyond a warning, however the window ends', async () => {
    await lateSeller();
    must(await detect());
    await court.passDays(28);
    expect(await kinds(seller)).toEqual(['warning']);
    expect(await stopped(seller)).toBe(false);
    const waiting = (await court.sanctionsOf(seller)).filter((s) => s.state.status === 'proposed');
    expect(waiting.map((s) => s.state.measure.kind)).toEqual(['warning', 'demotion']);
    for (const { id } of waiting)
      expect(await approve(id, court.reviewer)).toMatchObject({ refused: 'finding-needed' });
  });

  test('above the first rung it is proposed, and a person’s finding replaces the proposal', async () => {
    await lateSeller();
    await neverShipped();
    const { caseId, sanctionIds } = must(await detect());
    expect(sanctionIds.length).toBeGreaterThan(1);
    expect((await court.caseOf(caseId)).status).toBe('open');
    await court.answer(caseId);
    must(await court.find(caseId));
    must(await court.impose(caseId));
    const first = (await court.sanctionsOf(seller)).filter((s) => sanctionIds.includes(s.id));
    expect(first.every((s) => s.state.status === 'declined' && s.state.why === 'superseded')).toBe(true);
  });

  test('unsubstantiated, the proposals go', async () => {
    await lateSeller();
    await neverShipped();
    const { caseId, sanctionIds } = must(await detect());
    await court.find(caseId, 'unsubstantiated');
    const left = (await court.sanctionsOf(seller)).filter((s) => sanctionIds.includes(s.id));
    expect(left.every((s) => s.state.status === 'declined' && s.state.why === 'not-substantiated')).toBe(
      true,
    );
  });
});

describe('emergencies', () => {
  async function declare(kinds: readonly ('suspension' | 'payout-hold' | 'demotion')[] = ['suspension']) {
    const orderId = await shop.order(seller, buyer);
    const about = {
      subject: seller,
      violation: 'refusal-to-ship',
      refs: { orders: [orderId], listings: [], conversations: [] },
    };
    const by = court.investigator;
    return shop.market.run(by, (w) =>
      declareEmergency(w, {
        by,
        about,
        emergency: 'fraud-in-progress',
        kinds,
        words: 'Took the money and left.',
      }),
    );
  }
  const confirm = (sanctionId: SanctionId, by: PartyId) =>
    shop.market.run(by, (w) => confirmEmergency(w, { sanctionId, by }));

  test('one person stops at once; unconfirmed it ends by itself and never counts', async () => {
    const { sanctionIds } = must(await declare(['suspension', 'payout-hold']));
    expect(await stopped(seller)).toBe(true);
    shop.market.pass(49 * HOUR_MS);
    await court.sweep();
    expect(await stopped(seller)).toBe(false);
    expect(
      (await court.sanctionsOf(seller))
        .filter((s) => sanctionIds.includes(s.id))
        .map((s) => 'why' in s.state && s.state.why),
    ).toEqual(['unconfirmed', 'unconfirmed']);
  });

  test('confirmed by another, it lasts until the case is judged', async () => {
    const { caseId, sanctionIds } = must(await declare());
    const [id] = sanctionIds as [SanctionId];
    expect(await confirm(id, court.investigator)).toMatchObject({ refused: 'second-person-needed' });
    must(await confirm(id, court.second));
    shop.market.pass(49 * HOUR_MS);
    await court.sweep();
    expect(await stopped(seller)).toBe(true);
    must(await court.find(caseId, 'unsubstantiated', court.colleague));
    expect(await stopped(seller)).toBe(false);
  });

  test('only what the emergency permits, on shown evidence', async () => {
    expect(await declare(['demotion'])).toMatchObject({ refused: 'emergency-does-not-permit' });
    const by = court.investigator;
    const about = {
      subject: seller,
      violation: 'refusal-to-ship',
      refs: { orders: [], listings: [], conversations: [] },
    };
    const without = await shop.market.run(by, (w) =>
      declareEmergency(w, { by, about, emergency: 'fraud-in-progress', kinds: ['suspension'], words: '' }),
    );
    expect(without).toMatchObject({ refused: 'evidence-missing' });
    expect(await kinds(seller)).toEqual([]);
  });
});

describe('a bar', () => {
  /** Orders of several buyers, none of them shipped. */
  const unshipped = async (count: number) => {
    const ordered: { by: PartyId; orderId: OrderId }[] = [];
    for (let i = 0; i < count; i++) {
      const by = await shop.buyer();
      ordered.push({ by, orderId: await shop.order(seller, by) });
    }
    shop.market.pass(5 * DAY_MS);
    return ordered;
  };
  const convictAll = async (ordered: Awaited<ReturnType<typeof unshipped>>) => {
    let last: Awaited<ReturnType<typeof neverShipped>> | undefined;
    for (const { by, orderId } of ordered) last = await neverShipped(by, orderId);
    if (!last) throw new Error('nobody ordered');
    return last;
  };

  /** Warned, the window over, and found at it again and again. */
  async function barred(): Promise<{ caseId: CaseId; bar: SanctionId }> {
    const [first, ...rest] = await unshipped(5);
    await convictAll(first ? [first] : []);
    await court.passDays(60);
    const last = await convictAll(rest);
    expect(last.imposed.rung).toBe('bar');
    return { caseId: last.caseId, bar: await proposal('bar') };
  }

  test('follows the identity, and its reversal frees those who were held for nothing else', async () => {
    const twin = await shop.seller({ account: 'DE89370400440532013000' });
    const { bar, caseId } = await barred();
    expect(await approve(bar, court.investigator)).toMatchObject({ refused: 'approved-already' });
    expect(await approve(bar, court.reviewer)).toMatchObject({ status: 'in-force' });
    expect(standingWord(await court.standingOf(seller))).toBe('barred');
    expect(await court.standingOf(twin)).toMatchObject({
      hold: { reason: 'linked-to-barred', links: [{ party: seller }] },
    });
    const appealId = await court.appeal(seller, caseId);
    expect(await court.judgeAppeal(appealId, 'reversed', court.reviewer)).toMatchObject({
      refused: 'took-part',
    });
    must(await court.judgeAppeal(appealId, 'reversed', court.second));
    expect(standingWord(await court.standingOf(seller))).not.toBe('barred');
    expect((await court.standingOf(twin)).hold).toBeNull();
  });

  test('is not even proposed while the first warning’s window runs', async () => {
    const last = await convictAll(await unshipped(5));
    expect(last.imposed).toMatchObject({
      rung: 'shut-down',
      withheld: { kind: 'bar', missing: ['elapsed-window'] },
    });
  });
});

describe('afterwards', () => {
  test('an expired sanction is gone by itself, and still appealable', async () => {
    const { caseId } = await neverShipped();
    const withPlan = await shop.market.run('test', ({ unit }) =>
      unit.find(rectifications, { party: seller }),
    );
    expect(withPlan).toHaveLength(1);
    shop.market.pass(15 * DAY_MS);
    await court.sweep();
    expect(await kinds(seller)).not.toContain('payout-hold');
    must(await court.judgeAppeal(await court.appeal(seller, caseId), 'reversed'));
    expect(await kinds(seller)).toEqual([]);
    expect((await court.standingOf(seller)).points).toEqual([]);
  });

  test('a rung that rested on points which an appeal removed is looked at again', async () => {
    const first = await neverShipped();
    const second = await neverShipped(await shop.buyer());
    await court.judgeAppeal(await court.appeal(seller, first.caseId), 'reversed');
    const rest = (await court.sanctionsOf(seller)).filter(
      (s) => s.state.caseId === second.caseId && s.state.status === 'in-force',
    );
    expect(rest.length).toBeGreaterThan(0);
    expect(rest.every((s) => s.state.basisGone !== null)).toBe(true);
    const kept = rest.find((s) => s.state.measure.kind === 'demotion')?.id as SanctionId;
    const keep = (by: PartyId) => shop.market.run(by, (w) => keepDespiteBasis(w, { sanctionId: kept, by }));
    expect(await keep(court.investigator)).toMatchObject({ refused: 'second-person-needed' });
    expect(await keep(court.second)).toMatchObject({ status: 'in-force' });
  });

  test('an appeal against one sanction takes only that one away; against the findings, all that rests on them', async () => {
    const { caseId } = await neverShipped();
    const demotion = (await court.sanctionsOf(seller)).find((s) => s.state.measure.kind === 'demotion')
      ?.id as SanctionId;
    must(await court.judgeAppeal(await court.appeal(seller, caseId, [demotion]), 'reversed'));
    expect(await kinds(seller)).toEqual(['warning', 'order-cap', 'payout-hold']);
    expect((await court.standingOf(seller)).points).toHaveLength(1);
    const againstTheRest = await court.appeal(seller, caseId);
    // Meanwhile the window ends without a plan, and the suspension that follows is appealed against by itself.
    await court.passDays(28);
    expect(await stopped(seller)).toBe(true);
    must(await court.judgeAppeal(await court.appeal(seller, caseId), 'upheld', court.second));
    must(await court.judgeAppeal(againstTheRest, 'reversed'));
    expect(await court.standingOf(seller)).toMatchObject({ measures: [], points: [] });
    expect(await stopped(seller)).toBe(false);
  });

  test('whoever made the finding does not lift the sanction', async () => {
    await neverShipped();
    const demotion = (await court.sanctionsOf(seller)).find((s) => s.state.measure.kind === 'demotion')
      ?.id as SanctionId;
    const lift = (by: PartyId) =>
      shop.market.run(by, (w) => liftSanction(w, { sanctionId: demotion, by, words: 'Enough.' }));
    expect(await lift(court.investigator)).toMatchObject({ refused: 'second-person-needed' });
    expect(await lift(court.reviewer)).toMatchObject({ status: 'ended' });
  });

  test('nobody judges an account of their own under another name', async () => {
    const own = court.investigator;
    await shop.market.must('test', async ({ unit }) => {
      const mark = `phone:${unit.commit('phone', '+49301234567')}` as const;
      const at = unit.now;
      const name = { shop: 'Staff' };
      unit.append(parties, own, [
        {
          type: 'PartyRegistered',
          at,
          kind: 'staff',
          name,
          country: 'DE',
          language: 'de',
          currency: 'EUR',
          login: null,
        },
        { type: 'DeviceSeen', at, mark },
      ]);
      await unit.load(parties, seller);
      unit.append(parties, seller, [{ type: 'DeviceSeen', at, mark }]);
      return {};
    });
    const orderId = await shop.order(seller, buyer);
    const { caseId } = await court.complain(buyer, 'refusal-to-ship', { orderId });
    await court.answer(caseId);
    expect(await court.find(caseId)).toMatchObject({ refused: 'conflict-of-interest' });
    must(await court.find(caseId, 'substantiated', court.colleague));
    expect(await court.impose(caseId)).toMatchObject({ refused: 'conflict-of-interest' });
    must(await court.impose(caseId, court.colleague));
    const appealId = await court.appeal(seller, caseId);
    expect(await court.judgeAppeal(appealId, 'reversed', own)).toMatchObject({
      refused: 'conflict-of-interest',
    });
  });

  test('a lower rung may be chosen; a case is not punished twice', async () => {
    const orderId = await shop.order(seller, buyer);
    const { caseId } = await court.complain(buyer, 'refusal-to-ship', { orderId });
    await court.answer(caseId);
    expect(await court.impose(caseId)).toMatchObject({ refused: 'findings-missing' });
    must(await court.find(caseId));
    expect(await court.impose(caseId, court.investigator, 'nowhere')).toMatchObject({
      refused: 'unknown-rung',
    });
    expect(await court.impose(caseId, buyer)).toMatchObject({ refused: 'conflict-of-interest' });
    expect(must(await court.impose(caseId, court.investigator, 'warn')).sanctions.map((s) => s.kind)).toEqual(
      ['warning'],
    );
    expect(await court.impose(caseId)).toMatchObject({ refused: 'findings-missing' });
  });

  test('the same road for buyers', async () => {
    const orderId = await shop.order(seller, buyer);
    await shop.deliver(orderId);
    const first = await court.convict(seller, 'false-non-receipt', { orderId });
    expect(first.imposed.sanctions.map((s) => s.kind)).toEqual(['warning', 'return-limits']);
    for (let i = 0; i < 2; i++) {
      const next = await shop.order(seller, buyer);
      await shop.deliver(next);
      await court.convict(seller, 'false-non-receipt', { orderId: next });
    }
    expect(await kinds(buyer)).toEqual(
      expect.arrayContaining(['complaint-rights-suspended', 'purchase-hold']),
    );
    const listing = await shop.listing(seller);
    expect(isRefusal(await shop.buy(buyer, [[listing, 1]]))).toBe(true);
    const closing = (await court.sanctionsOf(buyer)).find((s) => s.state.measure.kind === 'account-closed');
    expect(closing?.state).toMatchObject({ status: 'proposed', approvalsNeeded: 2 });
  });

  test('a manifestly unfounded complaint counts for the complainant’s own record', async () => {
    const orderId = await shop.order(seller, buyer);
    const { caseId } = await court.complain(buyer, 'late-shipment', { orderId });
    const by = court.investigator;
    const finding = {
      violation: 'repeated-late-shipment',
      result: 'unsubstantiated',
      unfounded: true,
      reasons: 'Invented.',
      evidence: [],
    } as const;
    must(await shop.market.run(by, (w) => makeFindings(w, { caseId, by, findings: [finding] })));
    const assessed = await shop.market.metrics.assess(
      { subject: 'buyer', party: buyer },
      shop.market.now + DAY_MS,
    );
    expect(assessed.find((a) => a.metric === 'unfounded-complaints')).toMatchObject({ n: 1, k: 1 });
  });
});
