import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { accountOf } from '../account/auth.ts';
import { deviceOf, rememberingDevice } from '../account/device.ts';
import { done, failure, get, getOr, newKey, readForm, send, textOf } from '../api.ts';
import { ButtonLink } from '../components/button.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { pageContext } from '../page-context.ts';
import { confirmAction, readConfirmation } from '../components/confirm.tsx';
import { bringFile } from '../trouble/report-commands.ts';
import type { Entry, OwnAccount, Selling } from './entry-models.ts';
import { HeldNotice } from './held-notice.tsx';
import { identityBody } from './identity-form.tsx';
import { payoutAccountAction } from './payout-account.tsx';
import { namesIn } from './names.ts';
import { OpenShopForm, StartSteps } from './start-steps.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const PAGE = '/seller/start';

export async function loader(args: LoaderFunctionArgs) {
  const selling = await get<Selling>(args, '/selling');
  const account = await getOr<OwnAccount>(args, '/me', [401, 403, 404]);
  const formKey = newKey();
  const names = namesIn(args.context.get(pageContext).preferences.language);
  if (!account) return { at: (await accountOf(args)) ? 'open' : 'sign-in', selling, names, formKey } as const;
  if (account.kind !== 'seller') return { at: 'taken', selling, formKey } as const;
  const [entry, confirmation] = await Promise.all([get<Entry>(args, '/me/entry'), readConfirmation(args)]);
  return { at: 'steps', selling, account, entry, confirmation, names, formKey } as const;
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const answered = (await confirmAction(args, form, PAGE)) ?? (await payoutAccountAction(args, form, PAGE));
  if (answered) return answered;
  const intent = textOf(form, 'intent');
  const key = textOf(form, 'key');
  const sent = await sendStep(args, form, intent, key);
  if (sent.ok) {
    const next = done(PAGE, intent);
    return intent === 'open-shop' ? rememberingDevice(next, args, form) : next;
  }
  const errors = sent.problem.errors?.map((e) => ({
    ...e,
    field: e.field.replace(/^(identity\.)?(address\.)?/, '').replace(/^document$/, 'content'),
  }));
  return failure(form, { ...sent.problem, ...(errors ? { errors } : {}) });
}

function sendStep(args: ActionFunctionArgs, form: FormData, intent: string, key: string) {
  switch (intent) {
    case 'open-shop':
      return send(args, '/parties', openBody(args.request, form), key);
    case 'certify':
      return send(args, '/me/identity/certificate', { unchanged: true }, key);
    default:
      return sendIdentity(args, form, key);
  }
}

/** The file goes first, so that it can be named with the rest. */
async function sendIdentity(args: ActionFunctionArgs, form: FormData, key: string) {
  const body = identityBody(form);
  const file = form.get('content');
  if (!(file instanceof File) || file.size === 0) return send(args, '/me/identity', body, key, 'PUT');
  const brought = await bringFile(args, file, key);
  if (!brought.ok) return brought;
  return send(args, '/me/identity', { ...body, document: brought.value.uploadId }, key, 'PUT');
}

function openBody(request: Request, form: FormData) {
  const about = textOf(form, 'about');
  return {
    kind: 'seller',
    name: textOf(form, 'name'),
    ...(about === '' ? {} : { about }),
    country: textOf(form, 'country'),
    language: textOf(form, 'language'),
    currency: textOf(form, 'currency'),
    // Which version was on the page when it was ticked; an unticked box sends none.
    termsVersion: textOf(form, 'termsVersion'),
    device: deviceOf(request, form),
  };
}

export default function StartPage() {
  const data = useLoaderData<typeof loader>();
  const t = useTranslations('entry.start');
  const c = useTranslations('entry.confirm');
  const certificate = useTranslations('entry.certificate');
  const m = useTranslations('money.account');
  const messages = {
    'open-shop': t('shopOpened'),
    identity: t('saved'),
    certify: certificate('done'),
    'payout-account': m('done'),
    'send-code': c('sent'),
    confirm: c('done'),
  };
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <PageHead title={data.at === 'steps' ? data.account.name : t('title')} />
      <DoneNotice messages={messages} />
      {data.at === 'sign-in' && (
        <Panel title={t('sign-in.title')}>
          <p className="text-sm">{t('sign-in.text')}</p>
          <p className="mt-4 flex flex-wrap gap-3">
            <ButtonLink look="primary" to={`/sign-up?next=${PAGE}`}>
              {t('sign-in.create')}
            </ButtonLink>
            <ButtonLink to={`/sign-in?next=${PAGE}`}>{t('sign-in.enter')}</ButtonLink>
          </p>
        </Panel>
      )}
      {data.at === 'taken' && (
        <Notice tone="info" title={t('taken.title')}>
          {t('taken.text')}
        </Notice>
      )}
      {data.at === 'open' && (
        <OpenShopForm selling={data.selling} names={data.names} formKey={data.formKey} />
      )}
      {data.at === 'steps' && (
        <>
          <HeldNotice hold={data.account.standing?.hold ?? null} />
          <StartSteps {...data} />
        </>
      )}
    </div>
  );
}
