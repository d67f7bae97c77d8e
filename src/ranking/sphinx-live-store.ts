import type { Pool } from 'pg';
import type { PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import { Loop } from '../platform/loop.ts';
import type { ReadingRules } from './read-listing.ts';
import { SphinxIndex } from './sphinx-index-store.ts';
import { SphinxKeeper } from './sphinx-keeper-store.ts';
import { SphinxSearch } from './sphinx-search-store.ts';

const FOLLOW_EVERY_MS = 500;

/** Search by a Sphinx server as a process serves it: the server is kept in step by whichever process has its turn. */
export function liveSphinx(options: {
  readonly url: string;
  readonly pool: Pool;
  readonly rules: ReadingRules;
  readonly now: () => EpochMs;
  readonly freshMs: number;
  readonly trustOf: (seller: PartyId) => number;
  /** Is told of every change of a standing before it is acknowledged. */
  readonly standings: { onChange(listener: (changed: PartyId | 'everything') => void): void };
  readonly report: (error: unknown, where: string) => void;
}) {
  const { url, pool, rules, now, freshMs, trustOf, standings, report } = options;
  const index = new SphinxIndex(url);
  const keeper = new SphinxKeeper({ pool, index, rules, trustOf });
  const search = new SphinxSearch({ pool, index, now, freshMs });
  standings.onChange((changed) => search.standingChanged(changed));
  const loop = new Loop({
    everyMs: FOLLOW_EVERY_MS,
    step: () => keeper.step(),
    report: (error) => report(error, 'search by Sphinx'),
  });
  loop.start();
  return {
    search,
    /** Trust without measures, here at once and on the server with the next step. */
    setTrust: (seller: PartyId, trust: number) => {
      search.setTrust(seller, trust);
      keeper.setTrust(seller, trust);
    },
    stop: async () => {
      await loop.stop();
      await index.close();
    },
  };
}
