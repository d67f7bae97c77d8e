import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { mkdirSync, openSync, readFileSync, writeSync, closeSync, fsyncSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Secrets {
  /** Keys the commitments to personal data. Losing it breaks links to barred identities, not the chain. */
  readonly privacyKey: Buffer;
  /** Signs session cookies. */
  readonly sessionSecret: string;
  /** Ed25519, signs checkpoints of the log. */
  readonly signingKey: KeyObject;
  readonly publicKey: KeyObject;
}

const stored = z.strictObject({
  privacyKey: z.base64(),
  sessionSecret: z.string().min(32),
  signingKey: z.string().includes('PRIVATE KEY'),
});

/**
 * Secrets of this market from `secrets.json` in the data folder, made at first use, readable by its owner only.
 * Several machines on one database share them by `CACASHOP_SECRETS`, which holds the same JSON.
 */
export function openSecrets(dataDir: string, environment: string | undefined): Secrets {
  const text = environment ?? readOrMake(join(dataDir, 'secrets.json'), dataDir);
  const parsed = stored.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(
      `${environment ? 'CACASHOP_SECRETS' : join(dataDir, 'secrets.json')} is damaged (${parsed.error.issues
        .map((i) => i.path.join('.') || i.message)
        .join(', ')}). Restore it from a backup: without it, identities can't be matched and sessions end.`,
    );
  const signingKey = createPrivateKey(parsed.data.signingKey);
  return {
    privacyKey: Buffer.from(parsed.data.privacyKey, 'base64'),
    sessionSecret: parsed.data.sessionSecret,
    signingKey,
    publicKey: createPublicKey(signingKey),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOrMake(path: string, dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const text = JSON.stringify({
    privacyKey: randomBytes(32).toString('base64'),
    sessionSecret: randomBytes(48).toString('base64url'),
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
  // 'wx': of two processes that start at once, one makes the file and the other reads it.
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(path, 'utf8');
  }
}
