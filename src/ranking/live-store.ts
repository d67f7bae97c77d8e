import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type {
  Facets,
  ListingFilters,
  ListingHit,
  ListingQuery,
  ListingSearch,
} from '../market/listings/search.ts';
import { Loop } from '../platform/loop.ts';
import { type IndexState, ListingIndex } from './index-store.ts';
import type { ReadingRules } from './read-listing.ts';
import { EngineSearch } from './search-store.ts';

const FOLLOW_EVERY_MS = 100;
const SAVE_FIRST_MS = 10_000;
const SAVE_EVERY_MS = 600_000;
const SAVE_CHANGES_MIN = 1_000;
const SAVE_FROM = 2_000;

interface LiveOptions {
  readonly pool: Pool;
  readonly rules: ReadingRules;
  /** Where the index is written down. */
  readonly file: string;
  readonly now: () => EpochMs;
  /** How old an answer may be; 0: none is kept, and what was written is read before each answer. */
  readonly freshMs: number;
  /** Is told of every change of a standing before it is acknowledged. */
  readonly standings: { onChange(listener: (changed: PartyId | 'everything') => void): void };
  readonly report: (error: unknown, where: string) => void;
  /** An index of fewer listings is not written down: it is read anew as fast. */
  readonly saveFrom?: number;
}

interface Opened {
  readonly search: EngineSearch;
  readonly index: ListingIndex;
  readonly loop: Loop;
}

/**
 * Search as a process serves it: the index is opened at first use, since most commands never search, and from then on follows
 * the log.
 */
export class LiveSearch implements ListingSearch {
  private readonly options: LiveOptions;
  private opening: Promise<Opened> | undefined;
  private opened: Opened | undefined;
  private readonly openers: ((search: EngineSearch) => void)[] = [];

  constructor(options: LiveOptions) {
    this.options = options;
  }

  /** How far the index is; nothing while it is not open. */
  get state(): IndexState | undefined {
    return this.opened?.index.state;
  }

  /** Resolves when queries are answered at once. */
  async open(): Promise<void> {
    await this.ready();
  }

  /** Called with the search once it is open: to tell it how much sellers are trusted. */
  onOpen(opener: (search: EngineSearch) => void): void {
    this.openers.push(opener);
  }

  setNewcomerTrust(trust: number): void {
    this.opened?.search.setNewcomerTrust(trust);
  }

  /** Reads all that was written so far. */
  async catchUp(): Promise<void> {
    const { index } = await this.ready();
    await index.catchUp();
    await index.merge();
  }

  async find(query: ListingQuery): Promise<readonly ListingHit[]> {
    return (this.opened ?? (await this.ready())).search.find(query);
  }

  async facets(filters: ListingFilters, priceBounds: readonly number[]): Promise<Facets> {
    return (this.opened ?? (await this.ready())).search.facets(filters, priceBounds);
  }

  async spelling(text: string): Promise<string | null> {
    return (this.opened ?? (await this.ready())).search.spelling(text);
  }

  async stop(): Promise<void> {
    const opened = await this.opening?.catch(() => undefined);
    await opened?.loop.stop();
    const { saveFrom = SAVE_FROM } = this.options;
    if (opened && opened.index.state.listings >= saveFrom) await opened.index.save(1);
  }

  private ready(): Promise<Opened> {
    this.opening ??= this.start().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async start(): Promise<Opened> {
    const { pool, rules, file, now, freshMs, standings, report } = this.options;
    const index = await ListingIndex.open({ pool, rules, file });
    const search = new EngineSearch({ pool, index, now, freshMs });
    standings.onChange((changed) => search.standingChanged(changed));
    // Soon after one was made, in case this process ends badly.
    let saveAt = performance.now() + SAVE_FIRST_MS;
    const loop = new Loop({
      everyMs: FOLLOW_EVERY_MS,
      report: (error) => report(error, 'search index'),
      step: async () => {
        const changed = await index.catchUp();
        await index.merge();
        if (performance.now() > saveAt) {
          saveAt = performance.now() + SAVE_EVERY_MS;
          await index.save(SAVE_CHANGES_MIN);
        }
        return changed;
      },
    });
    // Where nothing is kept, each query reads what was written: nobody has to go ahead of it.
    if (freshMs > 0) loop.start();
    this.opened = { search, index, loop };
    for (const opener of this.openers) opener(search);
    return this.opened;
  }
}
