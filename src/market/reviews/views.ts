import type { Reader } from '../../door/route.ts';
import type { ListingId, PartyId, ReviewId } from '../../kernel/ids.ts';
import { permits } from '../../standing/permits.ts';
import type { Review } from './review.ts';

interface Row {
  readonly id: ReviewId;
  readonly doc: Review;
}

interface Page {
  readonly before?: string | undefined;
  readonly limit: number;
}

/**
 * Reviews of a listing or a seller, the newest first, with their average and how the ratings are spread. Who wrote
 * one is not told: that it was bought is what counts.
 */
export async function reviewsOf(
  reader: Reader,
  of: 'listing' | 'seller',
  id: ListingId | PartyId,
  page: Page,
) {
  const rows = await reader.db.pool.query<Row>(
    `select id, doc from concept_review where ${of} = $1 and ($2::text is null or id < $2) order by id desc limit $3`,
    [id, page.before ?? null, page.limit],
  );
  const spread = await reader.db.pool.query<{ rating: number; count: number }>(
    `select (doc->>'rating')::int as rating, count(*)::int as count from concept_review where ${of} = $1 group by 1`,
    [id],
  );
  const revealed = await reader.reveal(
    rows.rows.flatMap(({ doc }) => [doc.text, doc.answer?.text].flatMap((t) => t ?? [])),
  );
  const count = spread.rows.reduce((sum, r) => sum + r.count, 0);
  const total = spread.rows.reduce((sum, r) => sum + r.rating * r.count, 0);
  return {
    rating: count === 0 ? null : { count, average: Math.round((total / count) * 100) / 100 },
    spread: [1, 2, 3, 4, 5].map((stars) => spread.rows.find((r) => r.rating === stars)?.count ?? 0),
    reviews: rows.rows.map((row) => reviewView(row, revealed)),
    next: rows.rows.length < page.limit ? null : (rows.rows.at(-1)?.id ?? null),
  };
}

/** A text whose writer was erased is `null`; its rating stays. */
function reviewView({ id, doc }: Row, revealed: ReadonlyMap<string, string>) {
  return {
    reviewId: id,
    rating: doc.rating,
    text: doc.text === null ? null : (revealed.get(doc.text) ?? null),
    postedAt: doc.postedAt,
    changedAt: doc.changedAt,
    answer: doc.answer && { text: revealed.get(doc.answer.text) ?? null, at: doc.answer.at },
  };
}

/** The seller of a listing that may be shown; nothing of a hidden listing is read, its reviews neither. */
export async function isListingShown(reader: Reader, listingId: ListingId): Promise<boolean> {
  const rows = await reader.db.pool.query<{ seller: PartyId }>(
    `select seller from concept_listing where id = $1 and status = 'live'`,
    [listingId],
  );
  const seller = rows.rows[0]?.seller;
  if (!seller) return false;
  const standing = (await reader.standings([seller])).get(seller);
  return permits(standing, 'listing.show', reader.now, { listingId }).allowed;
}

export async function isSellerShown(reader: Reader, seller: PartyId): Promise<boolean> {
  const standing = (await reader.standings([seller])).get(seller);
  return standing?.kind === 'seller' && permits(standing, 'listing.show', reader.now).allowed;
}

/** What I wrote, or what was written about me, with the order it belongs to. */
export async function myReviews(reader: Reader, party: PartyId, side: 'buyer' | 'seller', page: Page) {
  const rows = await reader.db.pool.query<Row>(
    `select id, doc from concept_review where ${side} = $1 and ($2::text is null or id < $2) order by id desc limit $3`,
    [party, page.before ?? null, page.limit],
  );
  const revealed = await reader.reveal(
    rows.rows.flatMap(({ doc }) => [doc.text, doc.answer?.text].flatMap((t) => t ?? [])),
  );
  return {
    reviews: rows.rows.map((row) => ({
      ...reviewView(row, revealed),
      orderId: row.doc.orderId,
      line: row.doc.line,
      listingId: row.doc.listingId,
    })),
    next: rows.rows.length < page.limit ? null : (rows.rows.at(-1)?.id ?? null),
  };
}
