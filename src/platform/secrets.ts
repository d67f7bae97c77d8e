import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { constants, copyFileSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openDataFolder } from './folder.ts';

export interface Secrets {
  /** Keys the commitments to personal data. Losing it breaks links to barred identities, not the chain. */
  readonly privacyKey: Buffer;
  /** Signs session cookies. */
  readonly sessionSecret: string;
  /** Ed25519, signs checkpoints of the log. */
  readonly signingKey: KeyObject;
  readonly publicKey: KeyObject;
}

const PRIVACY_KEY_BYTES_MIN = 16;

const stored = z.strictObject({
  privacyKey: z.base64().refine((text) => Buffer.from(text, 'base64').byteLength >= PRIVACY_KEY_BYTES_MIN),
  sessionSecret: z.string().min(32),
  signingKey: z
    .string()
    .transform((pem, context) => signingKeyOf(pem) ?? (context.addIssue('no key'), z.NEVER)),
});

/**
 * Secrets of this market from `secrets.json` in the data folder, made at first use, readable by its owner only.
 * Several machines on one database share them by `CACASHOP_SECRETS`, which holds the same JSON.
 */
export function openSecrets(dataDir: string, environment: string | undefined): Secrets {
  const file = join(dataDir, 'secrets.json');
  // Set to nothing, as in a file of settings, it is not set.
  const text = environment || readOrMake(file, dataDir);
  const parsed = stored.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(
      `${environment ? 'CACASHOP_SECRETS' : file} is damaged (${parsed.error.issues
        .map((i) => i.path.join('.') || i.message)
        .join(', ')}). Restore it from a backup: without it, identities can't be matched and sessions end.`,
    );
  const { privacyKey, sessionSecret, signingKey } = parsed.data;
  return {
    privacyKey: Buffer.from(privacyKey, 'base64'),
    sessionSecret,
    signingKey,
    publicKey: createPublicKey(signingKey),
  };
}

/** Nothing where it is not a key of ours: the first checkpoint would say so, long after the start. */
function signingKeyOf(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOrMake(path: string, dataDir: string): string {
  openDataFolder(dataDir);
  try {
    return readIfThere(path) ?? makeOrRead(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${path}: the secrets of this market can't be read or made there (${code})`, {
      cause: error,
    });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/**
 * Made beside and then given its name: nobody ever reads half of it, and who is killed on the way leaves none. Of two
 * processes that start at once, one makes it and the other reads it.
 */
function makeOrRead(path: string): string {
  const text = JSON.stringify({
    privacyKey: randomBytes(32).toString('base64'),
    sessionSecret: randomBytes(48).toString('base64url'),
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
  const draft = `${path}.draft-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true });
    nameOnce(draft, path);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Throws EEXIST where the name is taken. Some file systems have one name a file: there it is a copy. */
function nameOnce(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}
