import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';

import { failure, newKey, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Frame } from '../components/frame.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams, pathname, search } = new URL(request.url);
  return { invitation: searchParams.get('invitation') ?? '', here: pathname + search, formKey: newKey() };
}

/** Whoever holds the link and is signed in with the invited address takes the account over. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = { invitation: textOf(form, 'invitation') };
  const sent = await send(args, '/staff/acceptance', body, textOf(form, 'key'));
  return sent.ok ? redirect('/ops') : failure(form, sent.problem);
}

export default function Join() {
  const { invitation, here, formKey } = useLoaderData<typeof loader>();
  const next = encodeURIComponent(here);
  return (
    <Frame area="Operations" nav={[]}>
      <div className="mx-auto grid max-w-md gap-6 py-6">
        <PageHead title="Join the staff" area="Operations">
          Sign in first, or open an account, with the address that the invitation was sent to.
        </PageHead>
        <p className="flex gap-4 text-sm font-medium">
          <TextLink to={`/sign-in?next=${next}`}>Sign in</TextLink>
          <TextLink to={`/sign-up?next=${next}`}>Open an account</TextLink>
        </p>
        <CommandForm intent="accept" formKey={formKey}>
          <input type="hidden" name="invitation" value={invitation} />
          <div>
            <Button>Accept the invitation</Button>
          </div>
        </CommandForm>
      </div>
    </Frame>
  );
}
