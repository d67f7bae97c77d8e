import { z } from 'zod';
import { CSV_BYTES_MAX, type CsvLine, csvResponse, readCsv } from '../../door/csv.ts';
import { listingId } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import type { Currency } from '../../kernel/money.ts';
import {
  importListings,
  type ImportRow,
  priceCurrency,
  type RowReport,
} from '../../processes/import-listings.ts';
import { allOwnListings } from './own-views.ts';
import { changes, present, seller, sku, stock } from './routes.ts';
import { type CellFault, columnOf, readRow, SHEET_COLUMNS, type SheetColumn, writeRow } from './sheet.ts';

/** One request, one transaction: more rows come in several tables. */
const ROWS_MAX = 1_000;

const readable = changes.extend({ sku, stock: stock.optional() });

interface Read {
  readonly rows: readonly ImportRow[];
  readonly unreadable: readonly RowReport[];
}

function readLines(lines: readonly CsvLine<SheetColumn>[], currency: Currency): Read {
  const rows: ImportRow[] = [];
  const unreadable: RowReport[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of lines) {
    const number = cells.sku?.trim() ?? '';
    const { given, faults } = readRow(cells, currency);
    const parsed = readable.safeParse(given);
    const wrong = [...faults, ...(parsed.success ? [] : faultsOf(parsed.error)), ...repeated(seen, number)];
    seen.add(number);
    if (!parsed.success || wrong.length > 0) {
      unreadable.push({ line, sku: number, action: 'refused', listingId: null, faults: wrong });
      continue;
    }
    const { stock: pieces, sku: own, ...said } = parsed.data;
    rows.push({ line, sku: own, changes: present(said), stock: pieces });
  }
  return { rows, unreadable };
}

function faultsOf(error: z.ZodError): readonly CellFault[] {
  return error.issues.map((issue) => {
    const column = columnOf(String(issue.path[0] ?? ''));
    const missing = issue.code === 'invalid_type' && issue.path.length === 1;
    return { column, code: missing ? 'missing' : 'not-accepted', message: issue.message };
  });
}

function repeated(seen: ReadonlySet<string>, number: string): readonly CellFault[] {
  if (number === '' || !seen.has(number)) return [];
  return [{ column: 'sku', code: 'sku-twice', message: 'This number is in the table twice.' }];
}

const fault = z.object({ column: z.enum(SHEET_COLUMNS).nullable(), code: z.string(), message: z.string() });

const bring = write({
  method: 'post',
  path: '/me/listing-sheet',
  summary: 'Bring listings in as a table (CSV), by my own numbers; without `apply` only the report is made',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'listing.change' },
  bodyBytesMax: CSV_BYTES_MAX,
  body: z.strictObject({
    csv: z
      .string()
      .min(1, 'choose a file')
      .refine((t) => t.isWellFormed() && !t.includes('\0'), 'text in UTF-8'),
    apply: z.boolean().default(false),
    /** Rows with mistakes are left out; otherwise one of them keeps everything back. */
    goodOnly: z.boolean().default(false),
  }),
  response: z.object({
    applied: z.boolean(),
    rows: z.array(
      z.object({
        line: z.int(),
        sku: z.string(),
        action: z.enum(['create', 'change', 'none', 'refused']),
        listingId: listingId.nullable(),
        faults: z.array(fault),
      }),
    ),
  }),
  refusals: { 'not-a-table': 422, 'empty-table': 422, 'too-many-rows': 422, 'wrong-head': 422 },
  handle: async (writer, { body }) => {
    const by = seller(writer.actor);
    const lines = readCsv(body.csv, { columns: SHEET_COLUMNS, needed: ['sku'], rowsMax: ROWS_MAX });
    if ('refused' in lines) return lines;
    const { rows, unreadable } = readLines(lines, await priceCurrency(writer, by));
    const planned = await importListings(writer, { seller: by, rows, apply: false });
    const spotless = unreadable.length === 0 && planned.every((r) => r.action !== 'refused');
    const applied = body.apply && (spotless || body.goodOnly);
    const reports = applied ? await importListings(writer, { seller: by, rows, apply: true }) : planned;
    return { applied, rows: [...reports, ...unreadable].toSorted((a, b) => a.line - b.line) };
  },
});

const take = read({
  path: '/me/listing-sheet',
  summary: 'My listings as a table (CSV) that can be brought in again',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  response: { media: ['text/csv'] },
  handle: async (reader) => {
    const own = await allOwnListings(reader, seller(reader.actor));
    return csvResponse(SHEET_COLUMNS, own.map(writeRow), 'listings.csv');
  },
});

/** What a row looks like. */
const EXAMPLE: Readonly<Record<SheetColumn, string>> = {
  sku: 'CHAIR-01',
  title: 'Oak chair, oiled',
  description: 'Solid oak. Seat height 45 cm.',
  category: 'furniture',
  price: '99.00',
  stock: '5',
  handling_days: '2',
  zones: 'Home|DE AT|4.90|1.50|3; Near|FR NL BE|9.90|2.00|6',
  attributes: 'wood=oak; colour=natural',
  images: '',
};

const template = read({
  path: '/me/listing-sheet/template',
  summary: 'An empty table with its head and one row as an example',
  tag: 'listings',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  response: { media: ['text/csv'] },
  handle: () => Promise.resolve(csvResponse(SHEET_COLUMNS, [EXAMPLE], 'listings-template.csv')),
});

export function sheetRoutes(): readonly AnyRoute[] {
  return [bring, take, template];
}
