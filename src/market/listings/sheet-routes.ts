import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { listingId } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { refuse, type Refusal } from '../../kernel/decision.ts';
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
const CSV_BYTES_MAX = 2 * 1024 * 1024;

const readable = changes.extend({ sku, stock: stock.optional() });

type Cells = Readonly<Partial<Record<SheetColumn, string>>>;

interface Line {
  readonly line: number;
  readonly cells: Cells;
}

/** Spreadsheets of half the world write semicolons: what parts the names in the head parts the rest. */
function delimiterOf(csv: string): string {
  const head =
    csv
      .slice(0, 2_000)
      .split(/\r?\n/)
      .find((line) => line.trim() !== '') ?? '';
  const count = (sign: string) => head.split(sign).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** The rows of a table with the line that each ends on; `sku` and nothing unknown in the head. */
function linesOf(csv: string): readonly Line[] | Refusal {
  let records: readonly { record: Cells; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      columns: (head: string[]) =>
        head.map((name) =>
          name
            .trim()
            .toLowerCase()
            .replaceAll(/[\s-]+/g, '_'),
        ),
      delimiter: delimiterOf(csv),
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count_less: true,
      max_record_size: 100_000,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['lines'] ?? 0);
    return refuse('not-a-table', `This is not a table that we can read: ${error.message}`, {
      field: 'csv',
      facts: { line: row },
    });
  }
  if (records.length === 0) return refuse('empty-table', 'There is no row below the head.', { field: 'csv' });
  if (records.length > ROWS_MAX)
    return refuse('too-many-rows', `A table may have ${ROWS_MAX} rows; split it.`, {
      field: 'csv',
      facts: { rowsMax: ROWS_MAX },
    });
  const head = Object.keys(records[0]?.record ?? {});
  const unknown = head.find((name) => !(SHEET_COLUMNS as readonly string[]).includes(name));
  if (unknown !== undefined || !head.includes('sku'))
    return refuse(
      'wrong-head',
      unknown === undefined
        ? 'The first row names the columns, and sku is one of them.'
        : `There is no column ${JSON.stringify(unknown)}; there are ${SHEET_COLUMNS.join(', ')}.`,
      { field: 'csv', facts: { column: unknown ?? 'sku' } },
    );
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

interface Read {
  readonly rows: readonly ImportRow[];
  readonly unreadable: readonly RowReport[];
}

function readLines(lines: readonly Line[], currency: Currency): Read {
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
    const lines = linesOf(body.csv);
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
  response: z.string().describe('text/csv'),
  handle: async (reader) => {
    const own = await allOwnListings(reader, seller(reader.actor));
    return csvResponse(
      own.map((listing) => writeRow(listing)),
      'listings.csv',
    );
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
  response: z.string().describe('text/csv'),
  handle: () => Promise.resolve(csvResponse([EXAMPLE], 'listings-template.csv')),
});

function csvResponse(rows: readonly Readonly<Record<SheetColumn, string>>[], name: string): Response {
  const lines = [SHEET_COLUMNS, ...rows.map((row) => SHEET_COLUMNS.map((column) => row[column]))];
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  // The mark tells spreadsheets that this is UTF-8.
  return new Response(`\uFEFF${text}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}

/** RFC 4180. */
function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function sheetRoutes(): readonly AnyRoute[] {
  return [bring, take, template];
}
