import type { PartyId } from '../kernel/ids.ts';
import type { Names } from './names.ts';

const HIDDEN = -1;

/** What is known of each seller while scoring: one number each, so that a sanction or reward is one store. */
export class Sellers {
  /** Trust of those who may be shown, -1 of others; by number of the seller. */
  shown = new Float32Array(0);
  isEstablished = new Uint8Array(0);
  private trust = new Float32Array(0);
  private isHidden = new Uint8Array(0);
  /** Whether somebody has said how much it is trusted. */
  private isSet = new Uint8Array(0);
  private newcomer = 1;
  private readonly names: Names;
  private max = 1;
  private isMaxSure = true;

  constructor(names: Names) {
    this.names = names;
  }

  setTrust(seller: PartyId, trust: number): void {
    const n = this.numberOf(seller);
    this.isSet[n] = 1;
    this.store(n, trust);
  }

  /** Trusts a seller as one of whom nothing is known. */
  unsetTrust(seller: PartyId): void {
    const n = this.numberOf(seller);
    this.isSet[n] = 0;
    this.store(n, this.newcomer);
  }

  /** Trust in all of whom nothing is known. */
  setNewcomer(trust: number): void {
    this.newcomer = trust;
    for (let n = 0; n < this.trust.length; n++) if (this.isSet[n] === 0) this.store(n, trust);
  }

  private store(n: number, trust: number): void {
    const before = this.trust[n] as number;
    this.trust[n] = trust;
    const now = this.trust[n];
    if (now >= this.max) this.max = now;
    else if (before === this.max) this.isMaxSure = false;
    if (this.isHidden[n] === 0) this.shown[n] = now;
  }

  /** Who may not be shown is left out of every result. */
  hide(seller: PartyId, isHidden: boolean): void {
    const n = this.numberOf(seller);
    this.isHidden[n] = isHidden ? 1 : 0;
    this.shown[n] = isHidden ? HIDDEN : (this.trust[n] as number);
  }

  setEstablished(seller: PartyId, isEstablished: boolean): void {
    // Before the array is named: a new number may replace it by a larger one.
    const n = this.numberOf(seller);
    this.isEstablished[n] = isEstablished ? 1 : 0;
  }

  /** The largest there is, or more: it bounds every score. */
  trustMax(): number {
    if (!this.isMaxSure) {
      let max = 0;
      for (let n = 0; n < this.trust.length && max < this.max; n++)
        if ((this.trust[n] as number) > max) max = this.trust[n] as number;
      this.max = max;
      this.isMaxSure = true;
    }
    return this.max;
  }

  /** Room for all that have a number; a new one is trusted as a newcomer. */
  makeRoom(): void {
    const size = this.names.sellers.size;
    const had = this.trust.length;
    if (size <= had) return;
    const room = Math.max(size, had * 2, 64);
    this.trust = grown(this.trust, new Float32Array(room).fill(this.newcomer, had));
    this.shown = grown(this.shown, new Float32Array(room).fill(this.newcomer, had));
    this.isSet = grown(this.isSet, new Uint8Array(room));
    this.isHidden = grown(this.isHidden, new Uint8Array(room));
    this.isEstablished = grown(this.isEstablished, new Uint8Array(room));
    this.max = Math.max(this.max, this.trust[had] as number);
  }

  private numberOf(seller: PartyId): number {
    const n = this.names.sellers.add(seller);
    this.makeRoom();
    return n;
  }
}

function grown<A extends Float32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
