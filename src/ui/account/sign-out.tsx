import { type ActionFunctionArgs, redirect } from 'react-router';

import { pageContext } from '../page-context.ts';

/** Ending a session changes something, so it is a form; whoever opens the address as a page goes home. */
export function loader() {
  return redirect('/');
}

export async function action({ context }: ActionFunctionArgs) {
  const response = await context.get(pageContext).api('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return redirect('/', { headers });
}
