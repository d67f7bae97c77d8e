import { z } from 'zod';
import type { AnyRoute, FileAnswer } from './route.ts';

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: {
      type: 'string',
      description: 'A stable name of the kind of problem, such as /problems/not-permitted',
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What was wrong here, and what to do' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

const PROBLEM = {
  description: 'Problem details (RFC 9457): which field, what was wrong, what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New for each intended change. The same again gives the first answer and changes nothing.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

const DESCRIPTION = `Times are milliseconds since 1970 (UTC), money is whole minor units with a currency. Every write takes an
Idempotency-Key. Errors are problem details (RFC 9457). \`x-access\` says whom a route serves and which action is judged by
their standing. Calls with the session cookie need an Origin header of the site itself; calls with a token do not.`;

/** The OpenAPI 3.1 document of all routes, with who is served and which action `permits` judges as `x-access`. */
export function openApiDocument(routes: readonly AnyRoute[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cacashop',
      version,
      description: DESCRIPTION.replaceAll('\n', ' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The market that serves this document' }],
    tags: [...new Set(routes.map((route) => route.tag))].toSorted().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      responses: { Problem: PROBLEM },
      parameters: { IdempotencyKey: KEY },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'cacashop.session_token' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation(route: AnyRoute): object {
  const writes = route.method !== 'get';
  const responses = [...answersOf(route)].map(([status, answer]) => [String(status), responseOf(answer)]);
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^a-zA-Z0-9]+(\w?)/g, (_, c: string) => c.toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    'x-access': route.access,
    // An empty one: also without signing in.
    security: [...(isOpen(route) ? [{}] : []), { session: [] }, { bearer: [] }],
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...(writes ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(route.method !== 'get' && route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
          },
        }
      : {}),
    responses: { ...Object.fromEntries(responses), default: { $ref: '#/components/responses/Problem' } },
  };
}

function isOpen({ access }: AnyRoute): boolean {
  return access.who.includes('anyone');
}

type Answer = z.ZodType | FileAnswer | 'problem';

/** By status, what a route may answer, the smallest status first. */
export function answersOf(route: AnyRoute): ReadonlyMap<number, Answer> {
  const writes = route.method !== 'get';
  const done = writes ? (route.status ?? 200) : 200;
  const { params, query } = route;
  const problems = new Set<number>([
    ...(isOpen(route) ? [] : [401]),
    // Of everybody: staff without their second factor reach nothing but their own data.
    403,
    ...(params ? [404, 409] : []),
    ...(params || query || writes ? [422] : []),
    ...(writes ? [400, 404, 409, 413, 429, ...Object.values(route.refusals ?? {})] : []),
    503,
  ]);
  return new Map<number, Answer>([
    [done, route.response],
    ...[...problems].toSorted((a, b) => a - b).map((status) => [status, 'problem'] as const),
  ]);
}

function responseOf(answer: Answer): object {
  if (answer === 'problem') return { $ref: '#/components/responses/Problem' };
  const content =
    'media' in answer
      ? Object.fromEntries(answer.media.map((m) => [m, { schema: { type: 'string', format: 'binary' } }]))
      : { 'application/json': { schema: jsonSchema(answer, 'output') } };
  return { description: 'Done', content };
}

function parameters(where: 'path' | 'query', schema: z.ZodType | undefined): readonly object[] {
  if (!schema) return [];
  const described = jsonSchema(schema, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(described.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (described.required ?? []).includes(name),
    schema: property,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
}
