import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, getOr, newKey, type PageArgs, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { CommandForm, TextField } from '../components/field.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { useReader } from '../reader.ts';
import type { ConversationRow, DraftRow, OrderRow, Refs } from './models.ts';
import { knownOf, listingIn, missing, withConversation } from './report-data.ts';
import { Steps } from './steps.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

const SHOWN = 12;

export async function loader(args: LoaderFunctionArgs) {
  const search = args.url.searchParams;
  const drafts = await getOr<{ drafts: readonly DraftRow[] }>(args, '/me/report-drafts', [401, 403]);
  const named: Refs = {
    ...named_(search, 'order', 'orderId'),
    ...named_(search, 'listing', 'listingId'),
    ...named_(search, 'conversation', 'conversationId'),
  };
  const common = { formKey: newKey(), drafts: drafts?.drafts ?? [], isSignedIn: drafts !== undefined, named };
  const nothing = { orders: [], conversations: [], known: null };
  if (!drafts) return { ...common, ...nothing };
  if (Object.keys(named).length > 0) return { ...common, ...nothing, known: await knownOf(args, named) };
  const [{ orders }, { conversations }] = await Promise.all([
    get<{ orders: readonly OrderRow[] }>(args, '/orders?limit=50'),
    get<{ conversations: readonly ConversationRow[] }>(args, '/conversations?limit=50'),
  ]);
  const seller = search.get('seller');
  const ofSeller = (row: { readonly seller: { readonly id: string } }) =>
    seller === null || row.seller.id === seller;
  return {
    ...common,
    ...nothing,
    orders: orders.filter(ofSeller).slice(0, SHOWN),
    conversations: conversations.filter(ofSeller).slice(0, SHOWN),
  };
}

function named_(search: URLSearchParams, parameter: string, name: keyof Refs): Refs {
  const value = search.get(parameter);
  return value === null || value === '' ? {} : { [name]: value };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const key = textOf(form, 'key');
  if (textOf(form, 'intent') === 'drop') {
    const path = `/me/report-drafts/${encodeURIComponent(textOf(form, 'subject'))}`;
    const dropped = await send(args, path, {}, key, 'DELETE');
    return dropped.ok ? done('/report', 'dropped') : failure(form, dropped.problem);
  }
  const refs = chosen(form);
  if (refs === undefined)
    return failure(
      form,
      textOf(form, 'link') ? missing('report-link-wrong', 'link') : missing('report-choose', 'about'),
    );
  return begin(args, form, await withConversation(args, refs), key);
}

async function begin(args: PageArgs, form: FormData, refs: Refs, key: string) {
  const sent = await send<{ draftId: string }>(args, '/me/report-drafts', { refs }, key);
  return sent.ok ? redirect(`/report/${sent.value.draftId}`) : failure(form, sent.problem);
}

/** `order:ord_1 conversation:cnv_1`, as the choices carry it; else the listing that was named. */
function chosen(form: FormData): Refs | undefined {
  const about = textOf(form, 'about');
  const refs: Record<string, string> = {};
  for (const part of about.split(' ')) {
    const [kind = '', id] = part.split(':');
    if (id && ['order', 'listing', 'conversation'].includes(kind)) refs[`${kind}Id`] = id;
  }
  const listingId = about === '' || about === 'listing' ? listingIn(textOf(form, 'link')) : undefined;
  if (listingId) refs['listingId'] = listingId;
  return Object.keys(refs).length > 0 ? refs : undefined;
}

export default function Report() {
  const { drafts, isSignedIn, known } = useLoaderData<typeof loader>();
  const t = useTranslations('report');
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={t('title')}>{t('about.intro')}</PageHead>
      <Steps now="about" />
      {isSignedIn && drafts.length > 0 && <Drafts />}
      {!isSignedIn ? <SignInFirst /> : known ? <Named /> : <Which />}
    </div>
  );
}

function SignInFirst() {
  const t = useTranslations('report.about');
  const { named } = useLoaderData<typeof loader>();
  const search = new URLSearchParams();
  for (const [name, id] of Object.entries(named)) search.set(name.replace('Id', ''), id);
  const next = search.size === 0 ? '/report' : `/report?${search}`;
  return (
    <Panel title={t('which')}>
      <div className="grid justify-items-start gap-3 text-sm">
        <p>{t('sign-in')}</p>
        <ButtonLink look="primary" to={`/sign-in?next=${encodeURIComponent(next)}`}>
          {t('sign-in-link')}
        </ButtonLink>
      </div>
    </Panel>
  );
}

function Drafts() {
  const { drafts, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('report.about');
  const kinds = useTranslations('report-kinds');
  return (
    <Panel title={t('begun')} flush>
      <ul className="divide-y divide-line">
        {drafts.map((draft) => {
          const title = `${draft.kind}.title` as Parameters<typeof kinds>[0];
          return (
            <li key={draft.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1 basis-56">
                <p className="font-medium">
                  {draft.kind !== null && kinds.has(title) ? kinds(title) : t('begun')}
                </p>
                <p className="text-muted">
                  {t('begun-since')} <DateTime at={draft.savedAt} />
                </p>
              </div>
              <ButtonLink to={`/report/${draft.id}`}>{t('continue')}</ButtonLink>
              <CommandForm intent="drop" subject={draft.id} formKey={formKey} className="contents">
                <Button look="quiet">{t('drop')}</Button>
              </CommandForm>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** It was said already, by where the reader came from: one press goes on. */
function Named() {
  const { known, named, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('report.about');
  const name = useNames();
  const about = Object.entries(named)
    .map(([key, id]) => `${key.replace('Id', '')}:${id}`)
    .join(' ');
  const found = [
    known?.order && name.order(known.order),
    known?.listing && t('listing', { title: known.listing.title }),
    known?.conversation && name.conversation(known.conversation),
  ].filter((text) => text !== undefined);
  if (found.length === 0) return <Which />;
  return (
    <Panel title={t('chosen')}>
      <CommandForm intent="begin" formKey={formKey}>
        <input type="hidden" name="about" value={about} />
        <ul className="grid gap-1">
          {found.map((text) => (
            <li key={text} className="font-medium">
              {text}
            </li>
          ))}
        </ul>
        <div>
          <Button>{t('next')}</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}

function Which() {
  const { orders, conversations, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('report.about');
  const name = useNames();
  const options = [
    ...orders.map((order) => ({
      value: `order:${order.id}`,
      label: name.order(order),
      hint: order.lines.map((line) => line.title ?? line.listingId).join(', '),
    })),
    ...conversations.map((talk) => ({
      value: `conversation:${talk.conversationId}`,
      label: name.conversation(talk),
    })),
  ];
  return (
    <Panel title={t('which')}>
      <CommandForm intent="begin" formKey={formKey}>
        {options.length > 0 ? (
          <Choice
            name="about"
            legend={t('latest')}
            options={[...options, { value: 'listing', label: t('other') }]}
          />
        ) : (
          <p className="text-sm text-muted">{t('nothing')}</p>
        )}
        <TextField name="link" label={t('link')} hint={t('link-hint')} optional maxLength={500} />
        <div>
          <Button>{t('next')}</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}

/** How orders and conversations are called here: by the other side and the day. */
function useNames() {
  const { me, locale } = useReader();
  const t = useTranslations('report.about');
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const other = (row: {
    readonly seller: { name: string; id: string };
    readonly buyer: { name: string; id: string };
  }) => (row.buyer.id === me?.partyId ? row.seller.name : row.buyer.name);
  return {
    order: (order: OrderRow) => t('order', { date: day.format(order.placedAt), seller: other(order) }),
    conversation: (talk: ConversationRow) => t('conversation', { name: other(talk) }),
  };
}
