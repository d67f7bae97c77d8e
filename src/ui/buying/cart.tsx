import { type ActionFunctionArgs, data, type LoaderFunctionArgs, useLoaderData } from 'react-router';
import { useTranslations } from 'use-intl';

import { getOr, newKey } from '../api.ts';
import { Money } from '../components/amounts.tsx';
import { ButtonLink } from '../components/button.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { useProblem } from '../messages/problems.ts';
import { addWanted, runCartCommand } from './cart-commands.ts';
import { CartLineItem } from './cart-line.tsx';
import { LinesAtFault } from './lines-at-fault.tsx';
import type { CartLine, CartView } from './models.ts';
import { wantedIn } from './wanted.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  // Visitors have no cart yet, sellers and staff never: both are told so instead of sent away.
  const cart = await getOr<CartView>(args, '/cart', [401, 403]);
  const formKey = newKey();
  const wanted = wantedIn(args.request);
  if (cart === undefined || wanted === undefined) return { cart: cart ?? null, formKey, notAdded: null };
  const { problem, headers } = await addWanted(args, wanted);
  return data({ cart, formKey, notAdded: problem }, { headers });
}

export const action = (args: ActionFunctionArgs) => runCartCommand(args);

export default function Cart() {
  const { cart, formKey, notAdded } = useLoaderData<typeof loader>();
  const t = useTranslations('purchase.cart');
  const say = useProblem();
  const lines = cart?.lines ?? [];
  return (
    <div className="grid gap-6">
      <PageHead title={t('title')} />
      <DoneNotice messages={{ add: t('done-add'), set: t('done-set'), drop: t('done-drop') }} />
      {notAdded && <Notice tone="bad" title={say(notAdded).title} alert />}
      <LinesAtFault lines={lines} formKey={formKey} />
      {cart === null && <NoCart />}
      {cart !== null && lines.length === 0 && (
        <EmptyState title={t('empty')}>
          <p>{t('empty-text')}</p>
          <p className="mt-3">
            <ButtonLink to="/search">{t('look-around')}</ButtonLink>
          </p>
        </EmptyState>
      )}
      {lines.length > 0 && (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="grid gap-4">
            {bySeller(lines).map(([seller, own]) => (
              <SellerLines key={seller} name={own[0]?.seller?.name} lines={own} formKey={formKey} />
            ))}
          </div>
          <Totals cart={cart} />
        </div>
      )}
    </div>
  );
}

function NoCart() {
  const t = useTranslations('purchase.cart');
  return (
    <EmptyState title={t('visitor')}>
      <p>{t('visitor-text')}</p>
      <p className="mt-3 flex flex-wrap justify-center gap-3">
        <ButtonLink look="primary" to="/sign-in?next=/cart">
          {t('sign-in')}
        </ButtonLink>
        <ButtonLink to="/search">{t('look-around')}</ButtonLink>
      </p>
    </EmptyState>
  );
}

function SellerLines(props: {
  readonly name: string | undefined;
  readonly lines: readonly CartLine[];
  readonly formKey: string;
}) {
  const t = useTranslations('purchase.cart');
  return (
    <Panel title={props.name ?? t('unknown-seller')} hint={t('one-parcel')} flush>
      <ul className="divide-y divide-line">
        {props.lines.map((line) => (
          <CartLineItem key={line.listingId} line={line} formKey={props.formKey} />
        ))}
      </ul>
    </Panel>
  );
}

/** Each currency is paid by itself, since a card is charged in one. */
function Totals({ cart }: { cart: CartView | null }) {
  const t = useTranslations('purchase.cart');
  const totals = cart?.totals ?? [];
  const blocked = new Set(cart?.lines.flatMap((l) => (l.problem && l.price ? [l.price.currency] : [])));
  return (
    <section
      aria-label={t('totals')}
      className="grid gap-4 rounded-xl border border-line bg-surface p-4 lg:sticky lg:top-24"
    >
      {totals.length > 1 && <p className="text-sm text-muted">{t('by-currency')}</p>}
      {totals.map((total) => (
        <div key={total.currency} className="grid gap-3">
          <p className="flex items-baseline justify-between gap-3">
            <span className="text-sm text-muted">{t('goods')}</span>
            <span className="text-xl font-semibold">
              <Money amount={total} />
            </span>
          </p>
          <ButtonLink
            look="primary"
            to={`/checkout?currency=${total.currency}`}
            reloadDocument
            className="w-full"
          >
            {totals.length > 1 ? t('to-checkout-in', { currency: total.currency }) : t('to-checkout')}
          </ButtonLink>
          {blocked.has(total.currency) && <p className="text-sm text-warn">{t('remove-first')}</p>}
        </div>
      ))}
      {totals.length === 0 && <p className="text-sm">{t('nothing-buyable')}</p>}
      <p className="text-sm text-muted">{t('shipping-later')}</p>
      <p className="rounded-lg bg-accent-soft p-3 text-sm">{t('kept')}</p>
    </section>
  );
}

function bySeller(lines: readonly CartLine[]): readonly (readonly [string, readonly CartLine[]])[] {
  return [...Map.groupBy(lines, (line) => line.seller?.id ?? '')];
}
