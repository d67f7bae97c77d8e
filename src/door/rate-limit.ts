import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem, problemResponse } from './problem.ts';

/**
 * Bounds how many changes one address may ask for in a minute, so that a script can't fill the market with complaints or
 * accounts. Counted in each process by the connection's own address, never by a header that a client can choose; a
 * proxy in front sets its own limits.
 */
export function limitWrites(perMinute: number): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const address = getConnInfo(c).remote.address ?? 'unknown';
    try {
      await limiter.consume(address);
    } catch (reached) {
      if (!(reached instanceof RateLimiterRes)) throw reached;
      const seconds = Math.ceil(reached.msBeforeNext / 1_000);
      return problemResponse(
        problem(429, 'too-many-requests', `More than ${perMinute} changes a minute from one address`, {
          detail: `Try again in ${seconds} seconds.`,
        }),
        { 'retry-after': String(seconds) },
      );
    }
    return next();
  };
}
