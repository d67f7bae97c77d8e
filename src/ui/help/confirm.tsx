import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { PageHead, Panel } from '../components/panel.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  await get(args, '/me');
  return { formKey: newKey() };
}

/** A button and not the link alone: programs that look into mails follow links. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const search = args.url.searchParams;
  const id = search.get('ticket') ?? '';
  const body = { token: search.get('token') ?? '' };
  const sent = await send(args, `/tickets/${encodeURIComponent(id)}/confirmation`, body, textOf(form, 'key'));
  return sent.ok ? redirect(`/help/questions/${encodeURIComponent(id)}`) : failure(form, sent.problem);
}

export default function Confirm() {
  const { formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('help');
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <PageHead title={t('confirm-title')} />
      <Panel title={t('mine')}>
        <p className="mb-4 text-sm">{t('confirm-text')}</p>
        <CommandForm intent="confirm" formKey={formKey}>
          <div>
            <Button>{t('confirm')}</Button>
          </div>
        </CommandForm>
      </Panel>
    </div>
  );
}
