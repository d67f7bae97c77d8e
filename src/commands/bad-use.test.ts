import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/database.ts';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import { openDatabase } from '../platform/database.ts';
import { backtestCommand } from './backtest.ts';
import { benchCommand } from './bench.ts';
import type { Command, Console } from './command.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { staffCommand } from './staff.ts';
import { verifyLogCommand } from './verify-log.ts';

/** Commands as people mistype them: each says what was wrong, and changes nothing. */
const console: Console = { progress: () => undefined, line: () => undefined };
let folder: string;
let database: FreshDatabase;

beforeAll(async () => {
  folder = throwawayFolder('bad-use');
  database = await freshDatabase();
});
// What runs the tests has a BASE_URL of its own.
beforeEach(() => void vi.stubEnv('BASE_URL', ''));
afterEach(() => void vi.unstubAllEnvs());
afterAll(async () => {
  await database.drop();
  await throwAway(folder);
});

const at = (...names: readonly string[]) => join(folder, ...names);
const refused = (command: Command, ...args: readonly string[]) =>
  command.run(args, console).then(
    () => 'done',
    (error: Error) => `${error.name}: ${error.message}`,
  );

async function query<Row extends object>(text: string): Promise<readonly Row[]> {
  const db = openDatabase(database.url, { connectionsMax: 1 });
  try {
    return (await db.pool.query<Row>(text)).rows;
  } finally {
    await db.close();
  }
}

describe('a data folder', () => {
  test('without a name is not the folder one happens to be in', async () => {
    for (const args of [
      ['--mail', 'ana@shop.example', '--data', ''],
      ['--data=', '--mail', 'a@b.example'],
    ])
      expect(await refused(staffCommand, ...args)).toBe('WrongUse: --data: name the folder');
    expect(await refused(exportCommand, at('log.jsonl'), '--data', '')).toMatch(/--data: name/);
  });

  test('that holds no market is not filled with an empty one, to be read', async () => {
    writeFileSync(at('draft.yaml'), readFileSync('rulebooks/cacashop.yaml'));
    for (const language of ['es', 'pt', 'zh'])
      writeFileSync(at(`draft.${language}.yaml`), readFileSync(`rulebooks/cacashop.${language}.yaml`));
    for (const [command, file] of [
      [exportCommand, 'log.jsonl'],
      [backtestCommand, 'draft.yaml'],
    ] as const)
      expect(await refused(command, at(file), '--data', at('misspelt'))).toBe(
        `WrongUse: there is no market in ${at('misspelt')}: name its data folder with --data`,
      );
    expect(existsSync(at('misspelt'))).toBe(false);
  });
});

describe('staff', () => {
  test('names the option that is wrong', async () => {
    expect(await refused(staffCommand, '--mail', '')).toMatch(/^WrongUse: name the address .* with --mail$/);
    expect(await refused(staffCommand, '--mail', 'a@b.example', '--name', '')).toMatch(/^WrongUse: --name: /);
    for (const [option, value, why] of [
      ['--language', 'zz', 'no language has this code: a BCP 47 tag such as pt-BR'],
      ['--language', 'x'.repeat(40), 'a BCP 47 tag such as pt-BR'],
      ['--country', 'UK', 'UK is not the code of a country: write GB'],
      ['--country', 'germany', 'an ISO 3166 country code such as DE'],
    ] as const)
      expect(await refused(staffCommand, '--mail', 'a@b.example', option, value)).toBe(
        `WrongUse: ${option}: ${why}`,
      );
  });

  test('invites nobody whom it could not tell where to join', async () => {
    vi.stubEnv('DATABASE_URL', database.url);
    vi.stubEnv('BASE_URL', 'shop.example:8080');
    const run = refused(staffCommand, '--mail', 'ana@shop.example', '--data', at('data'));
    expect(await run).toMatch(/BASE_URL shop\.example:8080: an address such as https:/);
    const tables = await query<{ made: string | null }>(`select to_regclass('concept_party')::text as made`);
    expect(tables).toEqual([{ made: null }]);
  });
});

describe('export', () => {
  test('says before it reads anything that there is no place for it', async () => {
    mkdirSync(at('taken'), { recursive: true });
    expect(await refused(exportCommand, '')).toBe('WrongUse: name the one file to write');
    expect(await refused(exportCommand, at('taken'))).toBe(
      `WrongUse: ${at('taken')} is a folder: name a file in it`,
    );
    expect(await refused(exportCommand, at('no', 'log.jsonl'))).toBe(
      `WrongUse: there is no folder ${at('no')}: make it, or name another`,
    );
  });

  test('that fails leaves the earlier one, and no half of itself', async () => {
    vi.stubEnv('DATABASE_URL', database.url);
    mkdirSync(at('kept'), { recursive: true });
    await exportCommand.run([at('kept', 'log.jsonl'), '--data', at('data')], console);
    const before = readFileSync(at('kept', 'log.jsonl'), 'utf8');
    await query(`update log_head set position = 3; select 1`);
    await query('alter table log_seal rename to log_seal_away');
    expect(await refused(exportCommand, at('kept', 'log.jsonl'), '--data', at('data'))).not.toBe('done');
    await query('alter table log_seal_away rename to log_seal');
    await query('update log_head set position = 0');
    expect(readFileSync(at('kept', 'log.jsonl'), 'utf8')).toBe(before);
    expect(readdirSync(at('kept')).toSorted()).toEqual(['log.jsonl', 'log.jsonl.pub']);
  });
});

describe('DATABASE_URL', () => {
  test.each(['nonsense', 'mysql://root@127.0.0.1/x', 'localhost:5432/x', 'https://shop.example'])(
    '%s is no address of a database',
    async (url) => {
      vi.stubEnv('DATABASE_URL', url);
      expect(await refused(staffCommand, '--mail', 'a@b.example')).toMatch(
        /^WrongEnvironment: DATABASE_URL: an address such/,
      );
    },
  );

  test('of a server that takes the call and says nothing does not wait for ever', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
    vi.stubEnv('DATABASE_URL', `postgres://a:b@127.0.0.1:${(silent.address() as AddressInfo).port}/c`);
    expect(await refused(staffCommand, '--mail', 'a@b.example')).toMatch(
      /DATABASE_URL: no connection \(.*time/,
    );
    silent.close();
  }, 60_000);

  test('of a database that knows more than we do, or where we may make nothing', async () => {
    vi.stubEnv('DATABASE_URL', database.url);
    const run = () => refused(exportCommand, at('other.jsonl'), '--data', at('data'));
    expect(await run()).toBe('done');
    await query(`insert into kysely_migration values ('9999-of-tomorrow', '2040-01-01')`);
    expect(await run()).toMatch(
      /^Error: The database was made by a newer version .*9999-of-tomorrow.*: use that version/,
    );
    await query(`delete from kysely_migration where name like '9999%'`);
    await query(`create role guest login password 'guest'`);
    try {
      const other = new URL(database.url);
      const empty = await freshDatabase();
      other.pathname = new URL(empty.url).pathname;
      other.username = 'guest';
      other.password = 'guest';
      vi.stubEnv('DATABASE_URL', other.href);
      expect(await run()).toMatch(/^Error: The user of the database may make no tables in it/);
      await empty.drop();
    } finally {
      await query('drop role guest');
    }
  }, 60_000);
});

describe('import', () => {
  test('takes a year that nobody meant for a mistake, instead of living through a million days', async () => {
    vi.stubEnv('DATABASE_URL', database.url);
    const [order, customer, product, seller] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(32));
    const dir = at('olist');
    mkdirSync(dir, { recursive: true });
    const rows = (...lines: readonly string[]) => `\uFEFF${lines.join('\r\n')}\r\n`;
    writeFileSync(
      join(dir, 'customers.csv'),
      rows('customer_id,customer_unique_id', `${customer},${customer}`),
    );
    writeFileSync(
      join(dir, 'orders.csv'),
      rows(
        'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
        `${order},${customer},approved,0018-05-22 10:59:50,,,,2018-06-01 00:00:00`,
      ),
    );
    writeFileSync(
      join(dir, 'order_items.csv'),
      rows(
        'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
        ...['1e400', 'NaN', '-1.00', '0x10', '12.345'].map(
          (price) => `${order},1,${product},${seller},2018-05-25 00:00:00,${price},0.00`,
        ),
        `${order},1,${product},${seller},9999-05-25 00:00:00,1.00,0.00`,
      ),
    );
    writeFileSync(join(dir, 'order_payments.csv'), rows('order_id,payment_value', `${order},1.00`));
    const { json } = await importCommand.run(['--format', 'olist', dir, '--data', at('data')], console);
    const { bad } = json as { bad: readonly { readonly field: string; readonly why: string }[] };
    expect(bad.map(({ field, why }) => `${field}: ${why}`)).toEqual([
      'order_purchase_timestamp: a year from 1995 to 2100',
      ...Array<string>(5).fill('price: an amount such as 35.90'),
      'shipping_limit_date: a year from 1995 to 2100',
    ]);
  }, 60_000);

  test('names the file whose quotes are never closed before it has read all of it', async () => {
    writeFileSync(
      at('olist', 'customers.csv'),
      `customer_id,customer_unique_id\n"${'x\n'.repeat(2_000_000)}`,
    );
    expect(await refused(importCommand, '--format', 'olist', at('olist'), '--data', at('data'))).toMatch(
      /^WrongUse: .*customers\.csv: Max Record Size/,
    );
  });
});

describe('verify-log', () => {
  test('says what it can not look at, and that it wants no private key', async () => {
    symlinkSync(at('circle'), at('circle'));
    expect(await refused(verifyLogCommand, at('circle'))).toBe(
      `WrongUse: ${at('circle')} can't be looked at (ELOOP)`,
    );
    writeFileSync(at('some.jsonl'), '');
    expect(await refused(verifyLogCommand, at('some.jsonl'))).toBe(
      `WrongUse: there is no file ${at('some.jsonl.pub')}: name the public key with --public-key`,
    );
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(at('own.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(await refused(verifyLogCommand, at('some.jsonl'), '--public-key', at('own.pem'))).toMatch(
      /^WrongUse: .*own\.pem holds a private key/,
    );
  });
});

describe('--json', () => {
  const ask = (...args: readonly string[]) =>
    new Promise<{ code: number | null; out: string }>((answer) => {
      const cli = ['--no-warnings', '--import', './src/compiled.ts', 'src/cli.ts'];
      const child = spawn(process.execPath, [...cli, ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, DATABASE_URL: '', BASE_URL: '', SMTP_URL: '' },
      });
      let out = '';
      child.stdout.on('data', (text) => (out += String(text)));
      child.once('close', (code) => answer({ code, out }));
    });

  test.each([
    [['--json'], 'wrong-use', 'Name a command.'],
    [['--json', 'verify'], 'wrong-use', 'There is no command verify.'],
    [['verify-log', '/no/such', '--json'], 'wrong-use', 'there is no file /no/such'],
    [['export', '--json', '--into', 'x'], 'wrong-use', "Unknown option '--into'"],
    [['bench', 'nothing', '--json'], 'failed', 'the bench did not run; see above'],
  ])(
    '%j ends with one document that tells the error',
    async (args, kind, message) => {
      const { code, out } = await ask(...args);
      expect(out.endsWith('\n')).toBe(true);
      expect(JSON.parse(out)).toEqual({ error: { kind, message: expect.stringContaining(message) } });
      expect(code).toBe(2);
    },
    60_000,
  );

  test('tells how a command is used', async () => {
    const { code, out } = await ask('--json', 'verify-log', '--help');
    expect(JSON.parse(out)).toMatchObject({ command: 'verify-log' });
    expect(code).toBe(0);
  }, 60_000);
});

test('bench names nothing where it was given nothing', async () => {
  expect(await refused(benchCommand)).toBe('Error: the bench did not run; see above');
}, 60_000);

test('a command that is interrupted takes the database server with it that it has started', async () => {
  const cli = ['--no-warnings', '--import', './src/compiled.ts', 'src/cli.ts'];
  const child = spawn(process.execPath, [...cli, 'staff', '--mail', 'a@b.example', '--data', at('own')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', BASE_URL: '' },
  });
  const pidFile = at('own', 'postgres', 'cluster', 'postmaster.pid');
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const code = new Promise((ended) => child.once('close', ended));
  await vi.waitUntil(() => existsSync(pidFile) || child.exitCode !== null, { timeout: 60_000 });
  child.kill('SIGINT');
  expect(await code, said).toBe(130);
  expect(existsSync(pidFile)).toBe(false);
}, 120_000);
