import { appendFileSync, closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { CheckoutId } from '../../src/kernel/ids.ts';
import type { Money } from '../../src/kernel/money.ts';
import type {
  Authorisation,
  AuthoriseRequest,
  DefenceRequest,
  Done,
  PaymentProvider,
  Sent,
} from '../../src/market/payments/provider.ts';

/** One act of the bank, as it stands in its own book. */
export interface BankAct {
  readonly kind: 'authorise' | 'capture' | 'release' | 'refund' | 'payout';
  readonly key: string;
  readonly minor: number;
  readonly reference: string;
}

/**
 * A payment provider whose book is a file outside of everything that is killed. As real ones do, it acts once a key and
 * answers the same to the same key, whoever asks and however often; unlike the sandbox it remembers after a crash.
 */
export class Bank implements PaymentProvider {
  readonly name = 'bank';
  private readonly file: string;
  private readonly afterAct: (act: BankAct) => void;
  /** What of the book was read: other processes write into it too. */
  private readonly known = new Map<string, BankAct>();
  private bytesRead = 0;

  /** `afterAct` runs when the bank has acted and nobody has heard of it yet: the worst moment to die. */
  constructor(file: string, afterAct: (act: BankAct) => void) {
    this.file = file;
    this.afterAct = afterAct;
  }

  async authorise({ key, checkoutId, amount }: AuthoriseRequest): Promise<Authorisation> {
    return { outcome: 'authorised', reference: this.act('authorise', key, amount, `ref_${checkoutId}`) };
  }

  async capture({
    key,
    reference,
    amount,
  }: {
    key: string;
    reference: string;
    amount: Money;
  }): Promise<Done> {
    this.act('capture', key, amount, reference);
    return { outcome: 'done' };
  }

  async release({ key, checkoutId }: { key: string; checkoutId: CheckoutId }): Promise<void> {
    this.act('release', key, { amountMinor: 0, currency: 'EUR' }, `ref_${checkoutId}`);
  }

  async refund({ key, amount }: { key: string; reference: string; amount: Money }): Promise<Sent> {
    return { outcome: 'sent', reference: this.act('refund', key, amount, `refund_${key}`) };
  }

  async payout({ key, amount }: { key: string; account: string; amount: Money }): Promise<Sent> {
    return { outcome: 'sent', reference: this.act('payout', key, amount, `payout_${key}`) };
  }

  async defend({ key }: DefenceRequest): Promise<Sent> {
    return { outcome: 'sent', reference: `defence_${key}` };
  }

  private act(kind: BankAct['kind'], key: string, amount: Money, reference: string): string {
    this.readOn();
    const known = this.known.get(`${kind} ${key}`);
    if (known) {
      if (known.minor !== amount.amountMinor)
        throw new Error(`${kind} ${key} of ${amount.amountMinor}, but it was ${known.minor} before`);
      return known.reference;
    }
    const act = { kind, key, minor: amount.amountMinor, reference };
    appendFileSync(this.file, `${JSON.stringify(act)}\n`);
    this.afterAct(act);
    return reference;
  }

  private readOn(): void {
    const book = openSync(this.file, 'a+');
    try {
      const bytes = Buffer.alloc(fstatSync(book).size - this.bytesRead);
      readSync(book, bytes, 0, bytes.length, this.bytesRead);
      // Up to the last whole line: another process may be writing the next.
      const end = bytes.lastIndexOf(10) + 1;
      for (const act of actsOf(bytes.toString('utf8', 0, end))) {
        const key = `${act.kind} ${act.key}`;
        if (!this.known.has(key)) this.known.set(key, act);
      }
      this.bytesRead += end;
    } finally {
      closeSync(book);
    }
  }
}

/** Everything the bank ever did, in order. */
export function readBook(file: string): readonly BankAct[] {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return actsOf(text);
}

function actsOf(text: string): readonly BankAct[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BankAct);
}
