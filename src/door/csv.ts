import { CsvError, parse } from 'csv-parse/sync';
import { refuse, type Refusal } from '../kernel/decision.ts';

/** Largest table in one request. */
export const CSV_BYTES_MAX = 2 * 1024 * 1024;

export interface CsvLine<Column extends string> {
  /** Line of the file that the row ends on, the head being 1. */
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

/**
 * The rows of a table whose head names its columns, in any order and spelling of case. Refuses `not-a-table`,
 * `empty-table`, `too-many-rows` and `wrong-head`, all at the field `csv`.
 */
export function readCsv<Column extends string>(
  csv: string,
  table: {
    readonly columns: readonly Column[];
    readonly needed: readonly Column[];
    readonly rowsMax: number;
  },
): readonly CsvLine<Column>[] | Refusal {
  const { columns, needed, rowsMax } = table;
  let records: readonly { record: Partial<Record<Column, string>>; info: { lines: number } }[];
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
    return refuse('not-a-table', `This is not a table that we can read: ${error.message}`, {
      field: 'csv',
      facts: { line: Number(error['lines'] ?? 0) },
    });
  }
  if (records.length === 0) return refuse('empty-table', 'There is no row below the head.', { field: 'csv' });
  if (records.length > rowsMax)
    return refuse('too-many-rows', `A table may have ${rowsMax} rows; split it.`, {
      field: 'csv',
      facts: { rowsMax },
    });
  const head = Object.keys(records[0]?.record ?? {});
  const unknown = head.find((name) => !(columns as readonly string[]).includes(name));
  if (unknown !== undefined)
    return refuse(
      'wrong-head',
      `There is no column ${JSON.stringify(unknown)}; there are ${columns.join(', ')}.`,
      { field: 'csv', facts: { column: unknown } },
    );
  const missing = needed.find((name) => !head.includes(name));
  if (missing !== undefined)
    return refuse('wrong-head', `The first row names the columns, and ${missing} is one of them.`, {
      field: 'csv',
      facts: { column: missing },
    });
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
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

/** A table as a file to keep. The mark at its beginning tells spreadsheets that it is UTF-8. */
export function csvResponse<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
  fileName: string,
): Response {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  return new Response(`\uFEFF${text}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
}

/** A spreadsheet would run these as a formula; texts come from strangers. Numbers may begin with a sign. */
const FORMULA = /^[=@\t\r]|^[+-](?![\d.,\s]*$)/;

/** RFC 4180. */
function quoted(text: string): string {
  const cell = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
