/** The customer beside the conversation: what somebody who answers has to know, and no more. */
import { z } from 'zod';
import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId, TicketId } from '../../kernel/ids.ts';
import type { Return } from '../returns/return.ts';
import type { Complaint } from '../../complaints/complaint.ts';
import type { Order } from '../../market/orders/order.ts';
import type { Party } from '../../market/parties/party.ts';
import { standingWord } from '../../standing/standing.ts';
import { storedTicket, type StoredTicket } from './views.ts';

export const customerView = z.object({
  party: z.object({ id: z.string(), name: z.string() }),
  kind: z.enum(['buyer', 'seller', 'staff']),
  country: z.string(),
  language: z.string(),
  since: z.int(),
  /** `good`, or the measure that weighs most. */
  standing: z.string(),
  orders: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      placedAt: z.int(),
      seller: z.object({ id: z.string(), name: z.string() }),
      goods: z.array(z.string()),
      /** The one that the ticket is about. */
      asked: z.boolean(),
    }),
  ),
  returns: z.array(
    z.object({
      returnId: z.string(),
      orderId: z.string(),
      status: z.string(),
      closedWhy: z.string().nullable(),
      reason: z.string(),
      wanted: z.string(),
      requestedAt: z.int(),
      /** Opened from this question, or about the order that it names. */
      asked: z.boolean(),
    }),
  ),
  complaints: z.array(z.object({ id: z.string(), title: z.string(), status: z.string(), filedAt: z.int() })),
  tickets: z.array(
    z.object({ ticketId: z.string(), title: z.string(), status: z.string(), openedAt: z.int() }),
  ),
});
type CustomerView = z.infer<typeof customerView>;

const SHOWN = 5;

/** `undefined` for a mail whose sender has not shown which account is theirs. */
export async function customerOf(reader: Reader, ticketId: TicketId): Promise<CustomerView | undefined> {
  const ticket = await storedTicket(reader, ticketId);
  const requester = ticket?.doc.requester;
  if (!ticket || !requester) return undefined;
  const account = await reader.db.pool.query<{ doc: Party }>('select doc from concept_party where id = $1', [
    requester,
  ]);
  const party = account.rows[0]?.doc;
  if (!party) return undefined;
  const [orders, returns, complaints, tickets, standings] = await Promise.all([
    ordersOf(reader, requester, ticket.doc.refs.orderId),
    returnsOf(reader, requester, ticket),
    complaintsOf(reader, requester),
    ticketsOf(reader, requester, ticketId),
    reader.standings([requester]),
  ]);
  const name = await nameBook(reader, [requester]);
  const standing = standings.get(requester);
  return {
    party: { id: requester, name: name(requester) },
    kind: party.kind,
    country: party.country,
    language: party.language,
    since: party.registeredAt,
    standing: standing ? standingWord(standing) : 'unknown',
    orders,
    returns,
    complaints,
    tickets,
  };
}

/** The latest, the one that was asked about always among them. */
async function ordersOf(
  reader: Reader,
  party: PartyId,
  asked: string | undefined,
): Promise<CustomerView['orders']> {
  const found = await reader.db.pool.query<{ id: string; doc: Order }>(
    `(select id, doc from concept_order where buyer = $1 order by id desc limit ${SHOWN})
     union all
     (select id, doc from concept_order where id = $2)`,
    [party, asked ?? null],
  );
  const rows = [...new Map(found.rows.map((row) => [row.id, row.doc]))];
  const name = await nameBook(
    reader,
    rows.map(([, doc]) => doc.seller),
  );
  return rows
    .map(([id, doc]) => ({
      id,
      status: doc.status,
      placedAt: doc.placedAt,
      seller: { id: doc.seller, name: name(doc.seller) },
      goods: doc.lines.map((line) => line.title ?? line.listingId),
      asked: id === asked,
    }))
    .sort((a, b) => Number(b.asked) - Number(a.asked) || b.placedAt - a.placedAt);
}

/** The latest; those that the question is about always among them. */
async function returnsOf(
  reader: Reader,
  party: PartyId,
  { id, doc: { refs } }: StoredTicket,
): Promise<CustomerView['returns']> {
  const found = await reader.db.pool.query<{ id: string; doc: Return; asked: boolean }>(
    `select id, doc, coalesce(doc->>'ticketId' = $2 or order_id = $3, false) as asked from concept_return_request
     where buyer = $1 order by asked desc, id desc limit ${SHOWN}`,
    [party, id, refs.orderId ?? null],
  );
  return found.rows.map(({ id: returnId, doc, asked }) => ({
    returnId,
    orderId: doc.orderId,
    status: doc.stage.status,
    closedWhy: doc.stage.status === 'closed' ? doc.stage.why : null,
    reason: doc.reason,
    wanted: doc.wanted,
    requestedAt: doc.requestedAt,
    asked,
  }));
}

async function complaintsOf(reader: Reader, party: PartyId): Promise<CustomerView['complaints']> {
  const found = await reader.db.pool.query<{ id: string; doc: Complaint }>(
    `select id, doc from concept_complaint where complainant = $1 order by id desc limit ${SHOWN}`,
    [party],
  );
  return found.rows.map(({ id, doc }) => ({
    id,
    title: reader.wording.complaints.kinds[doc.kind]?.title ?? doc.kind,
    status: doc.status,
    filedAt: doc.filedAt,
  }));
}

async function ticketsOf(reader: Reader, party: PartyId, not: TicketId): Promise<CustomerView['tickets']> {
  const found = await reader.db.pool.query<StoredTicket>(
    `select id, doc from concept_ticket where requester = $1 and id <> $2 order by opened_at desc, id desc limit ${SHOWN}`,
    [party, not],
  );
  return found.rows.map(({ id, doc }) => ({
    ticketId: id,
    title: reader.wording.desk.kinds[doc.kind]?.title ?? doc.kind,
    status: doc.status,
    openedAt: doc.openedAt,
  }));
}
