import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answersOf, openApiDocument } from './openapi.ts';
import { read, write } from './route.ts';

const listing = read({
  path: '/listings/{listingId}',
  summary: 'A listing',
  tag: 'listings',
  access: { who: ['anyone'] },
  params: z.strictObject({ listingId: z.string() }),
  response: z.object({ title: z.string() }),
  handle: () => Promise.resolve({ title: 'Lamp' }),
});
const sheet = read({
  path: '/me/listings/sheet',
  summary: 'My listings as a table',
  tag: 'listings',
  access: { who: ['seller'], action: 'data.read-own' },
  response: { media: ['text/csv'] },
  handle: () => Promise.resolve(new Response('title\r\n')),
});
const buy = write({
  path: '/checkout',
  method: 'post',
  summary: 'Buy',
  tag: 'checkout',
  access: { who: ['buyer'], action: 'checkout' },
  body: z.strictObject({ token: z.string() }),
  status: 201,
  refusals: { gone: 410 },
  response: z.object({ orderId: z.string() }),
  handle: () => Promise.resolve({ orderId: 'ord_1' }),
});

describe('the OpenAPI document', () => {
  // oxlint-disable-next-line typescript/no-explicit-any -- as a client reads it
  const document = openApiDocument([listing, sheet, buy], '1') as any;

  it('says who has to sign in', () => {
    const signedIn = [{ session: [] }, { bearer: [] }];
    expect(document.paths['/api/v1/listings/{listingId}'].get.security).toEqual([{}, ...signedIn]);
    expect(document.paths['/api/v1/checkout'].post.security).toEqual(signedIn);
  });

  it('tells the problems that a route may answer with, its own among them', () => {
    const statuses = (route: Parameters<typeof answersOf>[0]) => [...answersOf(route).keys()].slice(1);
    expect(statuses(listing)).toEqual([403, 404, 409, 422, 503]);
    expect(statuses(sheet)).toEqual([401, 403, 503]);
    expect(statuses(buy)).toEqual([400, 401, 403, 404, 409, 410, 413, 422, 429, 503]);
    const { responses } = document.paths['/api/v1/checkout'].post;
    expect(Object.keys(responses).join(' ')).toBe('201 400 401 403 404 409 410 413 422 429 503 default');
  });

  it('tells files as files', () => {
    const { content } = document.paths['/api/v1/me/listings/sheet'].get.responses['200'];
    expect(content).toEqual({ 'text/csv': { schema: { type: 'string', format: 'binary' } } });
  });

  it('refers to nothing that is not in it', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(refs).not.toEqual([]);
    for (const ref of refs)
      expect(
        ref.split('/').reduce((at, name) => at?.[name], document),
        ref,
      ).toBeDefined();
  });
});
