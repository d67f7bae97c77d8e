import { createHmac, timingSafeEqual } from 'node:crypto';

/** Time-based one-time passwords of six digits (RFC 6238, SHA-1, 30 seconds), as authenticator apps make them. */

const STEP_S = 30;
const DIGITS = 6;
/** A code of the step before or after counts too: clocks differ, and people type slowly. */
const STEPS_AROUND = 1;

export function totpAt(key: Uint8Array, atMs: number): string {
  return hotp(key, Math.floor(atMs / 1_000 / STEP_S));
}

/** The number of the 30 seconds that a code is of, where it is one of now. */
export function totpStep(key: Uint8Array, code: string, atMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = Math.floor(atMs / 1_000 / STEP_S);
  let found: number | undefined;
  for (let step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step++) {
    // All are compared, each in constant time: how long it takes must not tell which was near.
    if (timingSafeEqual(Buffer.from(hotp(key, step)), Buffer.from(code))) found = step;
  }
  return found;
}

/** HOTP (RFC 4226) with dynamic truncation. */
function hotp(key: Uint8Array, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', key).update(message).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}
