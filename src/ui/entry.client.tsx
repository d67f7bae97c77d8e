import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';

import { isPageData, resuming } from './connection.ts';
import { keepMessages } from './messages/catalogue.ts';
import { type Language, languageOf } from './messages/language.ts';
import type { Messages } from './messages/wording.ts';

const MESSAGES: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  en: () => import('./messages/en/all.ts'),
  zh: () => import('./messages/zh/all.ts'),
  es: () => import('./messages/es/all.ts'),
  pt: () => import('./messages/pt/all.ts'),
};

window.fetch = resuming(window.fetch.bind(window), isPageData);

const language = languageOf(document.documentElement.lang) ?? 'en';
keepMessages(language, (await MESSAGES[language]()).default);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  );
});
