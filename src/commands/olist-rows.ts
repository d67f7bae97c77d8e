import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';
import { WrongUse } from './command.ts';

/** A row that can't be used: where it is, which field, and what is wrong with it. */
export interface BadRow {
  readonly file: string;
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly field: string;
  readonly why: string;
}

const TIME_ZONE = 'America/Sao_Paulo';

/** Each day between the first order and the last is lived through: a slip of the pen in one year must not make them a million. */
const YEARS = { first: 1995, last: 2100 };

/** Local time of the marketplace, `2018-05-22 10:59:50`; empty where it has not happened. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'a time such as 2018-05-22 10:59:50')
  .refine(
    (text) => Number(text.slice(0, 4)) >= YEARS.first && Number(text.slice(0, 4)) <= YEARS.last,
    `a year from ${YEARS.first} to ${YEARS.last}`,
  )
  .transform((text, context): EpochMs => {
    try {
      return Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' }).toZonedDateTime(
        TIME_ZONE,
      ).epochMilliseconds;
    } catch {
      context.addIssue({ code: 'custom', message: 'no such day or time' });
      return z.NEVER;
    }
  });
const maybeTime = z.union([z.literal('').transform(() => undefined), localTime]);

/** Reais with a decimal point to whole centavos. */
const amount = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'an amount such as 35.90')
  .transform((text) => Math.round(Number(text) * 100));
const key = z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits');

export const FILES = {
  customers: z.object({ customer_id: key, customer_unique_id: key }),
  orders: z.object({
    order_id: key,
    customer_id: key,
    order_status: z.enum([
      'created',
      'approved',
      'invoiced',
      'processing',
      'shipped',
      'delivered',
      'canceled',
      'unavailable',
    ]),
    order_purchase_timestamp: localTime,
    order_approved_at: maybeTime,
    order_delivered_carrier_date: maybeTime,
    order_delivered_customer_date: maybeTime,
    order_estimated_delivery_date: localTime,
  }),
  order_items: z.object({
    order_id: key,
    order_item_id: z.coerce.number().int().min(1).max(100),
    product_id: key,
    seller_id: key,
    shipping_limit_date: localTime,
    price: amount,
    freight_value: amount,
  }),
  order_payments: z.object({ order_id: key, payment_value: amount }),
} as const;

export type FileName = keyof typeof FILES;
export type Row<Name extends FileName> = z.infer<(typeof FILES)[Name]> & { readonly line: number };

/** `name.csv`, or `name.csv.gz` if only that is there. */
function pathOf(dir: string, name: FileName): string {
  for (const path of [
    join(dir, `${name}.csv`),
    join(dir, `${name}.csv.gz`),
    join(dir, `olist_${name}_dataset.csv`),
  ])
    if (existsSync(path)) return path;
  throw new WrongUse(`there is no ${name}.csv or ${name}.csv.gz in ${dir}`);
}

interface CsvRow {
  readonly record: unknown;
  readonly info: { readonly lines: number };
}

/** A file without one of its columns is another file: each of its rows would be left out, and nothing said to be wrong. */
function checkedHead(path: string, name: FileName, head: string[]): string[] {
  for (const column of Object.keys(FILES[name].shape)) {
    const times = head.filter((h) => h === column).length;
    if (times !== 1)
      throw new WrongUse(`${path}, line 1: ${times === 0 ? 'no' : 'more than one'} column ${column}`);
  }
  return head;
}

/** What can't be read to its end says which of the files it is. */
async function* named<T>(path: string, rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${path}: ${(error as Error).message}`);
  }
}

const RECORD_CHARACTERS_MAX = 1_000_000;

/** Reads one file as a stream; rows that do not fit are handed to `bad` and left out. */
export async function readRows<Name extends FileName>(
  dir: string,
  name: Name,
  bad: (row: BadRow) => void,
): Promise<readonly Row<Name>[]> {
  const path = pathOf(dir, name);
  const file = createReadStream(path);
  let isEmpty = true;
  const csv = parse({
    columns: (head: string[]) => {
      isEmpty = false;
      return checkedHead(path, name, head);
    },
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // Far more than any row has: quotes that are never closed make the rest of the file one.
    max_record_size: RECORD_CHARACTERS_MAX,
  });
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // Errors of the file or of the decompression must end the reading, not the process.
  for (const stream of new Set([file, text])) stream.on('error', (error) => csv.destroy(error));
  text.pipe(csv);
  const rows: Row<Name>[] = [];
  for await (const { record, info } of named(path, csv as AsyncIterable<CsvRow>)) {
    const parsed = FILES[name].safeParse(record);
    const line = info.lines;
    if (parsed.success) rows.push({ ...(parsed.data as z.infer<(typeof FILES)[Name]>), line });
    else {
      const [issue] = parsed.error.issues;
      bad({
        file: `${name}.csv`,
        line,
        field: issue?.path.join('.') ?? '',
        why: issue?.message ?? 'not a row',
      });
    }
  }
  if (isEmpty) throw new WrongUse(`${path} is empty`);
  return rows;
}
