import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface Terms {
  readonly version: string;
  readonly clauses: Readonly<Record<string, { readonly title: string; readonly text: string }>>;
}

export async function loader(args: LoaderFunctionArgs) {
  return { terms: await get<Terms>(args, '/terms'), formKey: newKey() };
}

/** What was read is what is accepted: the version goes along, and another one that came in between is refused. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const sent = await send(args, '/me/terms', { version: textOf(form, 'version') }, textOf(form, 'key'));
  return sent.ok ? done('/terms', 'accept') : failure(form, sent.problem);
}

export default function TermsPage() {
  const { terms, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('bulletin.terms');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('title')}>
        <p>
          {t.rich('intro', {
            version: terms.version,
            rules: (chunks) => <TextLink to="/transparency/rules">{chunks}</TextLink>,
          })}
        </p>
      </PageHead>
      <DoneNotice messages={{ accept: t('done') }} />
      <Acceptance version={terms.version} formKey={formKey} />
      <ol className="grid gap-4 rounded-xl border border-line bg-surface p-5">
        {Object.entries(terms.clauses).map(([id, clause]) => (
          <li key={id} id={id} className="grid gap-0.5">
            <h2 className="font-medium">
              <span className="text-muted">{id}</span> {clause.title}
            </h2>
            <p className="text-sm">{clause.text}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Acceptance({ version, formKey }: { version: string; formKey: string }) {
  const { me } = useReader();
  const t = useTranslations('bulletin.terms');
  if (!me || me.kind === 'staff') return null;
  const { accepted } = me.terms;
  if (accepted === version) return <p className="text-sm text-muted">{t('accepted', { version })}</p>;
  return (
    <CommandForm
      intent="accept"
      formKey={formKey}
      className="grid gap-3 rounded-xl border border-line bg-surface p-5"
    >
      <input type="hidden" name="version" value={version} />
      {accepted !== null && <p className="text-sm">{t('outdated', { old: accepted, version })}</p>}
      <div>
        <Button>{t('accept', { version })}</Button>
      </div>
    </CommandForm>
  );
}
