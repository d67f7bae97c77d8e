import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';

import { useReader } from '../reader.ts';

const SCRIPT = 'https://js.stripe.com/v3/';

/** The part of Stripe's script that is used. https://docs.stripe.com/js */
interface Elements {
  create(kind: 'payment'): { mount(place: HTMLElement): void };
  submit(): Promise<{ error?: { message?: string } }>;
}
interface StripeScript {
  elements(options: object): Elements;
  createPaymentMethod(options: {
    elements: Elements;
  }): Promise<{ error?: { message?: string }; paymentMethod?: { id: string } }>;
}

declare global {
  interface Window {
    Stripe?: (publicKey: string) => StripeScript;
  }
}

interface Props {
  readonly publicKey: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/**
 * Stripe's own card form. When the form around it is sent, it first makes a name for the card, which goes to us in the
 * field `paymentToken`; each attempt gets a new one.
 */
export function StripeCard({ publicKey, amountMinor, currency }: Props) {
  const t = useTranslations('purchase.payment');
  const { language } = useReader();
  const place = useRef<HTMLDivElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const [card, field] = [place.current, token.current];
    if (card === null || field?.form === null || field === null) return undefined;
    const { form } = field;
    const ended = new AbortController();
    if (!isOwnDocument()) {
      location.replace(location.href);
      return undefined;
    }
    void (async () => {
      const stripe = await loadStripe(publicKey);
      if (ended.signal.aborted) return;
      const elements = stripe.elements({
        mode: 'payment',
        amount: amountMinor,
        currency: currency.toLowerCase(),
        captureMethod: 'manual',
        paymentMethodCreation: 'manual',
        paymentMethodTypes: ['card'],
        locale: language,
      });
      elements.create('payment').mount(card);
      const options = { capture: true, signal: ended.signal };
      form.addEventListener(
        'submit',
        (event) => nameCard(event, { stripe, elements, field, setProblem }),
        options,
      );
    })().catch(() => setMissing(true));
    return () => {
      ended.abort();
      card.replaceChildren();
    };
  }, [publicKey, amountMinor, currency, language]);
  return (
    <div className="grid gap-3">
      <p className="text-sm text-muted">{t('card-text')}</p>
      <noscript>
        <p className="text-sm font-medium text-bad">{t('card-needs-scripts')}</p>
      </noscript>
      <fieldset>
        <legend className="sr-only">{t('card-form')}</legend>
        <div ref={place} />
      </fieldset>
      <input ref={token} type="hidden" name="paymentToken" />
      {(isMissing || problem !== undefined) && (
        <p role="alert" className="text-sm font-medium text-bad">
          {isMissing ? t('card-not-loaded') : problem}
        </p>
      )}
    </div>
  );
}

interface Card {
  readonly stripe: StripeScript;
  readonly elements: Elements;
  readonly field: HTMLInputElement;
  readonly setProblem: (text: string | undefined) => void;
}

/** Holds the form back until the card has its name, then sends it again with the same button. */
function nameCard(event: SubmitEvent, card: Card): void {
  const { stripe, elements, field, setProblem } = card;
  const { submitter } = event;
  // Asking for a new total needs no card.
  if (submitter?.getAttribute('name') === 'step') return;
  if (field.value !== '') {
    // It is on its way: the next attempt makes a new name.
    setTimeout(() => (field.value = ''));
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  void (async () => {
    const checked = await elements.submit();
    if (checked.error) return setProblem(checked.error.message);
    const { error, paymentMethod } = await stripe.createPaymentMethod({ elements });
    setProblem(error?.message);
    if (paymentMethod === undefined) return;
    field.value = paymentMethod.id;
    // A form that is still being sent ignores being sent again.
    setTimeout(() => field.form?.requestSubmit(submitter));
  })();
}

/**
 * Whether the browser has opened this very page. One that came by script still has the headers of the page before, which
 * keep Stripe out.
 */
function isOwnDocument(): boolean {
  const [opened] = performance.getEntriesByType('navigation');
  return opened === undefined || new URL(opened.name).pathname === location.pathname;
}

/** Once a page; a script that failed is asked for again by the next page. */
function loadStripe(publicKey: string): Promise<StripeScript> {
  const { promise, resolve, reject } = Promise.withResolvers<StripeScript>();
  const ready = () => (window.Stripe ? resolve(window.Stripe(publicKey)) : reject(new Error('no Stripe')));
  if (window.Stripe) ready();
  else {
    const script = document.createElement('script');
    script.src = SCRIPT;
    script.addEventListener('load', ready);
    script.addEventListener('error', () => reject(new Error('no Stripe')));
    document.head.append(script);
  }
  return promise;
}
