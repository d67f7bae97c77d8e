import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { throwAway, throwawayFolder } from '../../test/throwaway.ts';
import { isRoot } from './postgres-binaries.ts';
import type { PostgresErrorCode } from './postgres-error.ts';
import { startServer } from './postgres-server.ts';
import type { PostgresServer, ServerOptions } from './postgres-server.ts';
import { isRunning } from './process-lock.ts';

const MODULE = new URL('./postgres-server.ts', import.meta.url).href;

let temporary: string;
/** Initialised once: making a cluster takes most of a second. Tests that only need one take turns on it. */
let dataDir: string;
const cleanUp: (() => Promise<void>)[] = [];

beforeAll(async () => {
  temporary = throwawayFolder('server');
  dataDir = join(temporary, 'database');
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});
afterAll(() => throwAway(temporary));

async function start(options: Partial<ServerOptions> = {}): Promise<PostgresServer & { logged: string[] }> {
  const logged: string[] = [];
  const server = await startServer({
    dataDir,
    durability: 'test',
    log: (line) => logged.push(line),
    ...options,
  });
  cleanUp.push(() => server.stop());
  return Object.assign(server, { logged });
}

async function ask<Row extends object>(url: string, statement: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Another process of ours that starts the server, prints its url and pid, and goes on as told. */
async function elsewhere(after = 'setInterval(() => {}, 1000)'): Promise<{
  process: ChildProcess;
  url: string;
  postmaster: number;
}> {
  const script = `import { startServer } from ${JSON.stringify(MODULE)};
    const server = await startServer({ dataDir: ${JSON.stringify(dataDir)}, durability: 'test', log: () => {} });
    console.log(JSON.stringify({ url: server.url, postmaster: server.pid() }));
    ${after}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUp.push(async () => {
    if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL');
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, ...(JSON.parse(line.toString()) as { url: string; postmaster: number }) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  // The whole process group, as a terminal does it.
  process.kill(-(child.pid ?? 0), signal);
  await gone;
}

function refusedWith(code: PostgresErrorCode, message: RegExp): unknown {
  return expect.objectContaining({ code, message: expect.stringMatching(message) as string });
}

describe('a server', () => {
  test('serves, is durable unless told otherwise, and keeps its data and its secret', async () => {
    const own = join(temporary, 'durable');
    const first = await start({ dataDir: own, durability: 'real' });
    expect(await ask(first.url, 'select current_setting($$fsync$$) as fsync')).toEqual([{ fsync: 'on' }]);
    await ask(first.url, 'create table kept as select 7 as n');
    await first.stop();
    await first.stop();
    expect(isRunning(first.pid())).toBe(false);

    const startedAt = performance.now();
    const again = await start({ dataDir: own, durability: 'real' });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect((await stat(join(own, 'cacashop-database.json'))).mode & 0o777).toBe(0o600);
    const wrong = again.url.replace(/:[^:@]+@/, ':guessed@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed');
  });

  test.runIf(isRoot())('started by root runs as somebody else', async () => {
    const server = await start();
    expect((await stat(`/proc/${server.pid()}`)).uid).not.toBe(0);
  });

  test.runIf(isRoot())('started by root from a private folder finds a place of its own', async () => {
    const home = await mkdtemp(join(temporary, 'home-'));
    await chmod(home, 0o700);
    const own = join(home, 'database');
    const first = await start({ dataDir: own });
    const marker = JSON.parse(await readFile(join(own, 'cacashop-database.json'), 'utf8')) as {
      cluster: string;
    };
    expect(marker.cluster.startsWith(home)).toBe(false);
    await ask(first.url, 'create table kept as select 8 as n');
    await first.stop();
    const again = await start({ dataDir: own });
    expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 8 }]);
  });

  test('ends when our process exits without stopping it', async () => {
    const other = await elsewhere('setTimeout(() => process.exit(0), 50)');
    await expect.poll(() => isRunning(other.postmaster), { timeout: 10_000 }).toBe(false);
  });
});

describe('after a crash', () => {
  test('the server of a killed process is taken over, with what was committed', async () => {
    const other = await elsewhere();
    await ask(other.url, 'create table adopted as select 1 as n');
    await end(other.process, 'SIGKILL');
    expect(isRunning(other.postmaster)).toBe(true);
    const server = await start();
    expect(server.pid()).toBe(other.postmaster);
    expect(server.url).toBe(other.url);
    expect(server.logged.join()).toMatch('taking over');
    expect(await ask(server.url, 'select n from adopted')).toEqual([{ n: 1 }]);
  });

  test('Ctrl-C does not reach the server', async () => {
    const other = await elsewhere();
    await end(other.process, 'SIGINT');
    expect(isRunning(other.postmaster)).toBe(true);
    expect((await start()).pid()).toBe(other.postmaster);
  });

  test('an orphan with other settings is stopped, and one with the wanted settings started', async () => {
    const other = await elsewhere();
    await end(other.process, 'SIGKILL');
    const server = await start({ durability: 'real' });
    expect(server.pid()).not.toBe(other.postmaster);
    expect(isRunning(other.postmaster)).toBe(false);
    expect(await ask(server.url, 'select current_setting($$fsync$$) as fsync')).toEqual([{ fsync: 'on' }]);
  });

  test('process and postmaster killed: the next start recovers', async () => {
    const other = await elsewhere();
    await ask(other.url, 'create table recovered as select 2 as n');
    await end(other.process, 'SIGKILL');
    process.kill(other.postmaster, 'SIGKILL');
    const server = await start();
    expect(server.pid()).not.toBe(other.postmaster);
    expect(await ask(server.url, 'select n from recovered')).toEqual([{ n: 2 }]);
  });

  test('a busy backend that outlived its postmaster is ended first', async () => {
    const other = await elsewhere();
    const busy = ask(other.url, 'select count(*) from generate_series(1, 1000000000)');
    const broken = expect(busy).rejects.toThrow();
    await expect
      .poll(() =>
        ask(other.url, "select 1 from pg_stat_activity where query like '%generate%' and state = 'active'"),
      )
      .toHaveLength(2);
    await end(other.process, 'SIGKILL');
    process.kill(other.postmaster, 'SIGKILL');
    expect(await ask((await start()).url, 'select 3 as n')).toEqual([{ n: 3 }]);
    await broken;
  });

  test('a postmaster killed under us comes back at the same address', async () => {
    const server = await start();
    const before = server.pid();
    process.kill(before, 'SIGKILL');
    await expect.poll(() => server.pid(), { timeout: 15_000 }).not.toBe(before);
    expect(await ask(server.url, 'select 4 as n')).toEqual([{ n: 4 }]);
  });

  test('a pid file whose pid is somebody else’s now does not matter', async () => {
    await (await start()).stop();
    await writeFile(
      join(dataDir, 'cluster', 'postmaster.pid'),
      `${process.pid}\n${dataDir}\n1\n5432\n\n\n\nready\n`,
    );
    expect(await ask((await start()).url, 'select 5 as n')).toEqual([{ n: 5 }]);
  });
});

describe('refuses', () => {
  test('a port that is taken, and gives the folder back', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(start({ port })).rejects.toEqual(refusedWith('port-taken', new RegExp(`Port ${port}`)));
    squatter.close();
    await once(squatter, 'close');
    expect((await start({ port })).url).toContain(`:${port}/`);
  });

  test('a folder that another process uses', async () => {
    const other = await elsewhere();
    const why = new RegExp(`in use by process ${other.process.pid}`);
    await expect(start()).rejects.toEqual(refusedWith('folder-in-use', why));
    expect(await ask(other.url, 'select 6 as n')).toEqual([{ n: 6 }]);
    await end(other.process, 'SIGKILL');
    await start();
    await expect(start()).rejects.toEqual(refusedWith('folder-in-use', new RegExp(`process ${process.pid}`)));
  });

  test('a folder that holds something else', async () => {
    const foreign = join(temporary, 'foreign');
    await mkdir(foreign);
    await writeFile(join(foreign, 'thesis.odt'), '');
    await expect(start({ dataDir: foreign })).rejects.toEqual(refusedWith('folder-foreign', /thesis\.odt/));
    await expect(start({ dataDir: join(foreign, 'thesis.odt') })).rejects.toEqual(
      refusedWith('folder-not-writable', /not a folder/),
    );
  });

  test.runIf(process.platform === 'linux')('a folder that cannot be made', async () => {
    await expect(start({ dataDir: '/proc/cacashop' })).rejects.toEqual(
      refusedWith('folder-not-writable', /cannot be written to/),
    );
  });

  test('a damaged marker and another major version', async () => {
    const old = join(temporary, 'old');
    await mkdir(join(old, 'cluster'), { recursive: true });
    const marker = join(old, 'cacashop-database.json');
    await writeFile(marker, '{"format": 1');
    await expect(start({ dataDir: old })).rejects.toEqual(refusedWith('folder-foreign', /damaged/));
    await writeFile(marker, JSON.stringify({ format: 1, cluster: 'cluster', password: 'x' }));
    await writeFile(join(old, 'cluster', 'PG_VERSION'), '16\n');
    await expect(start({ dataDir: old })).rejects.toEqual(
      refusedWith('folder-version', /PostgreSQL 16.*this is 18/),
    );
  });
});
