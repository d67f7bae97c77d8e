import { isDeepStrictEqual } from 'node:util';
import { answersOf } from '../src/door/openapi.ts';
import type { AnyRoute } from '../src/door/route.ts';

interface Given {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/**
 * What a client that was made from the OpenAPI document would stumble over: a status or a media type that is not told
 * there, a member that is missing, of another type, or not told.
 */
export function undescribed(
  routes: readonly AnyRoute[],
  asked: { readonly method: string; readonly path: string },
  { status, type, body }: Given,
): string | undefined {
  const route = routes.find((r) => r.method === asked.method.toLowerCase() && patternOf(r).test(asked.path));
  if (!route) return undefined;
  const name = `${route.method} ${route.path}`;
  const answer = answersOf(route).get(status);
  if (!answer) return `${name} answers ${status}, which the document does not tell: ${JSON.stringify(body)}`;
  if (answer === 'problem')
    return type.startsWith('application/problem+json') ? undefined : `${name}: ${status} as ${type}`;
  if ('media' in answer) return answer.media.some((m) => fits(m, type)) ? undefined : `${name}: ${type}`;
  const parsed = answer.safeParse(body);
  if (!parsed.success) return `${name} answers otherwise than told: ${parsed.error.message}`;
  // Members that are not told were left out by parsing.
  return isDeepStrictEqual(parsed.data, body)
    ? undefined
    : `${name} answers more than told: ${JSON.stringify(body)} instead of ${JSON.stringify(parsed.data)}`;
}

function patternOf({ path }: AnyRoute): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function fits(range: string, type: string): boolean {
  const given = type.split(';', 1)[0] ?? '';
  return range === '*/*' || (range.endsWith('/*') ? given.startsWith(range.slice(0, -1)) : given === range);
}
