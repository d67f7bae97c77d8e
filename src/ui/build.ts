/**
 * Builds the pages once. The folder's name is the hash of everything the result depends on, so a second start finds it
 * and builds nothing. A build happens in a folder of its own and is renamed when whole: a killed build leaves nothing that
 * could be taken for a result, and of two processes that build at once the first to finish wins and the other uses that.
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const UI_DIR = dirname(fileURLToPath(import.meta.url));
const ROOT_DIR = join(UI_DIR, '..', '..');
const BUILD_DIR = join(ROOT_DIR, 'build');

/** What the bundles are made of. Pages import the kernel besides their own folder, and packages as locked. */
const SOURCES = ['src/ui', 'src/kernel', 'package-lock.json'];
/** These run in the server unbuilt and never end in a bundle. */
const NOT_BUNDLED = new Set(['src/ui/build.ts', 'src/ui/mount.ts', 'src/ui/assets.ts']);

const BUILDS_KEPT = 3;
/** A younger folder may be one that another process is building or about to load. */
const STALE_AFTER_MS = 3_600_000;

export interface BuiltPages {
  /** Files for the browser, served as they are. */
  readonly clientDir: string;
  /** The server's bundle; exports `renderPage`. */
  readonly serverFile: string;
  /** False when an earlier build was taken. */
  readonly built: boolean;
}

/** Makes sure that the pages of exactly these sources are built. Throws with the builder's output when they can't be. */
export async function ensureBuilt({ log }: { log: (line: string) => void }): Promise<BuiltPages> {
  const name = `pages-${await sourceHash()}`;
  const dir = join(BUILD_DIR, name);
  const pages = { clientDir: join(dir, 'client'), serverFile: join(dir, 'server', 'index.js') };
  if (existsSync(pages.serverFile)) return { ...pages, built: false };

  log('building the pages (once; about 3 s)');
  const startedMs = performance.now();
  await mkdir(BUILD_DIR, { recursive: true });
  const scratch = join(BUILD_DIR, `scratch-${process.pid}-${randomUUID().slice(0, 8)}`);
  try {
    await runBuilder(scratch);
    await rename(scratch, dir).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(pages.serverFile)) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await dropOldBuilds(name);
  log(`pages built in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
  return { ...pages, built: true };
}

/** In a process of its own: the builder's memory is given back, and it can't disturb the server's module state. */
async function runBuilder(outDir: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@react-router/dev/package.json')), 'bin.cjs');
  const child = spawn(process.execPath, [cli, 'build', UI_DIR, '--logLevel', 'warn'], {
    cwd: ROOT_DIR,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      CACASHOP_PAGES_DIR: relative(UI_DIR, outDir),
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output = (output + chunk).slice(-20_000)));
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const code = await promise;
  if (code !== 0) throw new Error(`building the pages failed (exit ${code}):\n${output.trim()}`);
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const source of SOURCES) {
    for (const file of await filesBelow(source)) {
      if (NOT_BUNDLED.has(file)) continue;
      hash.update(`\0${file}\0`).update(await readFile(join(ROOT_DIR, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Paths relative to the root with forward slashes, sorted: the same on each machine. */
async function filesBelow(path: string): Promise<string[]> {
  const absolute = join(ROOT_DIR, path);
  if (!(await stat(absolute)).isDirectory()) return [path];
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.react-router'))
    .map((entry) => relative(ROOT_DIR, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** Best effort: a folder that another process removes first is none of our concern. */
async function dropOldBuilds(current: string): Promise<void> {
  const names = (await readdir(BUILD_DIR)).filter(
    (name) => /^(pages|scratch)-/.test(name) && name !== current,
  );
  const ages = await Promise.all(
    names.map(async (name) => ({
      name,
      at: (await stat(join(BUILD_DIR, name)).catch(() => undefined))?.mtimeMs ?? 0,
    })),
  );
  const newestFirst = ages.sort((a, b) => b.at - a.at).slice(BUILDS_KEPT - 1);
  for (const { name, at } of newestFirst) {
    if (Date.now() - at > STALE_AFTER_MS) await rm(join(BUILD_DIR, name), { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { built } = await ensureBuilt({ log: (line) => console.log(line) });
  if (!built) console.log('pages are up to date');
}
