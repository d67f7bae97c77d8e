import type { Currency } from '../kernel/money.ts';
import type { Order } from '../market/orders/order.ts';
import { taxInside } from '../market/payments/taxes.ts';

/** A position of an invoice, amounts in minor units, tax included unless said otherwise. */
export interface InvoiceLine {
  readonly what: 'goods' | 'shipping';
  readonly title: string;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  /** `null` where the tax is not known here, and none is shown. */
  readonly taxBasisPoints: number | null;
}

export interface Drawn {
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
  /** One a rate. */
  readonly taxes: readonly {
    readonly basisPoints: number;
    readonly netMinor: number;
    readonly taxMinor: number;
  }[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly grossMinor: number;
}

type Billed = Pick<
  Order,
  'currency' | 'lines' | 'shippingMinor' | 'shippingTaxBasisPoints' | 'cancelledPieces'
>;

/** Lines, tax by rate and sums of what is not cancelled. Tax is rounded a line, so that the sums are those of the lines. */
export function drawInvoice(order: Billed): Drawn {
  const goods = order.lines.map((line, i) => {
    const quantity = line.quantity - (order.cancelledPieces?.[i] ?? 0);
    const title = line.title ?? line.listingId;
    return position('goods', title, quantity, line.unitMinor, line.taxBasisPoints);
  });
  const shipping = position('shipping', 'Shipping', 1, order.shippingMinor, order.shippingTaxBasisPoints);
  const lines = [...goods, shipping].filter(
    (l) => l.quantity > 0 && (l.what === 'goods' || l.grossMinor > 0),
  );
  const rates = [...new Set(lines.flatMap((l) => l.taxBasisPoints ?? []))].toSorted((a, b) => a - b);
  const taxes = rates.map((basisPoints) => {
    const of = lines.filter((l) => l.taxBasisPoints === basisPoints);
    return { basisPoints, netMinor: sum(of, 'netMinor'), taxMinor: sum(of, 'taxMinor') };
  });
  return {
    currency: order.currency,
    lines,
    taxes,
    netMinor: sum(lines, 'netMinor'),
    taxMinor: sum(lines, 'taxMinor'),
    grossMinor: sum(lines, 'grossMinor'),
  };
}

function position(
  what: InvoiceLine['what'],
  title: string,
  quantity: number,
  unitMinor: number,
  rate: number | undefined,
): InvoiceLine {
  const grossMinor = quantity * unitMinor;
  const taxMinor = rate === undefined ? 0 : taxInside(grossMinor, rate);
  const netMinor = grossMinor - taxMinor;
  return { what, title, quantity, unitMinor, grossMinor, netMinor, taxMinor, taxBasisPoints: rate ?? null };
}

function sum(lines: readonly InvoiceLine[], of: 'netMinor' | 'taxMinor' | 'grossMinor'): number {
  return lines.reduce((total, line) => total + line[of], 0);
}
