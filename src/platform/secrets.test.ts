import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSecrets } from './secrets.ts';

let folder: string;
const file = () => join(folder, 'secrets.json');
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cacashop-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets', () => {
  test('are made once, and nothing is left beside them', () => {
    const made = openSecrets(join(folder, 'a', 'b'), undefined);
    const again = openSecrets(join(folder, 'a', 'b'), '');
    expect(again.privacyKey).toEqual(made.privacyKey);
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['secrets.json']);
  });

  const pem = (type: 'ed25519' | 'x25519') =>
    generateKeyPairSync(type as 'ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const whole = {
    privacyKey: Buffer.alloc(32, 7).toString('base64'),
    sessionSecret: 'x'.repeat(40),
    signingKey: pem('ed25519'),
  };

  test.each([
    ['is empty', ''],
    ['was cut off', JSON.stringify(whole).slice(0, 60)],
    ['has no key to commit with', JSON.stringify({ ...whole, privacyKey: '' })],
    ['has a key that nobody can read', JSON.stringify({ ...whole, signingKey: 'PRIVATE KEY' })],
    ['has a key that signs nothing', JSON.stringify({ ...whole, signingKey: pem('x25519') })],
  ])('a file that %s is said to be damaged, and stays as it is', (_, text) => {
    writeFileSync(file(), text);
    expect(() => openSecrets(folder, undefined)).toThrow(/secrets\.json is damaged \(.+\)\. Restore it/);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  test('given by the environment they are judged as such', () => {
    expect(openSecrets(folder, JSON.stringify(whole)).sessionSecret).toBe(whole.sessionSecret);
    expect(() => openSecrets(folder, '{}')).toThrow(/^CACASHOP_SECRETS is damaged/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a folder in their place, and a data folder that takes no file, are named', () => {
    mkdirSync(file());
    expect(() => openSecrets(folder, undefined)).toThrow(/secrets\.json: .*EISDIR/);
    writeFileSync(join(folder, 'plain'), '');
    expect(() => openSecrets(join(folder, 'plain'), undefined)).toThrow(/plain is not a folder: choose/);
    expect(() => openSecrets(join(folder, 'plain', 'under'), undefined)).toThrow(/is not a folder: choose/);
  });

  test.runIf(process.platform === 'linux')('a folder that can never be made does not take for ever', () => {
    expect(() => openSecrets('/proc/x', undefined)).toThrow(/\/proc\/x cannot be written to \(ENOENT\)/);
    expect(() => openSecrets('/proc', undefined)).toThrow(/\/proc/);
  });
});
