import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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

const dataDir = () => join(folder, 'data');

function start(more: { readonly BASE_URL?: string } = {}): void {
  const env = { ...process.env, DATABASE_URL: '', BASE_URL: '', ...more };
  shop = spawn(process.execPath, ['src/main.ts', '--data', dataDir()], {
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

test('a start that fails says why once, and leaves nothing running', async () => {
  start({ BASE_URL: 'ftp://shop.example' });
  expect(await ended(), said).toBe(1);
  expect(said.match(/BASE_URL ftp:/g)).toHaveLength(1);
  expect(postmaster(), said).toBeUndefined();
}, 120_000);
