import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const CONFIGURATION = new URL('../docs/sphinx.conf', import.meta.url);
/** What takes longer is not quick, and not waited for. */
const INSTALL_MS_MAX = 60_000;

let asked: Promise<string | null> | undefined;
const START_MS_MAX = 15_000;

export interface SphinxServer {
  /** For SEARCH_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A Sphinx server with the documented configuration; a text that says why, where there can be none. */
export async function sphinxServer(): Promise<SphinxServer | string> {
  const missing = await (asked ??= installed());
  if (missing !== null) return missing;
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-sphinx-'));
  const port = await freePort();
  const file = join(folder, 'sphinx.conf');
  const configuration = readFileSync(CONFIGURATION, 'utf8')
    .replaceAll(/\/var\/\S*?sphinxsearch/g, folder)
    .replaceAll(`${folder}/data`, folder)
    .replace('127.0.0.1:9306', `127.0.0.1:${port}`);
  await writeFile(file, configuration);
  const child = spawn('searchd', ['--nodetach', '--config', file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (const started = performance.now(); !(await isListening(port)); await sleep(50))
    if (child.exitCode !== null || performance.now() - started > START_MS_MAX)
      throw new Error(`searchd did not start: ${existsSync(file) ? configuration : ''}`);
  return {
    url: `sphinx://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Null if searchd is there, put there now if that is quick; otherwise why it is not. */
async function installed(): Promise<string | null> {
  const until = AbortSignal.timeout(INSTALL_MS_MAX);
  // Nobody is asked anything, and nothing is started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const runs = (program: string, ...args: readonly string[]) =>
    promisify(execFile)(program, [...args], { env, signal: until }).then(
      () => true,
      (error: { code?: unknown }) => program === 'searchd' && error.code !== 'ENOENT',
    );
  if (await runs('searchd', '--help')) return null;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return 'searchd is not installed';
  const install = () => runs('apt-get', 'install', '-y', '--no-install-recommends', 'sphinxsearch');
  if (!(await install()) && (await runs('apt-get', 'update'))) await install();
  return (await runs('searchd', '--help')) ? null : 'searchd is not installed and could not be';
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
