import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { done, failure, get, newKey, readForm, send, textOf } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, Select, TextArea, TextField } from '../../components/field.tsx';
import { DoneNotice } from '../../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { languageName } from '../team-models.ts';
import type { Macro } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

const HERE = '/ops/desk/macros';
const DONE = { write: 'The macro is kept.', retire: 'The macro is retired.' };

export async function loader(args: LoaderFunctionArgs) {
  const [{ macros }, { kinds }] = await Promise.all([
    get<{ macros: readonly Macro[] }>(args, '/desk/macros'),
    get<{ kinds: readonly { kind: string; title: string }[] }>(args, '/ticket-kinds'),
  ]);
  return { macros, kinds, formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key');
  const macro = textOf(form, 'subject');
  if (intent === 'retire') {
    const sent = await send(args, `/desk/macros/${encodeURIComponent(macro)}`, {}, key, 'DELETE');
    return sent.ok ? done(HERE, intent) : failure(form, sent.problem);
  }
  const body = {
    ...(macro === '' ? {} : { macroId: macro }),
    title: textOf(form, 'title'),
    language: textOf(form, 'language'),
    kind: textOf(form, 'kind') || null,
    text: textOf(form, 'text'),
  };
  const sent = await send(args, '/desk/macros', body, key);
  return sent.ok ? done(HERE, 'write') : failure(form, sent.problem);
}

export default function Macros() {
  const { macros, formKey } = useLoaderData<typeof loader>();
  const { me } = useReader();
  return (
    <div className="grid gap-6">
      <PageHead title="Macros" area="Service desk" above={<TextLink to="/ops/desk">Service desk</TextLink>}>
        Words for what is asked again and again. They are offered where kind and language fit; make them fit
        the person before you send them.
      </PageHead>
      <DoneNotice messages={DONE} />
      <Panel title="Write one">
        <CommandForm key={macros.length} intent="write" formKey={formKey}>
          <MacroFields />
          <div>
            <Button>Keep it</Button>
          </div>
        </CommandForm>
      </Panel>
      <Panel title="Macros" flush>
        {macros.length === 0 && <EmptyState title="No macro yet" />}
        <ul className="divide-y divide-line">
          {macros.map((macro) => (
            <li key={macro.macroId} className="grid gap-2 p-4 text-sm">
              <p className="font-medium">
                {macro.title} <span className="font-normal text-muted">· {languageName(macro.language)}</span>
              </p>
              <p className="whitespace-pre-line text-muted">{macro.text}</p>
              <Disclosure label="Change it" intent="write" subject={macro.macroId}>
                <CommandForm intent="write" subject={macro.macroId} formKey={formKey}>
                  <MacroFields macro={macro} />
                  <div>
                    <Button look="secondary">Keep the change</Button>
                  </div>
                </CommandForm>
              </Disclosure>
              {hasRole(me, ['head']) && (
                <CommandForm intent="retire" subject={macro.macroId} formKey={formKey}>
                  <div>
                    <Button look="quiet">Retire it</Button>
                  </div>
                </CommandForm>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function MacroFields({ macro }: { macro?: Macro }) {
  const { kinds } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField name="title" label="Title" maxLength={80} defaultValue={macro?.title} />
        <Select
          name="language"
          label="Language"
          options={['en', 'zh', 'es', 'pt'].map((value) => ({ value, label: languageName(value) }))}
          defaultValue={macro?.language ?? 'en'}
        />
        <Select
          name="kind"
          label="Kind"
          options={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
          empty="Any"
          defaultValue={macro?.kind ?? ''}
          optional
        />
      </div>
      <TextArea name="text" label="Words" rows={5} defaultValue={macro?.text} />
    </>
  );
}
