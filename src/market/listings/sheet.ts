import { type Currency, minorDigits } from '../../kernel/money.ts';
import type { Listing, ListingContent, ShippingZone } from './listing.ts';

/** Columns of the table that sellers bring in and take out, in their order. */
export const SHEET_COLUMNS = [
  'sku',
  'title',
  'description',
  'category',
  'price',
  'stock',
  'handling_days',
  'zones',
  'attributes',
  'images',
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];

/** What is wrong in one cell. `column` is absent where it is the row as a whole. */
export interface CellFault {
  readonly column: SheetColumn | null;
  /** Stable name, for pages that speak the seller's language. */
  readonly code: string;
  readonly message: string;
}

/** A row as far as it could be read. What it leaves out stays as it is. */
export interface SheetRow {
  readonly given: Readonly<Record<string, unknown>>;
  readonly faults: readonly CellFault[];
}

/** The column in which a field of a listing stands. */
export function columnOf(field: string): SheetColumn | null {
  const name = field.split('.')[0] === 'handlingDays' ? 'handling_days' : field.split('.')[0];
  return SHEET_COLUMNS.find((column) => column === name) ?? null;
}

/**
 * Reads the cells of one row: numbers, zones and attributes become what the API takes, an empty cell is left out. What
 * the API itself checks, such as the length of a title, is not checked here.
 */
export function readRow(cells: Readonly<Record<string, string | undefined>>, currency: Currency): SheetRow {
  const given: Record<string, unknown> = {};
  const faults: CellFault[] = [];
  const take = (column: SheetColumn, field: string, read: (text: string) => unknown) => {
    const text = cells[column]?.trim() ?? '';
    if (text === '') return;
    const value = read(text);
    if (value instanceof Wrong) faults.push({ column, code: value.code, message: value.message });
    else given[field] = value;
  };
  for (const column of ['sku', 'title', 'description', 'category'] as const) take(column, column, (t) => t);
  take('price', 'price', (text) => priceOf(text, currency));
  take('stock', 'stock', wholeNumber);
  take('handling_days', 'handlingDays', wholeNumber);
  take('zones', 'zones', (text) => zonesOf(text, currency));
  take('attributes', 'attributes', attributesOf);
  take('images', 'images', (text) => text.split(/\s+/));
  return { given, faults };
}

class Wrong {
  readonly code: string;
  readonly message: string;
  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

function wholeNumber(text: string): number | Wrong {
  return /^\d{1,9}$/.test(text) ? Number(text) : new Wrong('not-a-number', 'A whole number such as 12.');
}

function priceOf(text: string, currency: Currency): object | Wrong {
  const amountMinor = minorOf(text, currency);
  return amountMinor instanceof Wrong ? amountMinor : { amountMinor, currency };
}

/** `12`, `12.50` or `12,50`; without thousands separators, since 1.234 means two different things. */
function minorOf(text: string, currency: Currency): number | Wrong {
  const digits = minorDigits(currency);
  const parts = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text);
  if (!parts || (parts[2]?.length ?? 0) > digits)
    return new Wrong('not-a-price', `A price in ${currency} such as ${digits === 0 ? '1250' : '12.50'}.`);
  return Number(`${parts[1]}${(parts[2] ?? '').padEnd(digits, '0')}`);
}

const ZONE_FORM =
  'Zones as name|countries|price|further piece|days, such as Home|DE AT|4.90|1.50|3; more after ;';

function zonesOf(text: string, currency: Currency): readonly ShippingZone[] | Wrong {
  const zones: ShippingZone[] = [];
  for (const part of text.split(';').filter((p) => p.trim() !== '')) {
    const [name = '', countries = '', price = '', extra = '', days = '', ...rest] = part
      .split('|')
      .map((p) => p.trim());
    const priceMinor = minorOf(price, currency);
    const extraItemMinor = minorOf(extra, currency);
    const transitDays = wholeNumber(days);
    if (priceMinor instanceof Wrong || extraItemMinor instanceof Wrong || transitDays instanceof Wrong)
      return new Wrong('not-a-zone', ZONE_FORM);
    if (rest.length > 0) return new Wrong('not-a-zone', ZONE_FORM);
    zones.push({
      name,
      countries: countries.toUpperCase().split(/[\s,]+/),
      priceMinor,
      extraItemMinor,
      transitDays,
    });
  }
  return zones;
}

function attributesOf(text: string): Readonly<Record<string, string>> | Wrong {
  const attributes: Record<string, string> = {};
  for (const part of text.split(';').filter((p) => p.trim() !== '')) {
    const at = part.indexOf('=');
    if (at < 1)
      return new Wrong('not-an-attribute', 'Attributes as name=value, such as wood=oak; more after ;');
    attributes[part.slice(0, at).trim().toLowerCase()] = part.slice(at + 1).trim();
  }
  return attributes;
}

/** The same the other way round: what is written here is read back as it was. */
export function writeRow(
  listing: Pick<Listing, 'stock'> & ListingContent,
): Readonly<Record<SheetColumn, string>> {
  const { price, zones, attributes } = listing;
  const decimal = (minor: number) =>
    (minor / 10 ** minorDigits(price.currency)).toFixed(minorDigits(price.currency));
  return {
    sku: listing.sku ?? '',
    title: listing.title,
    description: listing.description,
    category: listing.category,
    price: decimal(price.amountMinor),
    stock: String(listing.stock),
    handling_days: String(listing.handlingDays),
    zones: zones
      .map((z) =>
        [z.name, z.countries.join(' '), decimal(z.priceMinor), decimal(z.extraItemMinor), z.transitDays].join(
          '|',
        ),
      )
      .join('; '),
    attributes: Object.entries(attributes)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
    images: listing.images.join(' '),
  };
}
