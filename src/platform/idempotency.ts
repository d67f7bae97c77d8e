import type { Pool, PoolClient } from 'pg';
import type { Refusal } from '../kernel/decision.ts';
import type { Change } from './lease.ts';
import { prepared } from './prepared.ts';

/** The stored answer to a request that was made before under the same key. */
export interface Replay {
  readonly replayed: true;
  readonly status: number;
  readonly body: string;
  /** What the change announced. Its first answer may never have got out, so this one waits for the same. */
  readonly announced: readonly Change[];
}

/**
 * Claims a key inside the transaction of the change, with the first statement sent at once. A second request with the
 * same key waits here for the first, then gets its stored answer; refused requests leave no trace, so they can be mended
 * and sent again.
 */
export async function claimKey(
  client: PoolClient,
  actor: string,
  key: string,
  fingerprint: string,
): Promise<Replay | Refusal | undefined> {
  const claimed = await client.query(
    prepared(
      'insert into idempotency_key (actor, key, fingerprint) values ($1, $2, $3) on conflict do nothing',
      [actor, key, fingerprint],
    ),
  );
  if (claimed.rowCount === 1) return undefined;
  return (await keptResponse(client, actor, key, fingerprint)) ?? REUSED;
}

/**
 * The stored answer to a request that was made and committed before, if there is one. For what comes before the change's own
 * transaction: what was answered once is answered so again, whatever has become forbidden meanwhile.
 */
export async function keptResponse(
  client: Pool | PoolClient,
  actor: string,
  key: string,
  fingerprint: string,
): Promise<Replay | Refusal | undefined> {
  const known = await client.query<Omit<Replay, 'replayed'> & { fingerprint: string }>(
    prepared(
      'select fingerprint, status, body, announced from idempotency_key where actor = $1 and key = $2',
      [actor, key],
    ),
  );
  const first = known.rows[0];
  if (!first) return undefined;
  if (first.fingerprint !== fingerprint) return REUSED;
  const { status, body, announced } = first;
  return { replayed: true, status, body, announced };
}

const REUSED: Refusal = {
  refused: 'idempotency-key-reused',
  why: 'This Idempotency-Key was used for a different request. Use a new key for a new change.',
  field: 'Idempotency-Key',
};

export async function keepResponse(
  client: PoolClient,
  actor: string,
  key: string,
  status: number,
  body: object,
  announced: readonly Change[],
): Promise<void> {
  await client.query(
    prepared(
      'update idempotency_key set status = $3, body = $4, announced = $5 where actor = $1 and key = $2',
      [actor, key, status, JSON.stringify(body), JSON.stringify(announced)],
    ),
  );
}
