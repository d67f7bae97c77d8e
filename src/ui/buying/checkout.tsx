import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
  useSubmit,
} from 'react-router';
import { useTranslations } from 'use-intl';

import { Button, ButtonLink } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useProblem } from '../messages/problems.ts';
import { AddressFields } from './address-fields.tsx';
import { CheckoutTotals } from './checkout-totals.tsx';
import { type CheckoutAnswer, checkoutData, type CheckoutData, runCheckout } from './checkout-data.ts';
import { LinesAtFault } from './lines-at-fault.tsx';
import type { LineCode } from './models.ts';
import { PaymentChoice } from './payment-choice.tsx';
import { QuotedParcels } from './quoted-parcels.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export const loader = (args: LoaderFunctionArgs) => checkoutData(args);

export const action = (args: ActionFunctionArgs) => runCheckout(args);

export default function Checkout() {
  const found = useLoaderData<typeof loader>();
  const answer = useActionData<CheckoutAnswer>();
  const loaded = { ...found, lines: answer?.lines ?? found.lines };
  const t = useTranslations('purchase.checkout');
  const priced = answer?.priced ?? loaded.priced;
  const codes = lineCodes(priced.problem ?? undefined);
  const stopped = loaded.lines.some((line) => line.problem ?? codes.has(line.listingId));
  return (
    <div className="grid gap-6">
      <PageHead title={t('title')} above={<TextLink to="/cart">{t('back')}</TextLink>} />
      <DoneNotice messages={{ drop: t('done-drop') }} />
      <LinesAtFault lines={loaded.lines} formKey={loaded.formKey} codes={codes} />
      {loaded.lines.length === 0 ? (
        <EmptyState title={t('empty')}>
          <p className="mt-2 flex flex-wrap justify-center gap-3">
            <ButtonLink to="/orders">{t('to-orders')}</ButtonLink>
            <ButtonLink to="/search">{t('to-search')}</ButtonLink>
          </p>
        </EmptyState>
      ) : (
        <CheckoutForm loaded={loaded} answer={answer} isStopped={stopped} />
      )}
    </div>
  );
}

function CheckoutForm(props: {
  readonly loaded: CheckoutData;
  readonly answer: CheckoutAnswer | undefined;
  readonly isStopped: boolean;
}) {
  const { loaded, answer, isStopped } = props;
  const t = useTranslations('purchase.checkout');
  const submit = useSubmit();
  const priced = answer?.priced ?? loaded.priced;
  const { quote, country } = priced;
  return (
    <CommandForm
      intent="pay"
      formKey={answer?.key?.replace(/\.pay$/, '') ?? loaded.formKey}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <div className="grid gap-6">
        <Panel title={t('address')} hint={t('address-hint')}>
          <div
            className="grid gap-4"
            onChange={(event) => {
              const { target } = event;
              if (!(target instanceof HTMLSelectElement) || !target.form) return;
              const form = new FormData(target.form);
              form.set('step', 'quote');
              void submit(form, { method: 'post', preventScrollReset: true });
            }}
          >
            <AddressFields typed={answer?.typed ?? loaded.address} countries={loaded.countries} />
            {/* The first button of the form is the one that the Enter key presses: it must not pay. */}
            <Button name="step" value="quote" look="secondary" className="justify-self-start">
              {t('update')}
            </Button>
          </div>
        </Panel>
        {quote && <QuotedParcels quote={quote} lines={loaded.lines} country={country} />}
        {!quote && !isStopped && <NoQuote problem={priced.problem} />}
        {quote && (
          <PaymentChoice form={loaded.form} amountMinor={quote.totalMinor} currency={quote.currency} />
        )}
      </div>
      {quote && (
        <CheckoutTotals quote={quote}>
          <input type="hidden" name="agreedMinor" value={quote.totalMinor} />
          <input type="hidden" name="agreedCurrency" value={quote.currency} />
          <input
            type="hidden"
            name="listingIds"
            value={loaded.lines.map((line) => line.listingId).join(' ')}
          />
        </CheckoutTotals>
      )}
    </CommandForm>
  );
}

function NoQuote({ problem }: { problem: CheckoutData['priced']['problem'] }) {
  const t = useTranslations('purchase.checkout');
  const say = useProblem();
  const said = problem && say(problem);
  return (
    <Notice tone="bad" title={said?.title ?? t('no-quote')} alert>
      {said?.detail}
    </Notice>
  );
}

/** The codes of the lines that the API names in its refusal. */
function lineCodes(problem: CheckoutData['priced']['problem'] | undefined): ReadonlyMap<string, LineCode> {
  const ids = String(problem?.facts?.['listingIds'] ?? '').split(' ');
  const codes = String(problem?.facts?.['lineCodes'] ?? '').split(' ') as LineCode[];
  return new Map(
    ids.flatMap((id, i) => (id === '' ? [] : [[id, codes[i] ?? ('not-sold-now' as const)] as const])),
  );
}
