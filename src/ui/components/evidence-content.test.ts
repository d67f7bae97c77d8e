import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createRoutesStub } from 'react-router';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';

import { keepMessages } from '../messages/catalogue.ts';
import es from '../messages/es/all.ts';
import { EvidenceContent } from './evidence-content.tsx';

/** As somebody reads it in Spanish. */
function shown(kind: string, content: object): string {
  keepMessages('es', es);
  const evidence = createElement(EvidenceContent, { kind, json: JSON.stringify(content) });
  const Stub = createRoutesStub([
    {
      id: 'root',
      path: '/',
      Component: () => IntlProvider({ locale: 'es', messages: es, timeZone: 'UTC', children: evidence }),
    },
  ]);
  const hydrationData = { loaderData: { root: { now: 0, language: 'es', locale: 'es' } } };
  return renderToString(createElement(Stub, { hydrationData })).replaceAll(/<[^>]*>/g, ' ');
}

test('pictures are counted, since keys of files say nothing to anybody', () => {
  const text = shown('listing-snapshot', {
    images: ['demo_wall-clock_0', 'demo_wall-clock_1'],
    category: 'kitchen',
  });
  expect(text).not.toContain('demo_');
  expect(text).toMatch(/\b2\b/);
});

test('who said it, and what the words of the rulebook are, in the language of the page', () => {
  const messages = [{ id: 'msg_1', at: 0, from: 'seller', text: 'Hola' }];
  expect(shown('messages', { messages })).toMatch(/el vendedor.*Hola/s);
  expect(shown('listing-snapshot', { is: true, category: 'not-as-described' })).toMatch(/sí.*distinto/s);
});
