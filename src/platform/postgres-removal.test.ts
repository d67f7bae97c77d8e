import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import { isRoot } from './postgres-binaries.ts';
import { removeDatabase } from './postgres-removal.ts';
import { type PostgresServer, type ServerOptions, startServer } from './postgres-server.ts';
import { isRunning } from './process-lock.ts';

const MODULE = new URL('./postgres-server.ts', import.meta.url).href;
const MARKER = 'cacashop-database.json';

let temporary: string;
const cleanUp: (() => Promise<unknown>)[] = [];
const logged: string[] = [];
const log = (line: string) => void logged.push(line);

beforeAll(() => {
  temporary = throwawayFolder('removal');
});
afterEach(async () => {
  logged.length = 0;
  for (const step of cleanUp.splice(0).toReversed()) await step();
});
afterAll(() => throwAway(temporary));

/** A data folder that is not there yet; away: where the user PostgreSQL runs as may not look. */
async function newFolder(where: 'beside' | 'away'): Promise<string> {
  const parent = await mkdtemp(join(temporary, `${where}-`));
  await chmod(parent, where === 'away' ? 0o700 : 0o711);
  return join(parent, 'database');
}

async function start(dataDir: string, more: Partial<ServerOptions> = {}): Promise<PostgresServer> {
  const server = await startServer({ dataDir, durability: 'test', log, ...more });
  cleanUp.push(() => server.stop());
  return server;
}

/** Made and closed again. Returns where its cluster is, which the test cleans away if it is left. */
async function made(dataDir: string, more: Partial<ServerOptions> = {}): Promise<string> {
  await (await start(dataDir, more)).stop();
  const { cluster } = JSON.parse(await readFile(join(dataDir, MARKER), 'utf8')) as { cluster: string };
  if (cluster === 'cluster') return join(dataDir, cluster);
  cleanUp.unshift(() => rm(dirname(cluster), { recursive: true, force: true }));
  return cluster;
}

const foreign = (message: RegExp) =>
  expect.objectContaining({ code: 'folder-foreign', message: expect.stringMatching(message) as string });

describe('removing a database', () => {
  test('takes the folder with it, unless it is held or something else lies there', async () => {
    const dataDir = await newFolder('beside');
    const server = await start(dataDir);
    await expect(removeDatabase(dataDir, log)).rejects.toMatchObject({ code: 'folder-in-use' });
    await server.stop();
    await removeDatabase(dataDir, log);
    expect(existsSync(dataDir)).toBe(false);
    await removeDatabase(dataDir, log);

    await made(dataDir);
    await writeFile(join(dataDir, 'thesis.odt'), '');
    await removeDatabase(dataDir, log);
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
    expect(existsSync(join(dataDir, 'thesis.odt'))).toBe(true);
    await expect(removeDatabase(dataDir, log)).rejects.toEqual(foreign(/no database folder of ours/));
    expect(existsSync(join(dataDir, 'thesis.odt'))).toBe(true);
  });

  test.runIf(isRoot())('takes the cluster with it where that lies away', async () => {
    const dataDir = await newFolder('away');
    const cluster = await made(dataDir, { durability: 'real' });
    expect(cluster.startsWith(temporary)).toBe(false);
    expect(existsSync(cluster)).toBe(true);
    await removeDatabase(dataDir, log);
    expect([existsSync(dirname(cluster)), existsSync(dataDir)]).toEqual([false, false]);
  });

  test('ends a server that a killed process left running there', async () => {
    const dataDir = await newFolder('away');
    const script = `import { startServer } from ${JSON.stringify(MODULE)};
      const options = { dataDir: ${JSON.stringify(dataDir)}, durability: 'test', log: () => {} };
      console.log((await startServer(options)).pid());
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(isRunning(Number(line))).toBe(true);
    await removeDatabase(dataDir, log);
    expect([isRunning(Number(line)), existsSync(dataDir)]).toEqual([false, false]);
  });

  test('believes no marker that points elsewhere', async () => {
    const victim = join(temporary, 'victim', 'cluster-0123456789abcdef', 'cluster');
    await mkdir(victim, { recursive: true });
    const dataDir = await newFolder('beside');
    await mkdir(dataDir);
    const elsewhere = [
      victim,
      '../../victim/cluster-0123456789abcdef/cluster',
      '..',
      '/',
      '/var/lib/cacashop',
    ];
    for (const cluster of elsewhere) {
      await writeFile(join(dataDir, MARKER), JSON.stringify({ format: 1, cluster, password: 'x' }));
      await expect(removeDatabase(dataDir, log)).rejects.toEqual(foreign(/nothing was removed/));
    }
    expect([existsSync(victim), existsSync(join(dataDir, MARKER))]).toEqual([true, true]);
    await rm(dataDir, { recursive: true });
  });

  test.runIf(isRoot())(
    'leaves a cluster to the folder whose it is when a copy of that is removed',
    async () => {
      const dataDir = await newFolder('away');
      const cluster = await made(dataDir);
      const copy = join(dirname(dataDir), 'copy');
      await cp(dataDir, copy, { recursive: true });
      const refused = foreign(/belongs to .*\/database/);
      await expect(removeDatabase(copy, log)).rejects.toEqual(refused);
      // Not even once the copy was opened.
      await (await start(copy)).stop();
      await expect(removeDatabase(copy, log)).rejects.toEqual(refused);
      expect(existsSync(cluster)).toBe(true);
      await rm(copy, { recursive: true });

      // A folder that was moved has its cluster still.
      const moved = join(dirname(dataDir), 'moved');
      await cp(dataDir, moved, { recursive: true });
      await rm(dataDir, { recursive: true });
      await (await start(moved)).stop();
      await removeDatabase(moved, log);
      expect(existsSync(cluster)).toBe(false);
    },
  );
});

describe.runIf(isRoot())('a new cluster in the shared folder', () => {
  test(
    'clears away temporary ones whose data folder is gone, and no others',
    { timeout: 60_000 },
    async () => {
      const folders: string[] = [];
      const one = async (more: Partial<ServerOptions> = {}) => {
        const dataDir = await newFolder('away');
        folders.push(dataDir);
        return made(dataDir, more);
      };
      const left = [await one(), await one({ durability: 'real', temporary: true })];
      const real = await one({ durability: 'real' });
      const keptLater = await one();
      await (await start(folders.at(-1) ?? '', { durability: 'real' })).stop();
      for (const folder of folders) await rm(folder, { recursive: true });
      const usedFolder = await newFolder('away');
      const used = await made(usedFolder);
      await start(usedFolder);
      await rm(usedFolder, { recursive: true });
      const there = await one();
      // Interrupted removals too.
      const gone = join(dirname(dirname(real)), 'gone-0123456789abcdef-01234567');
      await mkdir(gone);

      await made(await newFolder('away'));
      expect(left.map((cluster) => existsSync(dirname(cluster)))).toEqual([false, false]);
      expect([real, keptLater, used, there].map((cluster) => existsSync(cluster))).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(existsSync(gone)).toBe(false);
      // The last time: what others have left on this machine is told from the first on.
      const told = logged.findLast((line) => line.startsWith('left alone'));
      expect(told).toContain(dirname(real));
      expect(told).toContain(dirname(keptLater));
      expect(told).not.toContain(dirname(there));
    },
  );
});
