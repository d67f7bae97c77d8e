import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { throwAway, throwawayFolder } from './throwaway.ts';

/** `npm start` itself, on the database that it brings along. */
let folder: string;
let shop: ChildProcess | undefined;
let said = '';

beforeEach(() => {
  folder = throwawayFolder('start');
  said = '';
});
afterEach(async () => {
  const gone = shop?.exitCode === null && shop.signalCode === null ? ended() : undefined;
  shop?.kill('SIGKILL');
  await gone;
  await throwAway(folder);
});

/** With a blank and a quotation mark, as a folder of somebody's may have them. */
const dataDir = () => join(folder, "Ana's data");

function start(more: Readonly<Record<string, string>> = {}, args: readonly string[] = []): void {
  const env = { ...process.env, DATABASE_URL: '', BASE_URL: '', ...more };
  shop = spawn(process.execPath, ['src/main.ts', '--data', dataDir(), ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  shop.stderr?.on('data', (text) => (said += String(text)));
}

function ended(): Promise<unknown> {
  return new Promise((done) => shop?.once('exit', done));
}

/** The database server of the folder, if one runs. */
function postmaster(): number | undefined {
  const file = join(dataDir(), 'postgres', 'cluster', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 1_200; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`waited in vain; it said:\n${said}`);
}

test('stopped while it fills an empty database it leaves no server running, and the next start fills it', async () => {
  start();
  await until(() => (said.includes('living through the demo market') ? postmaster() : undefined));
  const end = ended();
  shop?.kill('SIGINT');
  expect(await end, said).toBe(0);
  expect(postmaster(), said).toBeUndefined();

  start();
  const url = await until(() => /open at (\S+)/.exec(said)?.[1]);
  const found = await fetch(`${url}/api/v1/search`);
  expect(((await found.json()) as { listings: unknown[] }).listings.length).toBeGreaterThan(10);
  const over = ended();
  shop?.kill('SIGINT');
  expect(await over, said).toBe(0);
  expect(postmaster(), said).toBeUndefined();
}, 240_000);

test('a market without the demo says how its first head of service is invited, wherever it lies', async () => {
  start({}, ['--demo', 'none']);
  const asked = await until(() => /npm run cacashop -- (staff .*)\n/.exec(said)?.[1]);
  const cli = `'${process.execPath}' --no-warnings --import ./src/compiled.ts src/cli.ts`;
  const command = `${cli} ${asked.replace('YOUR@ADDRESS', 'ana@shop.example')} --json`;
  const env = { ...process.env, DATABASE_URL: '', BASE_URL: '' };
  const invited = execFileSync('sh', ['-c', command], { env, encoding: 'utf8', stdio: 'pipe' });
  const { link } = JSON.parse(invited) as { link: string };
  expect((await fetch(link)).status).toBe(200);
}, 120_000);

test('a start that fails says why once, and leaves nothing running', async () => {
  start({ BASE_URL: 'ftp://shop.example' });
  expect(await ended(), said).toBe(2);
  expect(said.match(/BASE_URL ftp:/g)).toHaveLength(1);
  expect(postmaster(), said).toBeUndefined();
}, 120_000);

test.each([
  ['the folder is none', ['--data', ''], {}, 2, /^--data: name the folder/],
  ['the folder can not be made', ['--data', '/proc/x'], {}, 1, /^\/proc\/x cannot be written to/],
  ['the folder is a file', ['--data', 'package.json'], {}, 1, /package\.json is not a folder/],
  ['the mail server is no address', [], { SMTP_URL: 'mail.example:587' }, 2, /^SMTP_URL: an address such as/],
  ['a bound is no number', [], { WRITES_PER_MINUTE: 'many' }, 2, /^WRITES_PER_MINUTE many: a whole number/],
  ['a port is no number', [], { DESK_MAIL: 'help@a.example', DESK_MAIL_PORT: 'x' }, 2, /^DESK_MAIL_PORT x: /],
  [
    'the database is no address',
    [],
    { DATABASE_URL: 'mysql://a@b/c' },
    2,
    /^DATABASE_URL: an address such as/,
  ],
] as const)(
  'a start where %s says so before anything is made',
  async (_, args, env, code, why) => {
    start(env, args);
    expect(await ended(), said).toBe(code);
    expect(said).toMatch(why);
    expect(said).not.toMatch(/\n +at /);
    expect(existsSync(dataDir())).toBe(false);
  },
  60_000,
);

test('a start at a port that is taken says so before it fills a database', async () => {
  const other = createServer();
  await new Promise<void>((ready) => other.listen(0, ready));
  const { port } = other.address() as AddressInfo;
  start({}, ['--port', String(port)]);
  expect(await ended(), said).toBe(1);
  expect(said).toBe(`Port ${port} is taken. Choose another with: npm start -- --port N\n`);
  expect(existsSync(dataDir())).toBe(false);
  other.close();
}, 60_000);
