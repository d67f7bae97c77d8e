import { createHmac } from 'node:crypto';
import type { Commitment } from '../kernel/unit.ts';

/**
 * Keyed commitment to a private value. Keyed, because a plain hash of a phone or account number is reversed by
 * trying them all; with the key destroyed or the value erased, the chain keeps proving order and tells nothing.
 */
export function commitmentOf(key: Buffer, kind: string, value: string): Commitment {
  return createHmac('sha256', key).update(`${kind}\0${value}`).digest('base64url') as Commitment;
}
