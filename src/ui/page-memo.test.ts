import { describe, expect, test } from 'vitest';

import type { ApiCall } from './page-context.ts';
import { PageMemo } from './page-memo.ts';

/** An API that tells what is in `answers`, and remembers what it was asked. */
function apiOf(answers: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const api: ApiCall = (path) => {
    asked.push(path);
    const text = answers[path];
    const status = text === undefined ? 404 : 200;
    return Promise.resolve(new Response(text ?? null, { status, headers: { 'content-type': 'text/plain' } }));
  };
  return { api, asked };
}

/** A page made of the answers to these paths, as the web server asks the memo for it. */
async function open(memo: PageMemo, key: string, api: ApiCall, paths: readonly string[], nonce = 'N1') {
  let isKept = true;
  const response = await memo.page({ key, nonce, api }, async (recorded) => {
    isKept = false;
    const texts = await Promise.all(paths.map(async (path) => (await recorded(path)).text()));
    const html = `<script nonce="${nonce}">${texts.join('|')}</script><link nonce="${nonce}">`;
    return new Response(html, { headers: { 'content-type': 'text/html' } });
  });
  expect(response.headers.get('content-type')).toBe('text/html');
  return { html: await response.text(), isKept };
}

describe('pages rendered before', () => {
  test('are given again with the nonce of the new answer, after the API was asked again', async () => {
    const memo = new PageMemo(1_000);
    const { api, asked } = apiOf({ '/a': 'ü', '/b': 'b' });
    await open(memo, 'page', api, ['/a', '/b']);
    expect(await open(memo, 'page', api, ['/a', '/b'], 'another')).toEqual({
      html: '<script nonce="another">ü|b</script><link nonce="another">',
      isKept: true,
    });
    expect(asked).toEqual(['/a', '/b', '/a', '/b']);
  });

  test('are rendered anew from what the API says now, which is asked once', async () => {
    const memo = new PageMemo(1_000);
    await open(memo, 'page', apiOf({ '/a': 'in stock', '/b': 'b' }).api, ['/a', '/b']);
    const { api, asked } = apiOf({ '/a': 'sold out', '/b': 'b' });
    const page = await open(memo, 'page', api, ['/a', '/b']);
    expect(page).toMatchObject({ html: expect.stringContaining('sold out|b') as string, isKept: false });
    expect(asked).toEqual(['/a', '/b']);
    const later = apiOf({ '/b': 'b' });
    expect(await open(memo, 'page', later.api, ['/a', '/b'])).toMatchObject({ isKept: false });
    expect(await open(memo, 'page', later.api, ['/a', '/b'])).toMatchObject({ isKept: true });
  });

  test('are known by their key alone', async () => {
    const memo = new PageMemo(1_000);
    const { api } = apiOf({ '/a': 'a' });
    await open(memo, 'in English', api, ['/a']);
    expect(await open(memo, 'in Chinese', api, ['/a'])).toMatchObject({ isKept: false });
  });

  test('make room, the one asked for longest ago first', async () => {
    const { api } = apiOf({ '/a': 'a' });
    const { html } = await open(new PageMemo(1_000), '', api, ['/a']);
    // Its HTML, the answer `a`, and two bytes for each letter of its key and of the path that it asked.
    const bytes = (key: string) => html.length + 1 + 2 * (key.length + '/a'.length);
    const memo = new PageMemo(bytes('first') + bytes('second'));
    for (const key of ['first', 'second', 'first', 'third']) await open(memo, key, api, ['/a']);
    expect(await open(memo, 'first', api, ['/a'])).toMatchObject({ isKept: true });
    expect(await open(memo, 'third', api, ['/a'])).toMatchObject({ isKept: true });
    expect(await open(memo, 'second', api, ['/a'])).toMatchObject({ isKept: false });
  });

  test('count with their addresses, which may be longer than they are', async () => {
    const memo = new PageMemo(1_000);
    const { api } = apiOf({ '/a': 'a' });
    await open(memo, 'short', api, ['/a']);
    await open(memo, 'x'.repeat(480), api, ['/a']);
    expect(await open(memo, 'short', api, ['/a'])).toMatchObject({ isKept: false });
  });

  test('are rendered once for all who want them at the same time, each with the own nonce', async () => {
    const memo = new PageMemo(1_000);
    const { api } = apiOf({ '/a': 'a' });
    const pages = await Promise.all(['1', '2', '3'].map((nonce) => open(memo, 'page', api, ['/a'], nonce)));
    expect(pages.map(({ isKept }) => isKept)).toEqual([false, true, true]);
    for (const [i, { html }] of pages.entries()) expect(html).toContain(`nonce="${i + 1}"`);
    const changed = apiOf({ '/a': 'b' }).api;
    const anew = await Promise.all(
      ['1', '2', '3'].map((nonce) => open(memo, 'page', changed, ['/a'], nonce)),
    );
    expect(anew.map(({ isKept }) => isKept)).toEqual([false, true, true]);
    for (const { html } of anew) expect(html).toContain('b');
  });

  test('that failed leave nothing behind', async () => {
    const memo = new PageMemo(1_000);
    const { api } = apiOf({ '/a': 'a' });
    const failing = memo.page({ key: 'page', nonce: '-', api }, () => Promise.reject(new Error('broken')));
    const waiting = open(memo, 'page', api, ['/a']);
    await expect(failing).rejects.toThrow('broken');
    expect(await waiting).toMatchObject({ isKept: false });
    expect(await open(memo, 'page', api, ['/a'])).toMatchObject({ isKept: true });
  });

  test.each([
    ['sent something', () => new Response('page'), { method: 'POST' }],
    ['are no success', () => new Response('page', { status: 404 }), undefined],
    ['set a cookie', () => new Response('page', { headers: { 'set-cookie': 'a=b' } }), undefined],
  ])('that %s are not kept', async (_, page, init) => {
    const memo = new PageMemo(1_000);
    const { api } = apiOf({ '/a': 'a' });
    let rendered = 0;
    for (let i = 0; i < 2; i++)
      await memo.page({ key: 'page', nonce: '-', api }, async (recorded) => {
        rendered += 1;
        await recorded('/a', init);
        return page();
      });
    expect(rendered).toBe(2);
  });
});
