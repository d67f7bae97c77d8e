import { beforeEach, describe, expect, test } from 'vitest';
import { Court, must } from '../../test/court.ts';
import { Returning } from '../../test/returning.ts';
import { Shop } from '../../test/shop.ts';
import type { ComplaintRefs } from '../complaints/complaint.ts';
import type { CaseId, ConversationId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS } from '../kernel/time.ts';
import type { Role } from '../signals/fact.ts';
import { fileComplaint } from './file-complaint.ts';
import { keepUpload } from './keep-upload.ts';
import { startConversation } from './send-message.ts';

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

/** How many units the metric counts as defects, once everything has come of age. */
async function counted(role: Role, metric: string): Promise<number | undefined> {
  const assessed = await shop.market.metrics.assess(role, shop.market.now + 30 * DAY_MS);
  return assessed.find((a) => a.metric === metric)?.k;
}

async function talk(sellerId: PartyId): Promise<ConversationId> {
  const about = { sellerId };
  const { conversationId } = must(
    await shop.market.run(buyer, (w) => startConversation(w, { from: buyer, about, text: 'Is it oak?' })),
  );
  return conversationId;
}

/** What is judged, on whose word, and what it counts for. */
interface Conduct {
  readonly kind: string;
  readonly metric: string;
  readonly by: 'seller' | 'buyer';
  readonly refs: (of: { conversationId: ConversationId; orderId: OrderId }) => ComplaintRefs;
}

const CONDUCT: readonly Conduct[] = [
  {
    kind: 'abuse',
    metric: 'abusive-messages',
    by: 'buyer',
    refs: ({ conversationId }) => ({ conversationId }),
  },
  {
    kind: 'threat',
    metric: 'abusive-messages',
    by: 'buyer',
    refs: ({ conversationId }) => ({ conversationId }),
  },
  {
    kind: 'false-non-receipt',
    metric: 'false-non-receipt',
    by: 'seller',
    refs: ({ orderId }) => ({ orderId }),
  },
  {
    kind: 'retaliation',
    metric: 'retaliation',
    by: 'seller',
    refs: ({ orderId, conversationId }) => ({ orderId, conversationId }),
  },
];

describe.each(CONDUCT)('$kind', ({ kind, metric, by, refs }) => {
  let caseId: CaseId;
  let accused: Role;
  const count = () => counted(accused, metric);

  beforeEach(async () => {
    accused = by === 'buyer' ? { subject: 'seller', party: seller } : { subject: 'buyer', party: buyer };
    const orderId = await shop.order(seller, buyer);
    await shop.deliver(orderId);
    const conversationId = await talk(seller);
    const complainant = by === 'buyer' ? buyer : seller;
    ({ caseId } = await court.complain(complainant, kind, refs({ conversationId, orderId })));
    await court.answer(caseId);
  });

  test('that was only claimed counts for nothing', async () => {
    expect(await count()).toBe(0);
  });

  test('that people found counts, until an appeal takes the finding back', async () => {
    must(await court.find(caseId));
    expect(await count()).toBe(1);
    must(await court.impose(caseId));
    expect(await count()).toBe(1);
    must(await court.judgeAppeal(await court.appeal(accused.party, caseId), 'reversed'));
    expect(await count()).toBe(0);
  });

  test.each(['unsubstantiated', 'undetermined'] as const)(
    'that was found %s counts for nothing',
    async (result) => {
      must(await court.find(caseId, result));
      expect(await count()).toBe(0);
    },
  );
});

test('misuse of a return that people found in a case counts for the return', async () => {
  const t = await Returning.delivered();
  const { market } = t.shop;
  const of = new Court(market);
  const accused = { subject: 'buyer', party: t.buyer } as const;
  const misused = async () => {
    const assessed = await market.metrics.assess(accused, market.now + 30 * DAY_MS);
    const found = assessed.find((a) => a.metric === 'return-misuse');
    return `${found?.k} of ${found?.n}`;
  };
  const returnId = await t.asked();
  const photo = {
    kind: 'photo',
    mime: 'image/png',
    bytes: 3,
    sha256: 'ab',
    base64: 'AAAA',
    given: 'brick',
  } as const;
  const { uploadId } = await market.must(t.seller, (w) => keepUpload(w, t.seller, photo));
  const { complaintId } = await market.must(t.seller, (w) =>
    fileComplaint(w, {
      complainant: t.seller,
      kind: 'return-misuse',
      refs: { orderId: t.orderId },
      text: 'A brick came back.',
      uploads: [uploadId],
      safety: false,
    }),
  );
  const { caseId } = await of.hear(complaintId);
  expect((await of.caseOf(caseId)).refs.returns).toEqual([returnId]);
  await of.answer(caseId);
  expect(await misused()).toBe('0 of 1');
  must(await of.find(caseId));
  expect(await misused()).toBe('1 of 1');
  must(await of.impose(caseId));
  must(await of.judgeAppeal(await of.appeal(t.buyer, caseId), 'reversed'));
  expect(await misused()).toBe('0 of 1');
});
