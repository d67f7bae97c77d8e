import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { failure, get, getOr, newKey, type PageArgs, readForm, send, textOf } from '../api.ts';
import { WriteMessage } from '../components/conversation.tsx';
import { PageHead } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { type Answering, AnsweringTime } from './answering.tsx';
import type { Named, OrderPage } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** What the question is about, as the API names it, and how the page calls it. */
interface About {
  readonly body:
    | { readonly orderId: string }
    | { readonly listingId: string }
    | { readonly sellerId: string };
  readonly seller: Named;
  readonly title: string;
  readonly path: string;
}

export async function loader(args: LoaderFunctionArgs) {
  // Only members can ask: whoever is not signed in goes there first and comes back here.
  await get(args, '/me');
  const about = await aboutOf(args);
  const answering = await getOr<Answering>(args, `/sellers/${about.seller.id}/answering`, [404]);
  return { about, answering: answering ?? null, formKey: newKey() };
}

async function aboutOf(args: PageArgs): Promise<About> {
  const asked = args.url.searchParams;
  const [orderId, listingId] = [asked.get('order'), asked.get('listing')];
  if (orderId !== null) {
    const order = await get<OrderPage>(args, `/orders/${encodeURIComponent(orderId)}`);
    const title = order.lines.map((line) => line.title ?? line.listingId).join(', ');
    return { body: { orderId }, seller: order.seller, title, path: `/orders/${order.id}` };
  }
  if (listingId !== null) {
    const path = `/listings/${encodeURIComponent(listingId)}`;
    const listing = await get<{ title: string; seller: Named }>(args, path);
    return { body: { listingId }, seller: listing.seller, title: listing.title, path };
  }
  const sellerId = asked.get('seller') ?? '';
  const shop = await get<{ name: string }>(args, `/sellers/${encodeURIComponent(sellerId)}`);
  return {
    body: { sellerId },
    seller: { id: sellerId, name: shop.name },
    title: shop.name,
    path: `/sellers/${sellerId}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const { body } = await aboutOf(args);
  const sent = await send<{ conversationId: string }>(
    args,
    '/conversations',
    { ...body, text: textOf(form, 'text') },
    textOf(form, 'key'),
  );
  return sent.ok ? redirect(`/messages/${sent.value.conversationId}`) : failure(form, sent.problem);
}

export default function Ask() {
  const { about, answering, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('talk');
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <PageHead title={t('ask', { name: about.seller.name })}>
        <TextLink to={about.path}>{about.title}</TextLink>
      </PageHead>
      <div className="grid gap-3 rounded-xl border border-line bg-surface p-4">
        <AnsweringTime answering={answering} />
        <WriteMessage formKey={formKey} label={t('your-question')} hint={t('stay-here')} />
      </div>
    </div>
  );
}
