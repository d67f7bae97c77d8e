import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, readForm, send, textOf, textsOf } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Boxes } from '../components/choice.tsx';
import { CommandForm } from '../components/field.tsx';
import { PageHead } from '../components/panel.tsx';
import { RecallFields } from '../components/recall-form.tsx';
import { TextLink } from '../components/text-link.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

interface OwnListings {
  readonly listings: readonly { readonly id: string; readonly title: string }[];
}

export async function loader(args: LoaderFunctionArgs) {
  const { listings } = await get<OwnListings>(args, '/me/listings?limit=100');
  return { listings: listings.map(({ id, title }) => ({ id, title })), formKey: newKey() };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const body = {
    listings: textsOf(form, 'listings'),
    product: textOf(form, 'product'),
    identification: textOf(form, 'identification'),
    risk: textOf(form, 'risk'),
    hazard: textOf(form, 'hazard'),
    instructions: textsOf(form, 'instructions'),
    remedies: textsOf(form, 'remedies'),
    contact: textOf(form, 'contact'),
  };
  const sent = await send(args, '/me/recalls', body, textOf(form, 'key'));
  return sent.ok ? done('/seller/quality', 'recalled') : failure(form, sent.problem);
}

export default function OwnRecallPage() {
  const { listings, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('quality.seller');
  const area = useTranslations('health')('area');
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <PageHead title={t('recall')} area={area} above={<TextLink to="/seller/quality">{t('back')}</TextLink>}>
        {t('recall-hint')}
      </PageHead>
      <CommandForm intent="recall" formKey={formKey} className="grid gap-5">
        <Boxes
          name="listings"
          legend={t('listing')}
          options={listings.map(({ id, title }) => ({ value: id, label: title }))}
          dense
        />
        <RecallFields />
        <div>
          <Button look="danger">{t('recall-send')}</Button>
        </div>
      </CommandForm>
    </div>
  );
}
