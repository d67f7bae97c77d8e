import { z } from 'zod';
import type { AnyRoute } from './route.ts';

const PROBLEM = {
  description: 'Problem details (RFC 9457): which field, what was wrong, what to do',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          errors: {
            type: 'array',
            items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
          },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of all routes, with who is served and which action `permits` judges as `x-access`. */
export function openApiDocument(routes: readonly AnyRoute[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Cacashop', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'cacashop.session_token' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operation(route: AnyRoute): object {
  const writes = route.method !== 'get';
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^a-zA-Z0-9]+(\w?)/g, (_, c: string) => c.toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    'x-access': route.access,
    ...(route.access.who.includes('anyone') ? {} : { security: [{ session: [] }, { bearer: [] }] }),
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...(writes
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              schema: { type: 'string', minLength: 8, maxLength: 128 },
            },
          ]
        : []),
    ],
    ...(route.method !== 'get' && route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
          },
        }
      : {}),
    responses: {
      [writes ? String(route.status ?? 200) : '200']: {
        description: 'Done',
        content: { 'application/json': { schema: jsonSchema(route.response, 'output') } },
      },
      default: PROBLEM,
    },
  };
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
