import { type ActionFunctionArgs, redirect } from 'react-router';

import { ownPath, readForm, textOf } from '../api.ts';
import { languageOf } from '../messages/language.ts';
import { pageContext } from '../page-context.ts';
import { preferencesCookie } from '../preferences.ts';

export function loader() {
  return redirect('/');
}

/** Keeps the choice and goes back to where the reader was. A value that we don't know is dropped when it is read. */
export async function action({ request, url, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const chosen = {
    language: languageOf(textOf(form, 'language')) ?? context.get(pageContext).preferences.language,
    currency: textOf(form, 'currency'),
    country: textOf(form, 'country'),
  };
  const cookie = preferencesCookie(chosen, url.protocol === 'https:');
  return redirect(ownPath(textOf(form, 'next')), { headers: { 'set-cookie': cookie } });
}
