import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { OrderId, PartyId, SanctionId } from '../../kernel/ids.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

/**
 * What a card is asked for in one go: for a checkout over all its orders, or for a deposit. It is opened before the provider hears of
 * it, so that an authorisation whose orders never came about is found and voided.
 */
export type Charge = {
  /** Who pays: a buyer, or a seller paying in a deposit. */
  readonly payer: PartyId;
  /** The sanction whose deposit is paid in; absent for checkouts. */
  readonly deposit?: SanctionId;
  readonly provider: string;
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly openedAt: EpochMs;
  /** Refused authorisations so far: part of the next one's idempotency key. */
  readonly declines: number;
} & (
  | { readonly status: 'opened'; readonly giveUpAt: EpochMs }
  | {
      readonly status: 'authorised';
      readonly reference: string;
      readonly orders: readonly OrderId[];
      readonly authorisedAt: EpochMs;
      /** Failed captures so far. */
      readonly failures: number;
      readonly captureAt: EpochMs;
    }
  | {
      readonly status: 'captured';
      readonly reference: string;
      readonly orders: readonly OrderId[];
      readonly capturedAt: EpochMs;
    }
  | {
      readonly status: 'failed';
      readonly reference: string;
      readonly orders: readonly OrderId[];
      readonly failedAt: EpochMs;
      readonly why: string;
    }
  | { readonly status: 'void'; readonly voidedAt: EpochMs }
);

export type ChargeEvent =
  | {
      readonly type: 'ChargeOpened';
      readonly at: EpochMs;
      readonly payer: PartyId;
      readonly deposit?: SanctionId;
      readonly provider: string;
      readonly currency: Currency;
      readonly amountMinor: number;
      readonly giveUpAt: EpochMs;
    }
  | { readonly type: 'ChargeDeclined'; readonly at: EpochMs; readonly why: string }
  | {
      readonly type: 'ChargeAuthorised';
      readonly at: EpochMs;
      readonly reference: string;
      readonly orders: readonly OrderId[];
      /** When the sweep captures, should the capture right after commit be lost. */
      readonly captureAt: EpochMs;
    }
  | {
      readonly type: 'CaptureDelayed';
      readonly at: EpochMs;
      readonly why: string;
      readonly captureAt: EpochMs;
    }
  | { readonly type: 'ChargeCaptured'; readonly at: EpochMs }
  | { readonly type: 'ChargeFailed'; readonly at: EpochMs; readonly why: string }
  /** The provider is being asked to let go of an authorisation that came to nothing. */
  | { readonly type: 'VoidDelayed'; readonly at: EpochMs; readonly giveUpAt: EpochMs }
  | { readonly type: 'ChargeVoided'; readonly at: EpochMs };

export function evolveCharge(state: Charge | undefined, event: ChargeEvent): Charge {
  if (event.type === 'ChargeOpened') {
    const { type: _, at, ...facts } = event;
    return { ...facts, openedAt: at, declines: 0, status: 'opened' };
  }
  assert(state, `${event.type} before ChargeOpened`);
  const { payer, deposit, provider, currency, amountMinor, openedAt, declines } = state;
  const purpose = deposit === undefined ? {} : { deposit };
  const base = { payer, ...purpose, provider, currency, amountMinor, openedAt, declines };
  switch (event.type) {
    case 'ChargeDeclined':
      return { ...state, declines: declines + 1 };
    case 'ChargeAuthorised': {
      const { reference, orders, captureAt, at } = event;
      return { ...base, status: 'authorised', reference, orders, authorisedAt: at, failures: 0, captureAt };
    }
    case 'CaptureDelayed':
      assert(state.status === 'authorised', 'only an authorised charge waits for capture');
      return { ...state, failures: state.failures + 1, captureAt: event.captureAt };
    case 'ChargeCaptured':
      assert(state.status === 'authorised', 'only an authorised charge is captured');
      return {
        ...base,
        status: 'captured',
        reference: state.reference,
        orders: state.orders,
        capturedAt: event.at,
      };
    case 'ChargeFailed':
      assert(state.status === 'authorised', 'only an authorised charge can fail');
      return {
        ...base,
        status: 'failed',
        reference: state.reference,
        orders: state.orders,
        failedAt: event.at,
        why: event.why,
      };
    case 'VoidDelayed':
      assert(state.status === 'opened', 'only an opened charge is voided');
      return { ...state, giveUpAt: event.giveUpAt };
    case 'ChargeVoided':
      return { ...base, status: 'void', voidedAt: event.at };
    default:
      return event satisfies never;
  }
}

/** One stream a checkout, under the checkout's id. Wakes to capture or to void. */
export const charges: Concept<Charge, ChargeEvent, 'payer' | 'reference'> = {
  name: 'charge',
  revision: 1,
  evolve: evolveCharge,
  columns: {
    payer: { type: 'text', of: (c) => c.payer },
    reference: { type: 'text', of: (c) => ('reference' in c ? c.reference : null) },
  },
  due: (c) => {
    if (c.status === 'opened') return c.giveUpAt;
    return c.status === 'authorised' ? c.captureAt : undefined;
  },
};
