import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import type { Actor } from '../door/actor.ts';
import type { PartyId } from '../kernel/ids.ts';
import { openDatabase } from '../platform/database.ts';
import { openMarket } from '../runtime.ts';
import { backtestCommand } from './backtest.ts';
import { type Console, EXIT, WrongUse } from './command.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { staffCommand } from './staff.ts';
import { verifyLogCommand } from './verify-log.ts';

const folder = (name: string) => mkdtempSync(join(tmpdir(), `cacashop-${name}-`));
const dir = folder('olist');
const data = folder('imported');
const exported = join(dir, 'export.jsonl');
let database: FreshDatabase;
let said: string[] = [];
const console: Console = { progress: () => undefined, line: (text) => said.push(text) };

const hex = (letter: string, n: number) => letter + n.toString(16).padStart(31, '0');
const [LATE, FAIR] = [hex('a', 1), hex('a', 2)];
const ORDERS = 14;

/**
 * Twelve orders of one seller that left five days late, one of a fair seller, one that nobody can have sent; `better`
 * more of the late seller that left in time, two weeks after the others.
 */
function writeShop(to: string, better = 0): void {
  const numbers = Array.from({ length: ORDERS + better }, (_, n) => n);
  const sellerOf = (n: number) => (n === 12 || n === 13 ? FAIR : LATE);
  const sentOn = (n: number) => (n < 12 ? '12' : n === 12 ? '04' : n === 13 ? '01' : '30');
  const boughtOn = (n: number) => (n < ORDERS ? '02' : '28');
  const rows = (head: string, row: (n: number) => string) => `${[head, ...numbers.map(row)].join('\n')}\n`;
  const customers = rows('customer_id,customer_unique_id', (n) => `${hex('c', n)},${hex('d', n)}`);
  const orders = rows(
    'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
    (n) =>
      `${hex('e', n)},${hex('c', n)},shipped,2017-10-${boughtOn(n)} 10:00:00,2017-10-${boughtOn(n)} 10:05:00,2017-10-${sentOn(n)} 10:00:00,,2017-11-30 00:00:00`,
  );
  const items = rows(
    'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
    (n) =>
      `${hex('e', n)},1,${hex('f', n)},${sellerOf(n)},${n < ORDERS ? '2017-10-06' : '2017-11-01'} 10:00:00,${n === 3 ? 'cheap' : '35.90'},15.2`,
  );
  const payments = rows('order_id,payment_value', (n) => `${hex('e', n)},51.10`);
  writeFileSync(join(to, 'customers.csv'), customers);
  writeFileSync(join(to, 'orders.csv.gz'), gzipSync(`${orders}${orders.split('\n')[1]}\n`));
  writeFileSync(join(to, 'order_items.csv'), items);
  writeFileSync(join(to, 'order_payments.csv.gz'), gzipSync(payments));
}

const run = async () => {
  said = [];
  return (await importCommand.run(['--format', 'olist', dir, '--data', data], console)).json;
};

beforeAll(async () => {
  writeShop(dir);
  database = await freshDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('BASE_URL', 'https://shop.example');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
});

describe('cacashop import', () => {
  const judged = {
    orders: 14,
    items: 13,
    sellers: 2,
    badRows: 3,
    standings: { good: 1, warned: 1 },
    proposed: {},
    tooLittleData: 1,
  };

  test('takes the orders of another shop as facts, judges each day, and names the rows it can not use', async () => {
    expect(await run()).toMatchObject({ ...judged, taken: { orders: 12, items: 12, duplicates: 0 } });
    expect(said).toEqual([
      expect.stringMatching(/^order_items.csv, line 5, price: an amount/),
      expect.stringMatching(/^orders.csv, line 15, order_delivered_carrier_date: handed over before/),
      expect.stringMatching(/^orders.csv, line 16, order_id: this order was in an earlier row/),
    ]);
  });

  test('changes nothing the second time', async () => {
    const entries = await count('log_entry');
    expect(await run()).toMatchObject({ ...judged, taken: { facts: 0 } });
    expect(await count('log_entry')).toBe(entries);
  });

  test('judges what an import that was cut off has recorded', async () => {
    await query(`delete from setting where name = 'judged:olist'`);
    expect(await run()).toMatchObject({ ...judged, taken: { facts: 0 } });
  });

  test.each([
    [[]],
    [['--format', 'csv', dir]],
    [['--format', 'olist']],
    [['--format', 'olist', '/no/such/folder']],
  ])('refuses %j', async (args) => {
    await expect(importCommand.run(args, console)).rejects.toBeInstanceOf(WrongUse);
  });

  const whole = 'customer_id,customer_unique_id\n';
  test.each<readonly [string, string | Buffer | undefined, RegExp]>([
    ['is empty', '', /customers\.csv is empty/],
    ['lacks a column', 'customer_id\n1\n', /customers\.csv, line 1: no column customer_unique_id/],
    ['parts its columns otherwise', whole.replace(',', ';'), /line 1: no column customer_id/],
    ['has a column twice', `customer_id,${whole}`, /line 1: more than one column customer_id/],
    ['ends inside quotes', `${whole}"a,b\n`, /customers\.csv: Quote Not Closed/],
    ['is cut off', gzipSync(whole.repeat(50)).subarray(0, 40), /customers\.csv\.gz: unexpected end of file/],
    ['is not compressed', Buffer.from(whole), /customers\.csv\.gz: incorrect header check/],
    ['is a folder', undefined, /customers\.csv: EISDIR/],
  ])('names the file that %s', async (_, content, why) => {
    const bad = folder('olist-bad');
    cpSync(dir, bad, { recursive: true });
    const file = join(bad, 'customers.csv');
    rmSync(file);
    if (content === undefined) mkdirSync(file);
    else writeFileSync(typeof content === 'string' ? file : `${file}.gz`, content);
    const refused = importCommand.run(['--format', 'olist', bad, '--data', data], console);
    await expect(refused).rejects.toMatchObject({ name: 'WrongUse', message: expect.stringMatching(why) });
  });
});

describe('a seller of imported history that was warned', () => {
  const mine = folder('warned');
  let own: FreshDatabase;

  beforeAll(async () => {
    own = await freshDatabase();
  });
  afterAll(() => own.drop());

  test('has put it right, or not, by the orders of those days', async () => {
    vi.stubEnv('DATABASE_URL', own.url);
    const shop = folder('better');
    writeShop(shop, 12);
    try {
      const args = ['--format', 'olist', shop, '--data', mine];
      const progress = (text: string) => {
        if (text.startsWith('judged 20 of')) throw new Error('cut off');
      };
      // While the seller has time: the next one takes up where it was left.
      await expect(importCommand.run(args, { ...console, progress })).rejects.toThrow('cut off');
      expect(await query(`select 1 from concept_rectification where status = 'open'`, own.url)).toHaveLength(
        1,
      );
      const { json } = await importCommand.run(args, console);
      const [plan] = await query<object>(`select doc from concept_rectification`, own.url);
      expect(plan).toMatchObject({
        doc: {
          status: 'concluded',
          outcome: 'met',
          results: [{ targets: [{ metric: 'late-shipment', volume: 12, rate: 0 }] }],
        },
      });
      expect(json).toMatchObject({ proposed: {} });
      expect(await query(`select 1 from concept_case_file`, own.url)).toHaveLength(1);
    } finally {
      vi.stubEnv('DATABASE_URL', database.url);
    }
  });
});

describe('what was imported', () => {
  test('is looked at by the first of the staff, whom the command line invites', async () => {
    const args = ['--mail', 'ana@shop.example', '--data', data];
    const { json } = await staffCommand.run(args, console);
    const { link } = json as { link: string };
    expect(link).toMatch(/^https:\/\/shop\.example\/staff\/join\?invitation=pty_/);
    let actor: Actor = { kind: 'anonymous', login: { userId: 'u1', email: 'ana@shop.example' } };
    const market = await openMarket({
      databaseUrl: database.url,
      dataDir: data,
      baseUrl: 'http://localhost',
      log: () => undefined,
      authenticate: async () => actor,
    });
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'key-of-the-test' };
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      return (await market.app.request(`http://localhost/api/v1${path}`, init)).json();
    };
    try {
      const invitation = new URL(link).searchParams.get('invitation');
      const joined = await ask('POST', '/staff/acceptance', { invitation });
      expect(joined).toMatchObject({ roles: ['head'] });
      actor = { kind: 'staff', partyId: joined.partyId as PartyId, roles: ['head'] };
      const { rows } = await ask('GET', '/signals/by-bound?metric=late-shipment&history=true&limit=10');
      expect(rows[0]).toMatchObject({
        party: `pty_olist_seller-${LATE}`,
        assessment: { verdict: 'breach', k: 11, n: 11 },
      });
    } finally {
      await market.close();
    }
  });

  test('is exported and verified by nothing but the file and the key; one byte less true is named', async () => {
    await exportCommand.run([exported, '--data', data], console);
    expect(await verifyLogCommand.run([exported], console)).toMatchObject({
      exit: EXIT.done,
      json: { intact: true, entries: await count('log_seal') },
    });
    const bytes = readFileSync(exported);
    const lines = bytes.toString('utf8').split('\n');
    const at = bytes.indexOf(lines[40] ?? '') + 60;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(exported, bytes);
    expect(await verifyLogCommand.run([exported], console)).toMatchObject({
      exit: EXIT.false,
      json: { intact: false, position: 41, line: 41 },
    });
  });

  test('is as good where nobody reads the result to its end', async () => {
    await exportCommand.run([exported, '--data', data], console);
    const cli = ['--no-warnings', '--import', './src/compiled.ts', 'src/cli.ts'];
    const child = spawn(process.execPath, [...cli, 'verify-log', exported, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let remarks = '';
    child.stderr.on('data', (chunk: Buffer) => (remarks += chunk.toString('utf8')));
    const code = await new Promise((ended) => child.once('close', ended));
    expect({ code, remarks }).toEqual({ code: EXIT.done, remarks: '' });
  });

  test.each(['verify-log', 'backtest'] as const)('%s names a folder that stands for a file', async (name) => {
    const command = name === 'backtest' ? backtestCommand : verifyLogCommand;
    const run = command.run(
      [dir, ...(name === 'backtest' ? [] : ['--public-key', `${exported}.pub`])],
      console,
    );
    await expect(run).rejects.toMatchObject({ name: 'WrongUse', message: `${dir} is a folder` });
  });

  test.each([
    [[]],
    [['--mail', 'ana']],
    [['--mail', 'a@b.example', '--role', 'king']],
    [['--mail', 'a@b.example', '--country', 'Germany']],
  ])('staff refuses %j', async (args) => {
    await expect(staffCommand.run(args, console)).rejects.toBeInstanceOf(WrongUse);
  });
});

async function query<R extends object = { readonly n?: number }>(
  text: string,
  url = database.url,
): Promise<readonly R[]> {
  const db = openDatabase(url, { connectionsMax: 1 });
  try {
    return (await db.pool.query<R>(text)).rows;
  } finally {
    await db.close();
  }
}

async function count(table: 'log_entry' | 'log_seal'): Promise<number> {
  const [row] = await query(`select count(*)::int as n from ${table}`);
  return row?.n ?? 0;
}
