import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';

import { Joining, joinerOf } from '../account/joining.tsx';
import { failure, newKey, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { Frame } from '../components/frame.tsx';
import { PageHead } from '../components/panel.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const { searchParams, pathname, search } = args.url;
  const invitation = searchParams.get('invitation') ?? '';
  return { joiner: await joinerOf(args), invitation, here: pathname + search, formKey: newKey() };
}

/** Whoever holds the link and is signed in with the invited address takes the account over. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = { invitation: textOf(form, 'invitation') };
  const sent = await send(args, '/staff/acceptance', body, textOf(form, 'key'));
  return sent.ok ? redirect('/ops') : failure(form, sent.problem);
}

export default function Join() {
  const { joiner, invitation, here, formKey } = useLoaderData<typeof loader>();
  return (
    <Frame area="Operations" nav={[]}>
      <div className="mx-auto grid max-w-md gap-6 py-6">
        <PageHead title="Join the staff" area="Operations">
          You were invited to work here. The link is good for the address that it was sent to.
        </PageHead>
        <Joining joiner={joiner} here={here}>
          <CommandForm intent="accept" formKey={formKey}>
            <input type="hidden" name="invitation" value={invitation} />
            <div>
              <Button>Accept the invitation</Button>
            </div>
          </CommandForm>
        </Joining>
      </div>
    </Frame>
  );
}
