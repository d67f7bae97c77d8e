import { createHash, randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Context, Hono } from 'hono';
import { isRefusal, type Refusal } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Unit } from '../kernel/unit.ts';
import { type Database, isUnreachable } from '../platform/database.ts';
import { claimKey, keepResponse, keptResponse, type Replay } from '../platform/idempotency.ts';
import { LeaseLost } from '../platform/lease.ts';
import type { UnitContext } from '../platform/unit.ts';
import { transact } from '../platform/unit-postgres.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { inLanguage } from '../rulebook/translation.ts';
import type { MetricSource } from '../signals/metric-source.ts';
import { permits } from '../standing/permits.ts';
import { standings, type Standing } from '../standing/standing.ts';
import { actingAs, type Actor, isServed } from './actor.ts';
import { assuranceLacking } from './assurance.ts';
import { problem, ProblemError, problemResponse } from './problem.ts';
import { bodyText, idempotencyKey, json, parse, preferredLanguage } from './request.ts';
import { rolesAtRest } from './roles-at-rest.ts';
import type { AnyRoute, Preparer, Reader, ReadRoute, WriteRoute } from './route.ts';
import { Turnstile } from './turnstile.ts';

export interface DoorDeps {
  readonly db: Database;
  readonly rulebook: Rulebook;
  readonly rulebookHash: string;
  readonly now: () => EpochMs;
  readonly unitContext: (by: string) => UnitContext;
  /** Who is asking, by session cookie or bearer token. */
  readonly authenticate: (headers: Headers) => Promise<Actor>;
  readonly metrics: MetricSource;
  /** The same for one unit of work: see `askedOnce`. */
  readonly metricsOfUnit: (unit: Unit) => MetricSource;
  readonly standings: (parties: readonly PartyId[]) => Promise<ReadonlyMap<PartyId, Standing>>;
  readonly report: (error: unknown, requestId: string) => void;
}

const BODY_BYTES_MAX = 256 * 1024;

/**
 * Changes that buyers and sellers make at once in one process: as many as there are processors, for which all of them
 * wait sooner or later. Those of staff pass beside, and verdicts ahead.
 */
const CROWD_AT_ONCE_MAX = Math.min(8, Math.max(2, availableParallelism()));
const CROWD = new Turnstile(CROWD_AT_ONCE_MAX);

/** Puts routes on the server. Whatever a route forgets, this does: it is the one door of the API. */
export function mountRoutes(hono: Hono, routes: readonly AnyRoute[], deps: DoorDeps): void {
  for (const route of routes) {
    assertGuarded(route);
    const path = `/api/v1${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    hono.on(route.method.toUpperCase(), path, (c) => answer(c, route, deps));
  }
}

/** A write that serves traders or shoppers must say which standing it depends on. */
function assertGuarded(route: AnyRoute): void {
  const open = route.access.who.some((w) => w === 'buyer' || w === 'seller');
  if (route.method !== 'get' && open && !route.access.action)
    throw new Error(`${route.method} ${route.path} serves buyers or sellers but names no action for permits`);
  if (route.access.team && !route.access.who.includes('seller'))
    throw new Error(`${route.method} ${route.path} names roles of a seller's team but serves no seller`);
}

async function answer(c: Context, route: AnyRoute, deps: DoorDeps): Promise<Response> {
  const requestId = randomUUID();
  try {
    const actor = await deps.authenticate(c.req.raw.headers);
    if (!isServed(actor, route.access)) throw new ProblemError(refusedByRole(actor));
    const lacking =
      assuranceLacking(actor, route.access, deps.now()) ?? (await rolesAtRest(actor, route.access, deps));
    if (lacking) throw new ProblemError(lacking);
    const input = {
      params: parse(route.params, c.req.param(), 'path'),
      query: parse(route.query, c.req.query(), 'query'),
    };
    return route.method === 'get'
      ? await answerRead(c, route, deps, actor, input)
      : await answerWrite(c, route, deps, actor, input);
  } catch (error) {
    if (error instanceof ProblemError) return problemResponse(error.problem);
    deps.report(error, requestId);
    return failed(error, requestId);
  }
}

/** An error may come after the commit, or instead of its answer: whether a change was made is not known here. */
function failed(error: unknown, requestId: string): Response {
  const detail = 'If this was a change, send it again with the same Idempotency-Key: it is made once.';
  if (error instanceof LeaseLost || isUnreachable(error))
    return problemResponse(
      problem(503, 'out-of-touch', 'The market is out of touch with its database; try again in a moment', {
        detail,
        requestId,
      }),
      { 'retry-after': '1' },
    );
  return problemResponse(problem(500, 'internal', 'Something went wrong on our side', { detail, requestId }));
}

function readerOf(c: Context, deps: DoorDeps, actor: Actor): Reader {
  return {
    actor,
    db: deps.db,
    now: deps.now(),
    rulebook: deps.rulebook,
    rulebookHash: deps.rulebookHash,
    wording: inLanguage(deps.rulebook, preferredLanguage(c)),
    standings: deps.standings,
    metrics: deps.metrics,
    reveal: async (commitments) => {
      const rows = await deps.db.pool.query<{ commitment: string; value: string }>(
        'select distinct on (commitment) commitment, value from private_value where commitment = any($1)',
        [commitments],
      );
      return new Map(rows.rows.map((r) => [r.commitment, r.value]));
    },
  };
}

function preparerOf(c: Context, deps: DoorDeps, actor: Actor, by: string): Preparer {
  const { rulebook, rulebookHash } = deps;
  return {
    ...readerOf(c, deps, actor),
    run: (work) =>
      transact(
        deps.db.pool,
        () => deps.unitContext(by),
        (unit) => work({ unit, rulebook, rulebookHash, metrics: deps.metricsOfUnit(unit) }),
      ),
  };
}

async function answerRead(
  c: Context,
  route: ReadRoute,
  deps: DoorDeps,
  actor: Actor,
  input: { params: unknown; query: unknown },
): Promise<Response> {
  const reader = readerOf(c, deps, actor);
  await assertPermitted(deps, route, actor, reader.now);
  const asked = { ...input, body: undefined };
  const noted = await route.note?.(preparerOf(c, deps, actor, actingAs(actor)), asked);
  if (isRefusal(noted)) throw new ProblemError(refusalProblem(noted, {}));
  const result = await route.handle(reader, asked);
  if (result instanceof Response) return result;
  if (isRefusal(result)) throw new ProblemError(refusalProblem(result, {}));
  return c.json(result, 200, { 'cache-control': 'no-store' });
}

/** The actor's own standing, as fresh as the lease guarantees. */
async function assertPermitted(
  deps: DoorDeps,
  { access }: AnyRoute,
  actor: Actor,
  now: EpochMs,
): Promise<void> {
  if (!access.action || actor.kind === 'anonymous' || actor.kind === 'staff') return;
  const standing = (await deps.standings([actor.partyId])).get(actor.partyId);
  const permit = permits(standing, access.action, now);
  if (!permit.allowed)
    throw new ProblemError(problem(403, 'not-permitted', permit.why, { detail: permit.why, permit }));
}

async function answerWrite(
  c: Context,
  route: WriteRoute,
  deps: DoorDeps,
  actor: Actor,
  input: { params: unknown; query: unknown },
): Promise<Response> {
  const key = idempotencyKey(c);
  const raw = await bodyText(c, route.bodyBytesMax ?? BODY_BYTES_MAX);
  const body = parse(route.body, route.body ? json(raw) : undefined, 'body');
  const by = actingAs(actor);
  const fingerprint = createHash('sha256').update(`${route.method} ${c.req.path}\n${raw}`).digest('hex');
  const status = route.status ?? 200;
  let prepared: unknown;
  if (route.prepare) {
    const kept = await keptResponse(deps.db.pool, by, key, fingerprint);
    if (kept && isRefusal(kept)) throw new ProblemError(refusalProblem(kept, {}));
    if (kept) return replayed(c, deps.unitContext(by), kept);
    // Asked again in the transaction: here it keeps those who are stopped from reaching the outside.
    await assertPermitted(deps, route, actor, deps.now());
    prepared = await route.prepare(preparerOf(c, deps, actor, by), {
      ...input,
      body,
      idempotencyKey: `${by}:${key}`,
    });
    if (isRefusal(prepared)) throw new ProblemError(refusalProblem(prepared, route.refusals ?? {}));
  }
  // What the change itself was answered with, as opposed to a request whose key belongs to another one.
  let answered: object | Refusal | undefined;
  const change = () =>
    transact<object | Refusal | Replay>(
      isVerdict(route, actor) ? deps.db.poolOfVerdicts() : deps.db.pool,
      () => deps.unitContext(by),
      async (unit) => {
        const { rulebook, rulebookHash } = deps;
        const metrics = deps.metricsOfUnit(unit);
        answered =
          (await refusedByStanding(unit, route, actor)) ??
          (await route.handle(
            { unit, actor, rulebook, rulebookHash, metrics },
            { ...input, body, prepared },
          ));
        return answered;
      },
      {
        claim: (client) => claimKey(client, by, key, fingerprint),
        after: (client, made, announced) => keepResponse(client, by, key, status, made as object, announced),
      },
    );
  const result = await inTurn(route, actor, change);
  if (isReplay(result)) return replayed(c, deps.unitContext(by), result);
  if (isRefusal(result)) {
    if (result === answered) {
      await route.abandon?.(prepared);
      await route.refused?.(preparerOf(c, deps, actor, by), { ...input, body, refusal: result });
    }
    throw new ProblemError(refusalProblem(result, route.refusals ?? {}));
  }
  return c.json(result, status, { 'cache-control': 'no-store' });
}

/** A verdict must not queue, nor be slow because of those whom it stops. */
function inTurn<T>(route: WriteRoute, actor: Actor, change: () => Promise<T>): Promise<T> {
  if (actor.kind !== 'staff') return CROWD.pass(change);
  return isVerdict(route, actor) ? CROWD.passAhead(change) : change();
}

function isVerdict(route: WriteRoute, actor: Actor): boolean {
  return route.verdict === true && actor.kind === 'staff';
}

async function replayed(
  c: Context,
  { watch }: UnitContext,
  { announced, body, status }: Replay,
): Promise<Response> {
  if (announced.length > 0) await watch?.(announced).settled();
  return c.body(body, status as 200, {
    'content-type': 'application/json',
    'idempotency-replayed': 'true',
  });
}

/** The actor's own standing, held until commit so that no verdict slips in. */
async function refusedByStanding(
  unit: Unit,
  { access }: WriteRoute,
  actor: Actor,
): Promise<Refusal | undefined> {
  if (!access.action || actor.kind === 'anonymous' || actor.kind === 'staff') return undefined;
  const standing = await unit.lock(standings, actor.partyId, 'share');
  const permit = permits(standing, access.action, unit.now);
  if (permit.allowed) return undefined;
  const { why, because, sanctionId, until } = permit;
  return { refused: 'not-permitted', why, facts: { because, sanctionId, until } };
}

function isReplay(result: object): result is Replay {
  return 'replayed' in result && result.replayed === true;
}

const STATUS_OF: Readonly<Record<string, number>> = {
  'not-found': 404,
  forbidden: 403,
  'not-permitted': 403,
  'invalid-input': 422,
  'idempotency-key-reused': 422,
};

export function refusalProblem(refusal: Refusal, statuses: Readonly<Record<string, number>>) {
  const title = refusal.why ?? refusal.refused.replaceAll('-', ' ');
  return problem(statuses[refusal.refused] ?? STATUS_OF[refusal.refused] ?? 409, refusal.refused, title, {
    ...(refusal.why ? { detail: refusal.why } : {}),
    ...(refusal.field ? { errors: [{ field: refusal.field, message: title }] } : {}),
    // Beside the members of the problem for short, and whole where one of them has the same name.
    ...refusal.facts,
    ...(refusal.facts ? { facts: refusal.facts } : {}),
  });
}

function refusedByRole(actor: Actor) {
  return actor.kind === 'anonymous'
    ? problem(401, 'sign-in-needed', 'Sign in first')
    : problem(403, 'not-for-this-role', 'This is not open to your role');
}
