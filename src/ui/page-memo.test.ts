import { describe, expect, test } from 'vitest';

import { pageKey, PageMemo } from './page-memo.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const page = (html: string) => () => Promise.resolve(new TextEncoder().encode(html));
const never = () => Promise.reject(new Error('rendered again'));

describe('pages rendered before', () => {
  test('are given again with the nonce of the new answer', async () => {
    const memo = new PageMemo(1_000);
    await memo.page({ key: 'a', nonce: 'N1' }, page('<script nonce="N1">ü</script><link nonce="N1">'));
    expect(text(await memo.page({ key: 'a', nonce: 'another' }, never))).toBe(
      '<script nonce="another">ü</script><link nonce="another">',
    );
  });

  test('are known by address and data, each bit of them', () => {
    const key = pageKey('/search?q=a', { root: { me: null, now: 1 }, found: [1, 2] });
    expect(pageKey('/search?q=a', { root: { me: null, now: 1 }, found: [1, 2] })).toBe(key);
    expect(pageKey('/search?q=b', { root: { me: null, now: 1 }, found: [1, 2] })).not.toBe(key);
    expect(pageKey('/search?q=a', { root: { me: null, now: 1 }, found: [2, 1] })).not.toBe(key);
  });

  test('make room, the one asked for longest ago first', async () => {
    const memo = new PageMemo(20);
    await memo.page({ key: 'a', nonce: '-' }, page('aaaaaaaa'));
    await memo.page({ key: 'b', nonce: '-' }, page('bbbbbbbb'));
    await memo.page({ key: 'a', nonce: '-' }, never);
    await memo.page({ key: 'c', nonce: '-' }, page('cccccccc'));
    expect(text(await memo.page({ key: 'a', nonce: '-' }, never))).toBe('aaaaaaaa');
    await expect(memo.page({ key: 'b', nonce: '-' }, never)).rejects.toThrow('rendered again');
  });

  test('that failed are not kept', async () => {
    const memo = new PageMemo(100);
    await expect(memo.page({ key: 'a', nonce: '-' }, never)).rejects.toThrow();
    expect(text(await memo.page({ key: 'a', nonce: '-' }, page('whole')))).toBe('whole');
  });
});
