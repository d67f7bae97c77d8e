import type { Pool } from 'pg';
import type { ListingId } from '../kernel/ids.ts';
import type { Listing } from '../market/listings/listing.ts';

/** What is shown of a hit. */
export interface Card {
  readonly id: ListingId;
  readonly listing: Omit<Listing, 'description'>;
  readonly sellerName: string;
}

interface Kept {
  readonly card: Card;
  readonly at: number;
}

const CARDS_MAX = 20_000;

/** What is shown of listings, read when first asked for and kept until it changes; a shop's name may be `freshMs` old. */
export class CardStore {
  private readonly pool: Pool;
  private readonly freshMs: number;
  private readonly kept = new Map<ListingId, Kept>();
  /** Counts changes: what was read during one is not kept. */
  private drops = 0;

  constructor(options: { readonly pool: Pool; readonly freshMs: number }) {
    this.pool = options.pool;
    this.freshMs = options.freshMs;
  }

  drop(ids: readonly ListingId[]): void {
    this.drops += 1;
    for (const id of ids) this.kept.delete(id);
  }

  /** All of them at once if all are kept, which is most of the time; nothing if one has to be read. */
  keptOf(ids: readonly ListingId[]): readonly Card[] | undefined {
    const oldest = performance.now() - this.freshMs;
    const cards: Card[] = [];
    for (const id of ids) {
      const kept = this.kept.get(id);
      if (!kept || kept.at <= oldest) return undefined;
      cards.push(kept.card);
    }
    return cards;
  }

  async of(ids: readonly ListingId[]): Promise<ReadonlyMap<ListingId, Card>> {
    const oldest = performance.now() - this.freshMs;
    const found = new Map<ListingId, Card>();
    const missing: ListingId[] = [];
    for (const id of ids) {
      const kept = this.kept.get(id);
      if (kept && kept.at > oldest) found.set(id, kept.card);
      else missing.push(id);
    }
    if (missing.length > 0) await this.read(missing, found);
    return found;
  }

  private async read(ids: readonly ListingId[], into: Map<ListingId, Card>): Promise<void> {
    const { drops } = this;
    const { rows } = await this.pool.query<Card>(
      `select l.id, l.doc - 'description' as listing, coalesce(p.doc->'name'->>'shop', '') as "sellerName"
       from concept_listing l join concept_party p on p.id = l.seller where l.id = any($1)`,
      [ids],
    );
    const at = performance.now();
    for (const card of rows) {
      into.set(card.id, card);
      if (drops !== this.drops) continue;
      this.kept.delete(card.id);
      this.kept.set(card.id, { card, at });
    }
    while (this.kept.size > CARDS_MAX) {
      const oldest = this.kept.keys().next().value;
      if (oldest === undefined) return;
      this.kept.delete(oldest);
    }
  }
}
