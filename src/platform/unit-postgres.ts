import type { Pool, PoolClient } from 'pg';
import { assert, isRefusal } from '../kernel/decision.ts';
import type { Change } from './lease.ts';
import { PostgresUnit } from './postgres-unit.ts';
import { BEGIN_BY_KEY } from './prepared.ts';
import type { BufferedUnit, UnitContext } from './unit.ts';

/** Another unit changed the same stream first. Retried by `transact`; seen by callers only after many tries. */
export class Conflict extends Error {
  override name = 'Conflict';
}

const TRIES_MAX = 8;
const IN_FAILED_TRANSACTION = '25P02';
/** PostgreSQL: serialization_failure, deadlock_detected, unique_violation. */
const RETRIED = new Set(['40001', '40P01', '23505']);

export interface TransactOptions {
  /** Runs first, in the same transaction; a defined value ends the unit with it, and the work is not begun. */
  readonly before?: (client: PoolClient) => Promise<unknown>;
  /**
   * The same, but the work is begun without waiting for the answer, and what it came to is thrown away where it has to give
   * way (to an idempotent replay): a unit changes nothing until its end, and an answer that is waited for is most of
   * what a short transaction takes. Has to send its first statement at once.
   */
  readonly claim?: (client: PoolClient) => Promise<unknown>;
  /**
   * Runs last, in the same transaction, with the result that is about to be committed and what it announces. Has to send
   * its statements at once, as all that follows the work: the commit is sent behind them without waiting for answers.
   */
  readonly after?: (client: PoolClient, result: unknown, announced: readonly Change[]) => Promise<void>;
  /** Off only where losing the last moments to a crash is fine, as when filling the demo. */
  readonly durable?: boolean;
}

/**
 * Runs work as one PostgreSQL transaction. A refusal rolls everything back; a version conflict or a deadlock is
 * tried again from the start with fresh state, so `work` must not act on the outside except by `afterCommit`.
 */
export async function transact<T>(
  pool: Pool,
  context: () => UnitContext,
  work: (unit: BufferedUnit) => Promise<T>,
  options: TransactOptions = {},
): Promise<T> {
  const { result, unit } = await retried(() => attemptOnce(pool, context, work, options));
  // Outside of the tries: what is committed must not be done again because of what followed it.
  await unit?.runEffects();
  return result;
}

/** A rehearsal gives way: to whoever holds what it wants, and to a server that has other things to do. */
const GIVES_WAY = "set local lock_timeout = '200ms'; set local statement_timeout = '2s'";

/**
 * Units of work in one transaction that is rolled back. Each step finds what the ones before it have written; nobody else
 * does, nothing is announced, and no effects follow.
 */
export async function rehearse<T>(
  pool: Pool,
  context: () => UnitContext,
  play: (step: <R>(work: (unit: BufferedUnit) => Promise<R>) => Promise<R>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`${BEGIN_BY_KEY}; ${GIVES_WAY}`);
    return await play(async (work) => {
      const unit = new PostgresUnit(client, context());
      const result = await work(unit);
      if (!isRefusal(result)) await sent(unit.flush());
      return result;
    });
  } finally {
    await client.query('rollback').catch((e: unknown) => (broken = e as Error));
    client.release(broken);
  }
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= TRIES_MAX || !isRetryable(error)) throw error;
      await new Promise((resume) => setTimeout(resume, Math.random() * 5 * tries));
    }
  }
}

async function attemptOnce<T>(
  pool: Pool,
  context: () => UnitContext,
  work: (unit: BufferedUnit) => Promise<T>,
  options: TransactOptions,
): Promise<{ result: T; unit?: PostgresUnit }> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query(
      options.durable === false ? `${BEGIN_BY_KEY}; set local synchronous_commit = off` : BEGIN_BY_KEY,
    );
    // Not waited for. Where it fails, so does what follows; and it is asked again before the end.
    begun.catch(() => undefined);
    const replay = await options.before?.(client);
    if (replay !== undefined) {
      await client.query('rollback');
      return { result: replay as T };
    }
    const unit = new PostgresUnit(client, context());
    // Both, since neither may still use the connection when it is given back.
    const [claim, worked] = await Promise.allSettled([options.claim?.(client), begin(work, unit)]);
    if (claim.status === 'rejected')
      throw worked.status === 'rejected' && isAborted(claim.reason) ? worked.reason : claim.reason;
    if (claim.value !== undefined) {
      await client.query('rollback');
      return { result: claim.value as T };
    }
    if (worked.status === 'rejected') throw worked.reason;
    const result = worked.value;
    if (isRefusal(result)) {
      await client.query('rollback');
      return { result };
    }
    await begun;
    const announced = unit.announcements();
    const ending = () =>
      commit(client, unit, () => options.after?.(client, result, announced) ?? Promise.resolve());
    await unit.watched(announced, ending);
    return { result, unit };
  } catch (error) {
    // A connection that can't even roll back must not return to the pool.
    await client.query('rollback').catch((e: unknown) => (broken = e as Error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Sends everything that is to be written and the commit in one go, so that what is locked is not held while our side
 * is busy with something else. PostgreSQL answers a commit behind a failed statement with a rollback.
 */
async function commit(client: PoolClient, unit: PostgresUnit, last: () => Promise<void>): Promise<void> {
  const written = [...unit.flush(), last()];
  const end = client.query('commit');
  const asked = unit.askWhoServes();
  await sent([...written, end, asked]);
  assert((await end).command === 'COMMIT', 'a statement failed, and its error was swallowed');
}

/** Waits for all of them. The first that failed is why the others did. */
async function sent(statements: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(statements))
    if (outcome.status === 'rejected') throw asConflict(outcome.reason);
}

/** Also where it fails before it has asked anything. */
async function begin<T>(work: (unit: BufferedUnit) => Promise<T>, unit: BufferedUnit): Promise<T> {
  return work(unit);
}

/** The statement itself was fine: one before it had failed. */
function isAborted(error: unknown): boolean {
  return (error as { code?: string }).code === IN_FAILED_TRANSACTION;
}

/** Raised by `expect_rows`. */
function asConflict(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  return code === '40001' ? new Conflict(message) : error;
}

function isRetryable(error: unknown): boolean {
  return error instanceof Conflict || RETRIED.has((error as { code?: string }).code ?? '');
}
