import type { Buyer } from './people.ts';
import type { TwoShops } from './two-shops.ts';

/** One try to buy, with `performance.now()` before it was sent. */
export interface Attempt {
  readonly web: 0 | 1;
  readonly startedAt: number;
  /** Undefined: never answered. */
  readonly status: number | undefined;
}

/** Every buyer tries to buy, again and again, half of them at each process, until told to stop. */
export class Flood {
  readonly attempts: Attempt[] = [];
  private readonly shops: TwoShops;
  private readonly going: Promise<unknown>;
  private over = false;

  constructor(shops: TwoShops) {
    this.shops = shops;
    this.going = Promise.all(shops.buyers.map((buyer, i) => this.shop(buyer, i)));
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.going;
  }

  private async shop(buyer: Buyer, index: number): Promise<void> {
    const web = index % 2 === 0 ? 0 : 1;
    const { listings } = this.shops.shop;
    const listing = listings[index % listings.length] ?? '';
    while (!this.over) {
      // A line that is in the cart already stays there when the seller is stopped: the checkout has to refuse it.
      await this.shops.fillCart(web, buyer, listing);
      const startedAt = performance.now();
      const answer = await this.shops.checkout(web, buyer);
      this.attempts.push({ web, startedAt, status: answer?.status });
    }
  }
}
