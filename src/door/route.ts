import type { z } from 'zod';
import type { Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Database } from '../platform/database.ts';
import type { World } from '../processes/world.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { MetricSource } from '../signals/metric-source.ts';
import type { Action } from '../standing/actions.ts';
import type { Standing } from '../standing/standing.ts';
import type { Actor, Served } from './actor.ts';

/**
 * Who may come through and what it counts as. `action` is judged by `permits` on the actor's own standing, for
 * a write inside its transaction. Staff-only routes need none: staff are judged by role.
 */
export interface Access extends Served {
  /** Required as soon as a buyer or seller is served by a write; the door refuses to mount the route otherwise. */
  readonly action?: Action;
  /**
   * Asks the session to have confirmed within the last minutes that it is really them (`stepUpRefusal`): for what must
   * not be done by whoever finds a browser signed in.
   */
  readonly stepUp?: true;
  /** Asks for a mail address that was shown to be theirs: for what reaches other people. */
  readonly verifiedMail?: true;
  /** Open also to staff who have yet to set up their second factor. */
  readonly beforeSecondFactor?: true;
  /** Open also to staff whose roles rest (`rolesAtRest`): what is their own, and no work. */
  readonly atRest?: true;
}

/** For reads: the database and what is needed to ask `permits` about others. */
export interface Reader {
  readonly actor: Actor;
  readonly db: Database;
  readonly now: EpochMs;
  readonly rulebook: Rulebook;
  readonly rulebookHash: string;
  /** The rulebook with its texts in the asker's language (Accept-Language), as far as it is translated. */
  readonly wording: Rulebook;
  /** Measured rates of parties, with bounds. */
  readonly metrics: MetricSource;
  /** Current standings, as fresh as the lease guarantees. Missing ids are missing in the map. */
  standings(parties: readonly PartyId[]): Promise<ReadonlyMap<PartyId, Standing>>;
  /** The kept private values behind commitments; call only after checking that the actor may see them. */
  reveal(commitments: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** For what comes before a write's own transaction, or before a read that is noted. */
export interface Preparer extends Reader {
  readonly actor: Actor;
  /** Runs a workflow in a transaction of its own, which stays committed whatever becomes of the request. */
  run<T>(work: (world: World) => Promise<T>): Promise<T>;
}

/** For writes: a workflow's world and who asks. */
export interface Writer extends World {
  readonly actor: Actor;
}

interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

type Schema = z.ZodType;
type Parsed<S> = S extends Schema ? z.infer<S> : undefined;

/** Media types, or ranges of them, of an answer that is a file and no JSON. */
export interface FileAnswer {
  readonly media: readonly string[];
}

interface Common<P extends Schema | undefined, Q extends Schema | undefined> {
  /** Hono path under /api/v1, parameters in braces: `/cases/{caseId}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly response: Schema | FileAnswer;
}

export interface ReadRoute<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
> extends Common<P, Q> {
  readonly method: 'get';
  /**
   * For what must not be read unnoticed: runs before `handle`, in a transaction of its own, so that nothing is given out
   * of which no note was kept.
   */
  note?(preparer: Preparer, input: Input<Parsed<P>, Parsed<Q>, undefined>): Promise<object | Refusal>;
  /** Returns the response body, or a refusal (`not-found` becomes 404). A `Response` goes out as it is: a file. */
  handle(reader: Reader, input: Input<Parsed<P>, Parsed<Q>, undefined>): Promise<object | Refusal | Response>;
}

export interface WriteRoute<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  Prepared = unknown,
> extends Common<P, Q> {
  readonly method: 'post' | 'put' | 'patch' | 'delete';
  readonly body?: B;
  /** Success status, 200 if not said. */
  readonly status?: 200 | 201 | 202;
  /** Status of each refusal, where it is not 409. `not-found` is 404 and `forbidden` 403 everywhere. */
  readonly refusals?: Readonly<Record<string, 400 | 403 | 404 | 409 | 410 | 422 | 429 | 503>>;
  /** Changes what others may do: buyers' and sellers' changes wait a moment until it holds. */
  readonly verdict?: true;
  /** Largest body in bytes; 256 KiB if not said. */
  readonly bodyBytesMax?: number;
  /**
   * Runs once before the transaction, for calls to the outside (payment authorisation) that a rollback can't undo
   * and a retry must not repeat. Must be idempotent under `idempotencyKey`.
   */
  prepare?(
    preparer: Preparer,
    input: Input<Parsed<P>, Parsed<Q>, Parsed<B>> & { readonly idempotencyKey: string },
  ): Promise<Prepared | Refusal>;
  /**
   * Undoes what `prepare` did outside, when the change itself was refused. Must not throw; losing it must be safe,
   * since a crash loses it too.
   */
  abandon?(prepared: Prepared): Promise<void>;
  /**
   * Runs after the change was refused and nothing of it stayed, for attempts that are a fact of their own. Losing it
   * must be safe.
   */
  refused?(
    preparer: Preparer,
    input: Input<Parsed<P>, Parsed<Q>, Parsed<B>> & { readonly refusal: Refusal },
  ): Promise<void>;
  handle(
    writer: Writer,
    input: Input<Parsed<P>, Parsed<Q>, Parsed<B>> & { readonly prepared: Prepared },
  ): Promise<object | Refusal>;
}

export type AnyRoute = ReadRoute<any, any> | WriteRoute<any, any, any, any>; // oxlint-disable-line typescript/no-explicit-any -- existential

export function read<P extends Schema | undefined = undefined, Q extends Schema | undefined = undefined>(
  route: Omit<ReadRoute<P, Q>, 'method'>,
): ReadRoute<P, Q> {
  return { method: 'get', ...route };
}

export function write<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  Prepared = undefined,
>(route: WriteRoute<P, Q, B, Prepared>): WriteRoute<P, Q, B, Prepared> {
  return route;
}
