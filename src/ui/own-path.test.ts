import { describe, expect, test } from 'vitest';
import { ownPath } from './api.ts';

describe('where somebody goes on to after signing in', () => {
  test.each(['/', '/orders/ord_1?tab=a#b', '/search?q=%C3%A9t%C3%A9', '/été'])('may be %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  test.each([
    null,
    '',
    'orders',
    'https://elsewhere.test/',
    '//elsewhere.test',
    '/\\elsewhere.test',
    '/\t/elsewhere.test',
    '/\n/elsewhere.test',
    '/\r\n\\elsewhere.test',
  ])('is never another site: %j', (path) => {
    expect(new URL(ownPath(path), 'https://cacashop.test').origin).toBe('https://cacashop.test');
  });
});
