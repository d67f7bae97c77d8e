import type { Reader } from '../../door/route.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import { permits } from '../../standing/permits.ts';
import type { Standing } from '../../standing/standing.ts';
import type { Listing } from '../listings/listing.ts';
import type { Cart, CartLine } from './cart.ts';

/** Why a line can't be bought as it stands, for the buyer: a stopped seller's reasons are not everybody's business. */
export interface LineProblem {
  readonly code: 'recalled' | 'not-sold-now' | 'no-longer-offered' | 'sold-out' | 'fewer-left';
  readonly message: string;
}

export interface CartLineView {
  readonly listingId: ListingId;
  readonly quantity: number;
  readonly addedAt: number;
  readonly title: string | null;
  readonly image: string | null;
  readonly category: string | null;
  readonly price: Listing['price'] | null;
  readonly lineMinor: number | null;
  readonly available: number;
  readonly seller: { readonly id: PartyId; readonly name: string } | null;
  readonly problem: LineProblem | null;
}

/** The cart with what can be bought of it right now. Totals are goods without shipping, one a currency. */
export async function cartView(reader: Reader, buyer: PartyId) {
  const { pool } = reader.db;
  const found = await pool.query<{ doc: Cart }>('select doc from concept_cart where id = $1', [buyer]);
  const cart = found.rows[0]?.doc ?? { lines: [] };
  const rows = await pool.query<{ id: ListingId; doc: Listing; shop: string | null }>(
    `select l.id, l.doc, p.doc->'name'->>'shop' as shop
     from concept_listing l left join concept_party p on p.id = l.seller where l.id = any($1)`,
    [cart.lines.map((l) => l.listingId)],
  );
  const listings = new Map(rows.rows.map((r) => [r.id, r]));
  const standings = await reader.standings([...new Set(rows.rows.map((r) => r.doc.seller))]);
  const lines = cart.lines.map((line): CartLineView => {
    const row = listings.get(line.listingId);
    if (!row) return unknownLine(line);
    const { doc, shop } = row;
    return {
      ...line,
      title: doc.title,
      image: doc.images[0] ?? null,
      category: doc.category,
      price: doc.price,
      lineMinor: doc.price.amountMinor * line.quantity,
      available: doc.stock,
      seller: { id: doc.seller, name: shop ?? '' },
      problem: problemOf(line, doc, standings.get(doc.seller), reader.now),
    };
  });
  return { lines, totals: totalsOf(lines), ready: lines.length > 0 && lines.every((l) => !l.problem) };
}

function unknownLine(line: CartLine): CartLineView {
  const problem = {
    code: 'no-longer-offered',
    message: 'This article is no longer on offer; remove it to go on.',
  } as const;
  return {
    ...line,
    title: null,
    image: null,
    category: null,
    price: null,
    lineMinor: null,
    available: 0,
    seller: null,
    problem,
  };
}

function problemOf(
  { listingId, quantity }: CartLine,
  { title, status, stock }: Listing,
  standing: Standing | undefined,
  now: number,
): LineProblem | null {
  if (status !== 'live')
    return { code: 'no-longer-offered', message: `“${title}” is no longer on offer; remove it to go on.` };
  const stop = (['sell', 'listing.show'] as const)
    .map((action) => permits(standing, action, now, { listingId }))
    .find((permit) => !permit.allowed);
  // Why a seller is stopped is not everybody's business; that goods are dangerous is.
  if (stop?.because === 'recall')
    return { code: 'recalled', message: `“${title}” is recalled for safety; remove it to go on.` };
  if (stop)
    return { code: 'not-sold-now', message: `“${title}” can't be bought right now; remove it to go on.` };
  if (stock === 0) return { code: 'sold-out', message: `“${title}” is sold out; remove it to go on.` };
  return stock < quantity ? { code: 'fewer-left', message: `Only ${stock} of “${title}” are left.` } : null;
}

function totalsOf(lines: readonly CartLineView[]) {
  const totals = new Map<Currency, number>();
  for (const { price, lineMinor, problem } of lines)
    if (price && !problem) totals.set(price.currency, (totals.get(price.currency) ?? 0) + (lineMinor ?? 0));
  return [...totals].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
