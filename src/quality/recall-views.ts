import { z } from 'zod';
import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { KnownReturn } from '../aftersales/returns/quantities.ts';
import type { Return } from '../aftersales/returns/return.ts';
import type { ListingId, OrderId, PartyId, RecallId, ReturnId } from '../kernel/ids.ts';
import type { Order } from '../market/orders/order.ts';
import { paidFor, recalledArticles, recalledPieces } from '../processes/recalled-pieces.ts';
import { type Claim, covers } from './claim.ts';
import { HAZARDS, INSTRUCTIONS, type Recall, REMEDIES } from './recall.ts';

/** What everybody may read: the official notice. */
export const recallCard = z.object({
  id: z.string(),
  product: z.string(),
  identification: z.string(),
  risk: z.string(),
  hazard: z.enum(HAZARDS),
  instructions: z.array(z.enum(INSTRUCTIONS)),
  remedies: z.array(z.enum(REMEDIES)),
  contact: z.string(),
  pictureOf: z.string(),
  openedAt: z.int(),
  closed: z.boolean(),
});

const party = z.object({ id: z.string(), name: z.string() });

/** For staff, with how far it is. */
export const recallRow = recallCard.extend({
  source: z.string(),
  listings: z.int(),
  sellers: z.array(party),
  owners: z.int().nullable(),
  orders: z.int().nullable(),
  /** Lists of owners: made, and told. */
  lists: z.object({ made: z.int(), told: z.int() }),
  tellBy: z.int(),
  listedAt: z.int().nullable(),
  toldAt: z.int().nullable(),
  late: z.boolean(),
  claims: z.record(z.enum(REMEDIES), z.object({ open: z.int(), done: z.int() })),
});
export type RecallRow = z.infer<typeof recallRow>;

export const recallPage = recallRow.extend({
  goods: z.array(z.object({ listingId: z.string(), title: z.string(), seller: party })),
  openedBy: z.string(),
  closedWhy: z.string().nullable(),
});

/** What an owner may choose for one order. */
export const ownRecall = recallCard.extend({
  orders: z.array(
    z.object({
      orderId: z.string(),
      titles: z.array(z.string()),
      amountMinor: z.int(),
      currency: z.string(),
      claim: z
        .object({
          remedy: z.enum(REMEDIES),
          status: z.enum(['open', 'done']),
          why: z.string().nullable(),
          chosenAt: z.int(),
          doneBy: z.int().nullable(),
        })
        .nullable(),
    }),
  ),
});

interface Stored<Doc = Recall> {
  readonly id: string;
  readonly doc: Doc;
}

function cardOf({ id, doc }: Stored): z.infer<typeof recallCard> {
  const { product, identification, risk, hazard, instructions, remedies, contact, pictureOf, openedAt } = doc;
  return {
    id,
    product,
    identification,
    risk,
    hazard,
    instructions: [...instructions],
    remedies: [...remedies],
    contact,
    pictureOf,
    openedAt,
    closed: doc.status === 'closed',
  };
}

async function stored(
  { db }: Reader,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly Stored[]> {
  const found = await db.pool.query<Stored>(
    `select id, doc from concept_recall order by status = 'open' desc, opened_at desc, id limit $1 offset $2`,
    [page.limit + 1, page.offset],
  );
  return found.rows;
}

type Page = { readonly limit: number; readonly offset: number };
const nextOf = (rows: readonly unknown[], { limit, offset }: Page) =>
  rows.length > limit ? `o${offset + limit}` : null;

export async function publicRecalls(reader: Reader, page: Page) {
  const rows = await stored(reader, page);
  return { recalls: rows.slice(0, page.limit).map(cardOf), next: nextOf(rows, page) };
}

async function load({ db }: Reader, id: RecallId): Promise<Stored | undefined> {
  return (await db.pool.query<Stored>('select id, doc from concept_recall where id = $1', [id])).rows[0];
}

export async function publicRecall(reader: Reader, id: RecallId) {
  const row = await load(reader, id);
  return row && cardOf(row);
}

async function claimsOf({ db }: Reader, ids: readonly string[]) {
  const rows = await db.pool.query<{ recall: string; remedy: string; status: 'open' | 'done'; n: number }>(
    `select recall, remedy, status, count(*)::int as n from concept_recall_claim where recall = any($1) group by 1, 2, 3`,
    [ids],
  );
  return (id: string): RecallRow['claims'] => {
    const count = (remedy: string, status: string) =>
      rows.rows.find((r) => r.recall === id && r.remedy === remedy && r.status === status)?.n ?? 0;
    const of = (remedy: string) => ({ open: count(remedy, 'open'), done: count(remedy, 'done') });
    return { repair: of('repair'), replacement: of('replacement'), refund: of('refund') };
  };
}

function rowOf(
  row: Stored,
  name: (id: string) => string,
  claims: (id: string) => RecallRow['claims'],
): RecallRow {
  const { source, listings, sellers, owners, lists, tellBy, toldAt, lateSince } = row.doc;
  return {
    ...cardOf(row),
    source: source.kind,
    listings: listings.length,
    sellers: sellers.map((id) => ({ id, name: name(id) })),
    owners: owners?.parties ?? null,
    orders: owners?.orders ?? null,
    lists: { ...lists },
    tellBy,
    listedAt: owners?.listedAt ?? null,
    toldAt,
    late: lateSince !== null,
    claims: claims(row.id),
  };
}

export async function recallList(reader: Reader, page: Page) {
  const rows = await stored(reader, page);
  const shown = rows.slice(0, page.limit);
  const name = await nameBook(
    reader,
    shown.flatMap((r) => r.doc.sellers),
  );
  const claims = await claimsOf(
    reader,
    shown.map((r) => r.id),
  );
  return { recalls: shown.map((r) => rowOf(r, name, claims)), next: nextOf(rows, page) };
}

export async function staffRecall(
  reader: Reader,
  id: RecallId,
): Promise<z.infer<typeof recallPage> | undefined> {
  const row = await load(reader, id);
  if (!row) return undefined;
  const { doc } = row;
  const goods = await reader.db.pool.query<{ id: string; title: string; seller: string }>(
    `select id, doc->>'title' as title, seller from concept_listing where id = any($1) order by seller, id`,
    [doc.listings],
  );
  const name = await nameBook(reader, [...doc.sellers, doc.openedBy]);
  return {
    ...rowOf(row, name, await claimsOf(reader, [id])),
    goods: goods.rows.map((g) => ({
      listingId: g.id,
      title: g.title,
      seller: { id: g.seller, name: name(g.seller) },
    })),
    openedBy: name(doc.openedBy),
    closedWhy: doc.status === 'closed' ? doc.why : null,
  };
}

/** An owner's own orders with recalled goods; empty for whoever has none. */
export async function recallForOwner(
  reader: Reader,
  id: RecallId,
  buyer: PartyId,
): Promise<z.infer<typeof ownRecall> | undefined> {
  const row = await load(reader, id);
  if (!row) return undefined;
  const orders = await reader.db.pool.query<Stored<Order>>(
    `select id, doc from concept_order where buyer = $1 and seller = any($2) order by id`,
    [buyer, row.doc.sellers],
  );
  const ids = orders.rows.map((o) => o.id);
  const [claims, exchanges] = await Promise.all([
    reader.db.pool.query<{ doc: Claim }>(
      'select doc from concept_recall_claim where recall = $1 and buyer = $2 order by id',
      [id, buyer],
    ),
    reader.db.pool.query<Stored<Return>>(
      'select id, doc from concept_return_request where order_id = any($1)',
      [ids],
    ),
  ]);
  return {
    ...cardOf(row),
    orders: orders.rows.flatMap(({ id: orderId, doc: order }) => {
      const known = exchanges.rows.filter((r) => r.doc.orderId === orderId);
      return choicesOf(row.doc, orderId as OrderId, order, {
        known: known.map((r) => ({ id: r.id as ReturnId, state: r.doc })),
        made: claims.rows.map(({ doc }) => doc).filter((c) => c.orderId === orderId),
      });
    }),
  };
}

/** Of one order: what was chosen already, and what can be chosen for the rest. */
function choicesOf(
  recall: Recall,
  orderId: OrderId,
  order: Order,
  { known, made }: { readonly known: readonly KnownReturn[]; readonly made: readonly Claim[] },
): z.infer<typeof ownRecall>['orders'] {
  if (order.checkout === undefined) return [];
  const articles = recalledArticles(order, recall.listings, known);
  const about = (listings: readonly ListingId[], claim: Claim | undefined) => ({
    orderId,
    titles: listings.map((id) => order.lines.find((l) => l.listingId === id)?.title ?? recall.product),
    amountMinor: paidFor(recalledPieces(orderId, order, listings, known)).reduce(
      (sum, p) => sum + p.amountMinor,
      0,
    ),
    currency: order.currency,
    claim: claimOf(claim),
  });
  const chosen = made.map((claim) =>
    about(
      articles.filter((id) => covers(claim, id)),
      claim,
    ),
  );
  const left = articles.filter((id) => !made.some((claim) => covers(claim, id)));
  const open = about(left, undefined);
  return open.amountMinor > 0 ? [...chosen, open] : chosen;
}

function claimOf(claim: Claim | undefined) {
  if (!claim) return null;
  const { remedy, status, chosenAt } = claim;
  const [why, doneBy] = claim.status === 'done' ? [claim.why, null] : [null, claim.doneBy];
  return { remedy, status, why, chosenAt, doneBy };
}

/** Recalls that somebody owns goods of. */
export async function ownRecalls(reader: Reader, buyer: PartyId) {
  const rows = await reader.db.pool.query<Stored>(
    `select r.id, r.doc from concept_recall r where exists (
       select from concept_order o cross join jsonb_array_elements(o.doc->'lines') l(line)
       where o.buyer = $1 and o.status <> 'cancelled' and (o.checkout is null or o.status <> 'placed')
         and o.doc->'exchangeOf' is null and o.seller = any(r.sellers) and l.line->>'listingId' = any(r.listings))
       or exists (select from concept_return_request e where e.buyer = $1 and e.doc->'swap'->>'listingId' = any(r.listings)
         and e.doc->'parcels' @> '[{"way":"out"}]' and (e.status <> 'closed' or e.doc->'stage'->>'why' = 'replaced'))
     order by r.opened_at desc limit 100`,
    [buyer],
  );
  return rows.rows.map(cardOf);
}
