import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRunning, lockFolder, processStamp } from './process-lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cacashop-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder is given to one holder, and again after its release', async () => {
  const first = await lockFolder(folder);
  if (!('release' in first)) throw new Error('the empty folder was refused');
  expect(await lockFolder(folder)).toEqual({ pid: process.pid });
  await first.release();
  expect(await readdir(folder)).toEqual([]);
  expect(await lockFolder(folder)).toHaveProperty('release');
});

test('another living process keeps the folder', async () => {
  const other = spawn('sleep', ['30']);
  const pid = other.pid ?? 0;
  await writeFile(join(folder, `holder.${pid}.${processStamp(pid)}`), '');
  expect(await lockFolder(folder)).toEqual({ pid });
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await lockFolder(folder)).toHaveProperty('release');
});

test('the file of a dead process whose pid somebody else has now counts for nothing', async () => {
  await writeFile(join(folder, `holder.${process.ppid}.another-start`), '');
  expect(await lockFolder(folder)).toHaveProperty('release');
  expect(await readdir(folder)).toHaveLength(1);
});

test.runIf(process.platform === 'linux')('a zombie does not run', async () => {
  // The shell turns into a sleep that never collects its dead child, which lives until the shell is no shell any more.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const zombie = Number(line.toString());
  await expect.poll(() => isRunning(zombie)).toBe(false);
  expect(() => process.kill(zombie, 0)).not.toThrow();
  parent.kill('SIGKILL');
});
