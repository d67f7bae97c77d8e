import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './database.ts';

let database: FreshDatabase;
let folder: string;
let shop: ChildProcess;
let said = '';

beforeEach(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cacashop-web-'));
});
afterEach(async () => {
  if (shop.exitCode === null) shop.kill('SIGKILL');
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 1_500; tries++) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`waited in vain; the processes said:\n${said}`);
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
}

test('several web processes share a port; one that dies is started anew while the others serve', async () => {
  const port = await freePort();
  shop = spawn(
    process.execPath,
    ['src/main.ts', '--port', `${port}`, '--data', folder, '--demo', 'none', '--web', '2'],
    {
      env: { ...process.env, DATABASE_URL: database.url, BASE_URL: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  shop.stderr?.on('data', (text) => (said += String(text)));
  const pid = shop.pid ?? 0;
  // All of them serve by then: one alone answers before, and a start of which one dies is given up.
  await until(async () => (said.includes('Cacashop is open') ? true : undefined));
  expect((await fetch(`http://localhost:${port}/readyz`)).ok).toBe(true);
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);

  const before = await until(async () => {
    const children = await childrenOf(pid);
    return children.length === 2 ? children : undefined;
  });
  process.kill(before[0] ?? 0, 'SIGKILL');
  expect((await until(() => fetch(`http://localhost:${port}/api/v1/search`))).status).toBe(200);
  const after = await until(async () => {
    const children = await childrenOf(pid);
    return children.length === 2 && !children.includes(before[0] ?? 0) ? children : undefined;
  });
  expect(after).toContain(before[1]);

  const ended = new Promise((done) => shop.once('exit', done));
  shop.kill('SIGTERM');
  expect(await ended).toBe(0);
  await expect(fetch(`http://localhost:${port}/healthz`)).rejects.toThrow();
}, 400_000);
