import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isRoot } from '../src/platform/postgres-binaries.ts';
import { isRunning } from '../src/platform/process-lock.ts';
import { throwAway, throwAwayLeftOvers, throwawayFolder } from './throwaway.ts';

const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

test('what a killed run leaves, running server and cluster in the shared folder included, is gone at the next', async () => {
  const script = `import { chmodSync } from 'node:fs';
    import { startServer } from ${module('../src/platform/postgres-server.ts')};
    import { throwawayFolder } from ${module('throwaway.ts')};
    const folder = throwawayFolder('killed');
    chmodSync(folder, 0o700);
    const server = await startServer({ dataDir: folder + '/database', durability: 'test', log: () => {} });
    console.log(JSON.stringify({ folder, postmaster: server.pid() }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { folder, postmaster } = JSON.parse(line.toString()) as { folder: string; postmaster: number };
  const marker = JSON.parse(await readFile(join(folder, 'database', 'cacashop-database.json'), 'utf8')) as {
    cluster: string;
  };
  const cluster = resolve(folder, 'database', marker.cluster);
  if (isRoot()) expect(cluster.startsWith(folder)).toBe(false);
  const mine = throwawayFolder('mine');
  const somebodys = await mkdtemp(join(tmpdir(), 'cacashop-somebodys-'));
  await chmod(somebodys, 0o711);

  // While its maker lives nobody touches it.
  await throwAwayLeftOvers();
  expect([existsSync(cluster), isRunning(postmaster)]).toEqual([true, true]);

  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  await throwAwayLeftOvers();
  // Another run that begins just now may be at it.
  await expect.poll(() => existsSync(dirname(cluster)), { timeout: 20_000 }).toBe(false);
  await expect.poll(() => existsSync(folder)).toBe(false);
  expect(isRunning(postmaster)).toBe(false);
  expect([existsSync(mine), existsSync(somebodys)]).toEqual([true, true]);
  await throwAway(mine);
  expect(existsSync(mine)).toBe(false);
  await rm(somebodys, { recursive: true });
});
