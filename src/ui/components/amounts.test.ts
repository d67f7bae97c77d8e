import { createElement } from 'react';
import { createRoutesStub } from 'react-router';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';

import { RelativeTime } from './amounts.tsx';

const NOW = Date.UTC(2026, 10, 30, 9);

/** As a reader of this language sees it. */
function shown(language: string, at: number): string {
  const Stub = createRoutesStub([
    { id: 'root', path: '/', Component: () => createElement(RelativeTime, { at }) },
  ]);
  const hydrationData = { loaderData: { root: { now: NOW, language, locale: language } } };
  return renderToString(createElement(Stub, { hydrationData })).replaceAll(/<[^>]*>/g, '');
}

test('less than a minute away is this minute, on either side', () => {
  for (const away of [-59_000, -1, 0, 59_000]) {
    expect(shown('en', NOW + away)).toBe('this minute');
    expect(shown('es', NOW + away)).toBe('este minuto');
  }
  expect(shown('en', NOW - 60_000)).toBe('1 minute ago');
  expect(shown('pt', NOW + 3 * 3_600_000)).toBe('em 3 horas');
});
