import type { Pool, PoolClient } from 'pg';
import { isUnreachable } from './database.ts';
import { readSealed, type SealedEntry } from './log.ts';

export interface Follower {
  /** Under which its position is kept; the migration that brings a follower says where it begins. */
  readonly name: string;
  readonly concepts: readonly string[];
  /** False where nobody would be told anyway: its position goes on without a look at the entries. */
  isWanted?(client: PoolClient): Promise<boolean>;
  /** Writes what follows from these entries, with this client only: it commits together with the position. */
  takeIn(client: PoolClient, entries: readonly SealedEntry[]): Promise<void>;
}

type Report = (error: unknown, where: string) => void;

const POSITIONS_A_STEP = 500;

/**
 * Lets a follower read on in the sealed log, in order; several processes take turns. What it writes and how far it has read
 * commit as one, so that nothing is written twice or forgotten. Returns how many positions were passed. With `report`, an entry that
 * can't be taken in is reported and passed: it would keep everything behind it from everybody for ever.
 */
export async function follow(pool: Pool, follower: Follower, report?: Report): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const mine = await client.query<{ position: number; head: number }>(
      `select c.position, h.position as head from consumer c, log_head h where c.name = $1 for update of c skip locked`,
      [follower.name],
    );
    const { position = 0, head = 0 } = mine.rows[0] ?? {};
    const until = Math.min(position + POSITIONS_A_STEP, head);
    if (until > position) {
      // Asked after the head was read: whoever wants to be told of an entry up to there is seen by now.
      const isWanted = (await follower.isWanted?.(client)) ?? true;
      const entries = isWanted ? await readSealed(client, position, until - position, follower.concepts) : [];
      if (entries.length > 0) await takeIn(client, follower, entries, report);
      await client.query('update consumer set position = $2 where name = $1', [follower.name, until]);
    }
    await client.query('commit');
    return Math.max(until - position, 0);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** All at once, and one by one where that fails. */
async function takeIn(
  client: PoolClient,
  follower: Follower,
  entries: readonly SealedEntry[],
  report: Report | undefined,
): Promise<void> {
  await client.query('savepoint taken');
  try {
    await follower.takeIn(client, entries);
    return;
  } catch (error) {
    if (!report || isPassing(error)) throw error;
    await client.query('rollback to savepoint taken');
    const [first] = entries;
    if (entries.length === 1 && first) return report(error, `${follower.name}, entry ${first.position}`);
  }
  for (const entry of entries) await takeIn(client, follower, [entry], report);
}

/** Said by the database about itself or the moment, not about the entry: the same step may well succeed later. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return isUnreachable(error) || (typeof code === 'string' && !LASTING.test(code));
}

/** SQLSTATEs of data that can't be stored: data exceptions and broken constraints. What our own code throws has none. */
const LASTING = /^2[23]\w{3}$|^ERR_/;

/** Marks a log as read up to there by these followers: it was written down all at once, and is nobody's news. */
export async function passOver(
  client: Pool | PoolClient,
  names: readonly string[],
  position: number,
): Promise<void> {
  await client.query('update consumer set position = $2 where name = any($1) and position < $2', [
    names,
    position,
  ]);
}
