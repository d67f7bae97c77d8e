import type { PartyId } from '../src/kernel/ids.ts';
import type { Exposure } from '../src/ranking/exposure.ts';
import type { TrustBoard } from '../src/ranking/trust-board.ts';

export interface Sighted {
  impressions: number;
  attention: number;
  due: number;
  /** Times something was taken from the page. */
  taken: number;
}

/** Who was seen and taken how often, by seller and by the tier that the seller had then. */
export class Sightings {
  readonly bySeller = new Map<PartyId, Sighted>();
  readonly byTier = new Map<string, Sighted>();
  searches = 0;
  /** Relevance given up, as a share of nDCG: of all pages together, and of the worst. */
  lossSum = 0;
  lossMax = 0;
  private readonly trust: TrustBoard;

  constructor(trust: TrustBoard) {
    this.trust = trust;
  }

  seen(sellers: readonly PartyId[], given: readonly Exposure[]): void {
    for (const [i, seller] of sellers.entries())
      for (const sighted of this.of(seller)) {
        sighted.impressions += 1;
        sighted.attention += given[i]?.attention ?? 0;
        sighted.due += given[i]?.due ?? 0;
      }
  }

  taken(seller: PartyId): void {
    for (const sighted of this.of(seller)) sighted.taken += 1;
  }

  lost(loss: number): void {
    this.searches += 1;
    this.lossSum += loss;
    this.lossMax = Math.max(this.lossMax, loss);
  }

  private of(seller: PartyId): readonly [Sighted, Sighted] {
    const none = (): Sighted => ({ impressions: 0, attention: 0, due: 0, taken: 0 });
    const { tier } = this.trust.of(seller);
    return [this.bySeller.getOrInsertComputed(seller, none), this.byTier.getOrInsertComputed(tier, none)];
  }
}
