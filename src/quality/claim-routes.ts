import { z } from 'zod';
import { cursor, id, limit, offsetOf, orderId } from '../door/fields.ts';
import { askerOf, nameBook } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import type { ClaimId } from '../kernel/ids.ts';
import type { CashierCalls } from '../processes/cashier.ts';
import { claimRemedy, remedyGiven } from '../processes/recall-claims.ts';
import type { Claim } from './claim.ts';
import { REMEDIES } from './recall.ts';
import { recallId } from './recall-fields-routes.ts';
import { ownRecall, ownRecalls, recallCard, recallForOwner } from './recall-views.ts';

const claimId: z.ZodType<ClaimId, string> = id('clm');
const params = z.strictObject({ recallId });

const readOwn = read({
  path: '/me/recalls',
  summary: 'Recalls of goods that I bought',
  tag: 'recalls',
  access: { who: ['buyer'], action: 'data.read-own' },
  response: z.object({ recalls: z.array(recallCard) }),
  handle: async (reader) => ({ recalls: await ownRecalls(reader, askerOf(reader.actor)) }),
});

const readOwnOne = read({
  path: '/me/recalls/{recallId}',
  summary: 'A recall with my orders of these goods, and what I chose for each',
  tag: 'recalls',
  access: { who: ['buyer'], action: 'data.read-own' },
  params,
  response: ownRecall,
  handle: async (reader, { params }) =>
    (await recallForOwner(reader, params.recallId, askerOf(reader.actor))) ??
    refuse('not-found', 'There is no such recall.'),
});

function postRemedy(cashier: CashierCalls) {
  return write({
    method: 'post',
    path: '/me/recalls/{recallId}/remedies',
    summary: 'Choose how I am made good for recalled goods of an order; a refund goes out at once',
    tag: 'recalls',
    access: { who: ['buyer'], action: 'conformity.claim' },
    status: 201,
    params,
    body: z.strictObject({ orderId, remedy: z.enum(REMEDIES) }),
    response: z.object({ claimId: z.string(), status: z.string() }),
    refusals: { 'remedy-not-offered': 422 },
    handle: async (writer, { params, body }) => {
      const buyer = askerOf(writer.actor);
      const done = await claimRemedy(writer, { ...params, ...body, buyer, cashier });
      return isRefusal(done) ? done : { claimId: done.claimId, status: done.claim.status };
    },
  });
}

const claimRow = z.object({
  id: z.string(),
  recallId: z.string(),
  orderId: z.string(),
  buyer: z.object({ id: z.string(), name: z.string() }),
  remedy: z.enum(REMEDIES),
  status: z.enum(['open', 'done']),
  chosenAt: z.int(),
  doneBy: z.int().nullable(),
});

const readClaims = read({
  path: '/me/recall-claims',
  summary: 'What owners of recalled goods of mine chose, the most urgent first',
  tag: 'recalls',
  access: { who: ['seller'], team: ['shipping'], action: 'data.read-own' },
  query: z.strictObject({ limit: limit.default(50), cursor: cursor.optional() }),
  response: z.object({ claims: z.array(claimRow), next: z.string().nullable() }),
  handle: async (reader, { query }) => {
    const offset = offsetOf(query.cursor);
    const rows = await reader.db.pool.query<{ id: string; doc: Claim }>(
      `select id, doc from concept_recall_claim where seller = $1
       order by status = 'open' desc, (doc->>'doneBy')::bigint, id limit $2 offset $3`,
      [askerOf(reader.actor), query.limit + 1, offset],
    );
    const shown = rows.rows.slice(0, query.limit);
    const name = await nameBook(
      reader,
      shown.map((r) => r.doc.buyer),
    );
    return {
      claims: shown.map(({ id: claim, doc }) => ({
        id: claim,
        recallId: doc.recallId,
        orderId: doc.orderId,
        buyer: { id: doc.buyer, name: name(doc.buyer) },
        remedy: doc.remedy,
        status: doc.status,
        chosenAt: doc.chosenAt,
        doneBy: doc.status === 'open' ? doc.doneBy : null,
      })),
      next: rows.rows.length > query.limit ? `o${offset + query.limit}` : null,
    };
  },
});

const postGiven = write({
  method: 'post',
  path: '/me/recall-claims/{claimId}/completion',
  summary: 'Say that the repaired or new goods are with their owner',
  tag: 'recalls',
  access: { who: ['seller'], team: ['shipping'], action: 'order.refund' },
  params: z.strictObject({ claimId }),
  body: z.strictObject({}),
  response: z.object({ claimId: z.string(), status: z.string() }),
  handle: async (writer, { params }) => {
    const done = await remedyGiven(writer, { ...params, by: askerOf(writer.actor) });
    return isRefusal(done) ? done : { claimId: done.claimId, status: done.claim.status };
  },
});

export function claimRoutes({ cashier }: { readonly cashier: CashierCalls }): readonly AnyRoute[] {
  return [readOwn, readOwnOne, postRemedy(cashier), readClaims, postGiven];
}
