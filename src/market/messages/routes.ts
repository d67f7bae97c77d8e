import { z } from 'zod';
import type { Actor } from '../../door/actor.ts';
import { conversationId, cursor, limit, listingId, orderId, paragraphs, partyId } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { assert, refuse } from '../../kernel/decision.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { sendMessage, startConversation } from '../../processes/send-message.ts';
import { answeringOf, conversationFor, conversationsOf } from './views.ts';

/** Of the transport; the rulebook's own limit is lower and says so in its own words. */
const TEXT_MAX = 100_000;
const text = paragraphs(TEXT_MAX);
const sent = z.object({ conversationId, messageId: z.string() });
const who = z.object({ id: partyId, name: z.string() });

const head = z.looseObject({
  conversationId,
  buyer: who,
  seller: who,
  subject: z.looseObject({ kind: z.enum(['shop', 'listing', 'order']) }),
  openedAt: z.int(),
  unansweredSince: z.int().nullable(),
  answerBy: z.int().nullable(),
});

const REFUSALS = {
  'text-missing': 422,
  'text-too-long': 422,
  'too-many-conversations': 429,
  'too-many-messages': 429,
  'needs-order': 422,
} as const;

function me(actor: Actor): PartyId {
  assert(
    actor.kind !== 'anonymous',
    'a route for those who are signed in was reached by somebody who is not',
  );
  return actor.partyId;
}

// Answering is never blocked, asking may be: which of the two it is depends on the conversation, so that the
// workflow asks `permits` for `message.ask` itself.
const start = write({
  method: 'post',
  path: '/conversations',
  summary: 'Ask a seller, before buying or about an order; a seller begins only about an order',
  tag: 'messages',
  access: { who: ['buyer', 'seller'], team: ['messages'], action: 'message.answer', verifiedMail: true },
  status: 201,
  body: z
    .strictObject({
      sellerId: partyId.optional(),
      listingId: listingId.optional(),
      orderId: orderId.optional(),
      text,
    })
    .refine(
      (b) => [b.sellerId, b.listingId, b.orderId].filter((v) => v !== undefined).length === 1,
      'name one of sellerId, listingId and orderId',
    ),
  response: sent,
  refusals: REFUSALS,
  handle: (writer, { body }) => {
    const from = me(writer.actor);
    const { sellerId, listingId: article, orderId: order, text: words } = body;
    if (order !== undefined)
      return startConversation(writer, { from, about: { orderId: order }, text: words });
    if (article !== undefined)
      return startConversation(writer, { from, about: { listingId: article }, text: words });
    assert(sellerId !== undefined, 'the body names one of the three');
    return startConversation(writer, { from, about: { sellerId }, text: words });
  },
});

const send = write({
  method: 'post',
  path: '/conversations/{conversationId}/messages',
  summary: 'Write a further message',
  tag: 'messages',
  access: { who: ['buyer', 'seller'], team: ['messages'], action: 'message.answer', verifiedMail: true },
  status: 201,
  params: z.strictObject({ conversationId }),
  body: z.strictObject({ text }),
  response: sent,
  refusals: REFUSALS,
  handle: (writer, { params, body }) =>
    sendMessage(writer, { from: me(writer.actor), conversationId: params.conversationId, text: body.text }),
});

const list = read({
  path: '/conversations',
  summary: 'My conversations, the newest first',
  tag: 'messages',
  access: { who: ['buyer', 'seller'], team: ['messages'], action: 'data.read-own' },
  query: z.strictObject({
    orderId: orderId.optional(),
    /** `true`: those in which the seller owes an answer, the longest waiting first, as many as fit. */
    unanswered: z.literal('true').optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({ conversations: z.array(head), next: z.string().nullable() }),
  handle: (reader, { query }) =>
    conversationsOf(reader, me(reader.actor), {
      orderId: query.orderId,
      unanswered: query.unanswered === 'true',
      before: query.cursor,
      limit: query.limit,
    }),
});

const one = read({
  path: '/conversations/{conversationId}',
  summary: 'A conversation, for its two sides and for staff with a complaint or case about it',
  tag: 'messages',
  access: {
    who: ['buyer', 'seller', 'representative', 'investigator', 'reviewer', 'head'],
    team: ['messages'],
    action: 'data.read-own',
  },
  params: z.strictObject({ conversationId }),
  response: head.extend({
    messages: z.array(
      z.object({
        messageId: z.string(),
        from: z.enum(['buyer', 'seller']),
        at: z.int(),
        text: z.string().nullable(),
      }),
    ),
  }),
  handle: async (reader, { params }) =>
    (await conversationFor(reader, params.conversationId)) ??
    refuse('not-found', 'There is no such conversation.'),
});

const answering = read({
  path: '/sellers/{sellerId}/answering',
  summary: 'How often a seller answers questions in time; no share while there were too few',
  tag: 'messages',
  access: { who: ['anyone'] },
  params: z.strictObject({ sellerId: partyId }),
  response: z.object({ withinHours: z.int(), share: z.number().nullable(), questions: z.int() }),
  handle: async (reader, { params }) =>
    (await answeringOf(reader, params.sellerId)) ?? refuse('not-found', 'There is no such seller.'),
});

export function messageRoutes(): readonly AnyRoute[] {
  return [start, send, list, one, answering];
}
