import { type ActionFunctionArgs, redirect, useLoaderData, useSearchParams } from 'react-router';

import { failure, newKey, ownPath, problemOf, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { PageHead } from '../components/panel.tsx';
import { pageContext } from '../page-context.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader() {
  return { formKey: newKey() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const next = ownPath(new URL(request.url).searchParams.get('next'));
  const response = await context.get(pageContext).api('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: textOf(form, 'email'), password: form.get('password') }),
  });
  if (!response.ok) return failure(form, await refusalOf(response));
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return redirect(next, { headers });
}

/** Never says whether the address or the password was wrong: that would tell who has an account. */
async function refusalOf(response: Response) {
  const title =
    response.status === 429
      ? 'Too many attempts. Please wait a minute and try again.'
      : response.status < 500
        ? 'That address and password do not belong together.'
        : (await problemOf(response)).title;
  return { title, status: response.status };
}

export default function SignIn() {
  const { formKey } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
      <PageHead title="Sign in">
        {search.has('next') && 'The page you asked for needs to know who you are.'}
      </PageHead>
      <div className="rounded-xl border border-line bg-surface p-5">
        <CommandForm intent="sign-in" formKey={formKey}>
          <TextField name="email" label="E-mail" type="email" autoComplete="username" />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" />
          <Button>Sign in</Button>
        </CommandForm>
      </div>
    </div>
  );
}
