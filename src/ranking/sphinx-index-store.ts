import mysql, { type Pool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import type { IndexedListing } from './listing.ts';
import { countryNumber, keywordOf, numberOf, quoted } from './sphinx-names.ts';
import { IMPACT_FIELDS } from './sphinx-statement.ts';

const CONNECTIONS = 8;
const ROWS_AT_ONCE = 200;
const PORT_DEFAULT = 9306;
/** Without reviews: below every average that may be asked for. */
const NO_AVERAGE = 0;

const FIELDS = Array.from({ length: IMPACT_FIELDS }, (_, i) => `i${i + 1}`);
const COLUMNS = [
  'id',
  ...FIELDS,
  'listing',
  'seller_id',
  'category',
  'seller',
  'family',
  'price',
  'created',
  'quality',
  'trust',
  'average',
  'in_stock',
  'established',
  'reviews',
  'stars',
  'countries',
  'attributes',
].join(', ');

/** What every listing of a seller carries there; the seller's own process knows it first. */
export interface SellerValues {
  readonly trust: number;
  readonly isEstablished: boolean;
}

/** The listings as a Sphinx server keeps them (docs/sphinx.conf), spoken to by the protocol of MySQL. */
export class SphinxIndex {
  private readonly pool: Pool;

  /** `url`: `sphinx://host:port`. */
  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.pool = mysql.createPool({
      host: hostname,
      port: port === '' ? PORT_DEFAULT : Number(port),
      connectionLimit: CONNECTIONS,
      // Numbers of texts have more digits than a number of ours.
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
  }

  async rows<Row>(statement: string): Promise<readonly Row[]> {
    const [rows] = await this.pool.query<(Row & RowDataPacket)[]>(statement);
    return rows;
  }

  /** Each in place of what was known of it. */
  async put(listings: readonly IndexedListing[], of: (seller: PartyId) => SellerValues): Promise<void> {
    for (let from = 0; from < listings.length; from += ROWS_AT_ONCE) {
      const some = listings.slice(from, from + ROWS_AT_ONCE);
      const rows = some.map((listing) => rowOf(listing, of(listing.seller)));
      await this.change(`replace into listing (${COLUMNS}) values ${rows.join(', ')}`);
      const values = [...new Set(some.flatMap((listing) => listing.attributes))];
      if (values.length > 0)
        await this.change(
          `replace into listing_value (id, value) values ${values.map((v) => `(${numberOf(v)}, ${quoted(v)})`).join(', ')}`,
        );
    }
  }

  async remove(ids: readonly ListingId[]): Promise<void> {
    if (ids.length > 0)
      await this.change(`delete from listing where id in (${ids.map(numberOf).join(', ')})`);
  }

  async setTrust(seller: PartyId, trust: number): Promise<void> {
    await this.change(`update listing set trust = ${float(trust)} where seller = ${numberOf(seller)}`);
  }

  async setSeller(seller: PartyId, { trust, isEstablished }: SellerValues): Promise<void> {
    await this.change(
      `update listing set trust = ${float(trust)}, established = ${isEstablished ? 1 : 0} where seller = ${numberOf(seller)}`,
    );
  }

  /** Of attribute values, by their numbers. */
  async valuesOf(numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (numbers.length === 0) return new Map();
    const rows = await this.rows<{ id: string; value: string }>(
      `select id, value from listing_value where id in (${numbers.join(', ')}) limit ${numbers.length}`,
    );
    return new Map(rows.map(({ id, value }) => [id, value]));
  }

  /** Everything goes, as before it is filled anew. */
  async clear(): Promise<void> {
    await this.change('truncate rtindex listing');
    await this.change('truncate rtindex listing_value');
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async change(statement: string): Promise<void> {
    await this.pool.query<ResultSetHeader>(statement);
  }
}

function rowOf(listing: IndexedListing, { trust, isEstablished }: SellerValues): string {
  const { id, seller, category, group, priceMinor, createdAt, reviews, stars, countries, attributes } =
    listing;
  const fields = FIELDS.map((): string[] => []);
  for (const [term, impact] of listing.impacts)
    fields[Math.max(1, Math.round(impact * IMPACT_FIELDS)) - 1]?.push(keywordOf(term));
  return `(${[
    numberOf(id),
    ...fields.map((terms) => quoted(terms.join(' '))),
    quoted(id),
    quoted(seller),
    quoted(category),
    numberOf(seller),
    numberOf(group === null ? id : `${seller}:${group}`),
    priceMinor,
    createdAt,
    float(listing.quality),
    float(trust),
    float(averageOf(reviews, stars)),
    listing.inStock ? 1 : 0,
    isEstablished ? 1 : 0,
    reviews,
    stars,
    `(${countries.map(countryNumber).join(', ')})`,
    `(${attributes.map(numberOf).join(', ')})`,
  ].join(', ')})`;
}

function averageOf(reviews: number, stars: number): number {
  return reviews === 0 ? NO_AVERAGE : stars / reviews;
}

/** Always with a point: an integer compared with a float there loses rows. */
function float(value: number): string {
  return value.toFixed(6);
}
