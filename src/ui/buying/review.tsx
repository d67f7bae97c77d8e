import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { done, failure, get, newKey, type PageArgs, readForm, send, textOf } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { StarRow } from '../storefront/stars.tsx';
import type { OrderPage, OwnReview } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = args.params['orderId'] ?? '';
  const order = await get<OrderPage>(args, `/orders/${encodeURIComponent(id)}`);
  return { order, reviews: await reviewsOf(args, id), formKey: newKey() };
}

/** The newest ones first: an order that can still be reviewed is not far down. */
const PAGES_MAX = 10;

async function reviewsOf(args: PageArgs, orderId: string): Promise<readonly OwnReview[]> {
  const found: OwnReview[] = [];
  let cursor = '';
  for (let page = 0; page < PAGES_MAX; page++) {
    const path = `/me/reviews?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { reviews, next } = await get<{ reviews: readonly OwnReview[]; next: string | null }>(args, path);
    found.push(...reviews.filter((review) => review.orderId === orderId));
    if (next === null) break;
    cursor = next;
  }
  return found;
}

export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const orderId = args.params['orderId'] ?? '';
  const intent = textOf(form, 'intent');
  const text = textOf(form, 'text');
  const review = { rating: Number(textOf(form, 'rating')), ...(text === '' ? {} : { text }) };
  const subject = textOf(form, 'subject');
  const key = textOf(form, 'key');
  const sent =
    intent === 'change'
      ? await send(args, `/reviews/${encodeURIComponent(subject)}`, review, key, 'PUT')
      : await send(args, '/reviews', { orderId, line: Number(subject), ...review }, key);
  const page = `/orders/${encodeURIComponent(orderId)}/review`;
  return sent.ok ? done(page, intent) : failure(form, sent.problem);
}

export default function Review() {
  const { order, reviews, formKey } = useLoaderData<typeof loader>();
  const t = useTranslations('purchase.review');
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <PageHead
        title={t('title')}
        above={<TextLink to={`/orders/${order.id}`}>{t('back', { seller: order.seller.name })}</TextLink>}
      >
        {t('text')}
      </PageHead>
      <DoneNotice messages={{ post: t('done-post'), change: t('done-change') }} />
      {order.mayDo.includes('review') ? (
        order.lines.map((line, i) => (
          <Panel key={line.listingId} title={line.title ?? line.listingId}>
            <LineReview line={i} review={reviews.find((r) => r.line === i)} formKey={formKey} />
          </Panel>
        ))
      ) : (
        <Notice tone="info" title={t('not-yet')} />
      )}
    </div>
  );
}

function LineReview(props: { line: number; review: OwnReview | undefined; formKey: string }) {
  const { line, review, formKey } = props;
  const t = useTranslations('purchase.review');
  if (!review)
    return (
      <CommandForm intent="post" subject={String(line)} formKey={formKey}>
        <Fields />
        <Button className="justify-self-start">{t('send')}</Button>
      </CommandForm>
    );
  return (
    <div className="grid gap-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <StarRow value={review.rating} />
        <span className="text-muted">
          <DateTime at={review.changedAt ?? review.postedAt} only="date" />
        </span>
      </p>
      {review.text && <p className="whitespace-pre-line">{review.text}</p>}
      {review.answer?.text && (
        <div className="border-s-2 border-line-strong ps-3">
          <p className="font-medium">{t('answer')}</p>
          <p className="whitespace-pre-line text-muted">{review.answer.text}</p>
        </div>
      )}
      <Disclosure label={t('change')} intent="change" subject={review.reviewId}>
        <CommandForm intent="change" subject={review.reviewId} formKey={formKey}>
          <Fields text={review.text ?? ''} />
          <Button className="justify-self-start">{t('send-change')}</Button>
        </CommandForm>
      </Disclosure>
    </div>
  );
}

/** From five stars down to one. */
const RATINGS = ['excellent', 'good', 'fair', 'poor', 'bad'] as const;

function Fields({ text }: { text?: string }) {
  const t = useTranslations('purchase.review');
  const options = RATINGS.map((name, i) => ({
    value: String(RATINGS.length - i),
    label: t(`ratings.${name}`),
  }));
  return (
    <>
      <Choice name="rating" legend={t('rating')} options={options} />
      <TextArea name="text" label={t('words')} hint={t('words-hint')} optional defaultValue={text} />
    </>
  );
}
