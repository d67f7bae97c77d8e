import { Hono } from 'hono';
import { type DoorDeps, mountRoutes } from './door/mount.ts';
import { openApiDocument } from './door/openapi.ts';
import { problem, problemResponse } from './door/problem.ts';
import { limitWrites } from './door/rate-limit.ts';
import type { AnyRoute } from './door/route.ts';

/** Version of the API, in the OpenAPI document. */
export const API_VERSION = '1.0.0';

export interface AppDeps extends DoorDeps {
  readonly routes: readonly AnyRoute[];
  /** Changes that one address may ask for in a minute; no bound if absent (behind a proxy that has its own, in tests). */
  readonly writesPerMinute?: number | undefined;
  /** True when this process may serve: migrated, projections built, standings in step. */
  readonly ready: () => Promise<{ ready: boolean; details: Record<string, unknown> }>;
}

/** The REST API with health checks and its own description. Pages and sign-in are mounted beside it by `web.ts`. */
export function createApp(deps: AppDeps): Hono {
  const hono = new Hono();
  // Written when it is first asked for: that takes a fifth of a second, in which a starting market serves nobody.
  let document: object | undefined;
  hono.get('/healthz', (c) => c.json({ status: 'ok' }));
  hono.get('/readyz', async (c) => {
    const state = await deps.ready();
    return c.json({ status: state.ready ? 'ready' : 'not-ready', ...state.details }, state.ready ? 200 : 503);
  });
  hono.get('/api/v1/openapi.json', (c) => c.json((document ??= openApiDocument(deps.routes, API_VERSION))));
  if (deps.writesPerMinute !== undefined) hono.use('/api/v1/*', limitWrites(deps.writesPerMinute));
  mountRoutes(hono, deps.routes, deps);
  hono.all('/api/v1/*', (c) =>
    problemResponse(
      problem(404, 'no-such-route', `There is no ${c.req.method} ${c.req.path}`, {
        detail: 'See /api/v1/openapi.json.',
      }),
    ),
  );
  return hono;
}
