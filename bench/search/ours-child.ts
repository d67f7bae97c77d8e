import { rmSync, statSync } from 'node:fs';
import { randomFrom } from '../random.ts';
import { RankingEngine } from '../../src/ranking/engine.ts';
import { loadSnapshot, saveSnapshot, snapshotOf } from '../../src/ranking/snapshot-store.ts';
import {
  changedListing,
  madeUpListings,
  type MadeUpQuery,
  madeUpQueries,
  madeUpTrust,
  type Mode,
  MODES,
  SELLERS,
} from './corpus.ts';
import type { Rate } from './engine.ts';
import { oracle } from './oracle.ts';
import { indexed, Ours, told, type ToldListing } from './ours.ts';
import type { Answers, Built, OursTask, Served } from './ours-tasks.ts';
import { rateOf, round } from './rate.ts';

const ROUND_MS = 2_000;
/** Long enough for several merges. */
const CHANGING_MS = 8_000;
const CHANGES_PER_S = 1_000;
const WARMING_CHANGES = 5_000;
/** A round lasts somewhat longer, until all queries were asked equally often. */
const CHANGES_ROOM = 1.2;
/** As the shop does: a step of a merge every so often, so that no query waits for more than one. */
const MERGE_EVERY_MS = 5;
const TRUST_CHANGES = 10_000;
const SEED = 4;
const MB = 2 ** 20;
/** Of a log that there is none of here. */
const MARK = { position: 0, hash: '', rules: '', takenDown: [] };

const rssMb = () => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / MB;
};

async function build(listings: number, file: string): Promise<Built> {
  const ours = new Ours(new RankingEngine({ openDocuments: 65_536 }));
  const startedAt = performance.now();
  await ours.build(madeUpListings(listings), madeUpTrust());
  const buildS = (performance.now() - startedAt) / 1_000;
  await saveSnapshot(file, snapshotOf(ours.engine), MARK);
  return { buildS, rssMb: rssMb(), fileMb: statSync(file).size / MB };
}

async function serve(listings: number, file: string): Promise<Served> {
  const startedAt = performance.now();
  const kept = await loadSnapshot(file);
  if (!kept) throw new Error('the index that was written cannot be read');
  const ours = new Ours(kept.engine);
  const reloadS = (performance.now() - startedAt) / 1_000;
  rmSync(file);
  ours.setAllTrust();
  const queries = madeUpQueries(listings);
  const answers = byMode((mode) => queries.map((query) => ours.search(query, mode)));
  const still = await ratesOf(ours, queries);
  const typed = await ratesOf(
    { search: (query: MadeUpQuery, mode: Mode) => ours.searchTyped(query, mode) },
    queries,
  );
  const memory = rssMb();
  const trust = changeTrust(ours, queries);
  const { changing, changesPerS } = await changingRates(ours, queries, listings);
  return { reloadS, still, typed, changing, changesPerS, rssMb: memory, ...trust, answers };
}

async function ratesOf(
  engine: Pick<Ours, 'search'>,
  queries: readonly MadeUpQuery[],
): Promise<Readonly<Record<Mode, Rate>>> {
  return {
    and: await rateOf(engine, queries, 'and', ROUND_MS),
    or: await rateOf(engine, queries, 'or', ROUND_MS),
  };
}

/** What a change costs, and whether the next query counts with it: who is first and loses all trust must be first no more. */
function changeTrust(
  ours: Ours,
  queries: readonly MadeUpQuery[],
): Pick<Served, 'trustChangeUs' | 'trustChangesMissed'> {
  const startedAt = performance.now();
  for (let i = 0; i < TRUST_CHANGES; i++) ours.setTrust((i * 37) % SELLERS, 0.2 + 0.8 * ((i % 97) / 97));
  const trustChangeUs = ((performance.now() - startedAt) / TRUST_CHANGES) * 1_000;
  let trustChangesMissed = 0;
  for (const query of queries) {
    const [first, second] = ours.hits(query, 'or');
    if (!first || !second || first.seller === second.seller) continue;
    ours.engine.setTrust(first.seller, first.trust / 1_000);
    if (ours.hits(query, 'or')[0]?.id === first.id) trustChangesMissed += 1;
    ours.engine.setTrust(first.seller, first.trust);
  }
  return { trustChangeUs, trustChangesMissed };
}

/** The same while listings change: of ten changes seven are of words, one takes away, two bring back or new ones. */
async function changingRates(
  ours: Ours,
  queries: readonly MadeUpQuery[],
  listings: number,
): Promise<Pick<Served, 'changing' | 'changesPerS'>> {
  const { engine } = ours;
  // Made up before: where they come from is no part of the engine. To analyse their words is.
  const coming = changesFor(listings, (2 * CHANGING_MS * CHANGES_PER_S * CHANGES_ROOM) / 1_000);
  let taken = 0;
  const takeIn = (isGone: boolean) => {
    const listing = coming[taken++ % coming.length] as ToldListing;
    if (isGone) engine.remove(listing.id);
    else engine.put(indexed(listing));
  };
  // A shop has followed the log for a while: its code is compiled.
  for (let i = 0; i < WARMING_CHANGES; i++) {
    takeIn(i % 10 === 0);
    engine.mergeStep();
  }
  const rateIn = async (mode: Mode) => {
    engine.compact();
    const before = await rateOf(ours, queries, mode, ROUND_MS);
    const startedAt = performance.now();
    let changes = 0;
    let mergedAt = startedAt;
    const change = () => {
      const now = performance.now();
      for (; changes < ((now - startedAt) / 1_000) * CHANGES_PER_S; changes++) takeIn(changes % 10 === 0);
      if (now - mergedAt < MERGE_EVERY_MS) return;
      engine.mergeStep();
      mergedAt = performance.now();
    };
    const meanwhile = await round(ours, queries, mode, CHANGING_MS, change);
    return { before, meanwhile, perS: (changes / (performance.now() - startedAt)) * 1_000 };
  };
  const and = await rateIn('and');
  const or = await rateIn('or');
  return { changing: { and, or }, changesPerS: (and.perS + or.perS) / 2 };
}

function changesFor(listings: number, count: number): readonly ToldListing[] {
  const random = randomFrom(SEED);
  return Array.from({ length: count }, (_, i) =>
    told(changedListing(Math.floor(random() * listings * 1.01), i)),
  );
}

function byMode(answer: (mode: Mode) => readonly (readonly number[])[]): Answers {
  return { and: answer('and'), or: answer('or') };
}

function oracleAnswers(listings: number): Answers {
  const [and = [], or = []] = oracle(listings, madeUpQueries(listings), MODES);
  return { and, or };
}

const task = JSON.parse(process.argv[2] ?? '') as OursTask;
const done =
  task.kind === 'build'
    ? await build(task.listings, task.file)
    : task.kind === 'serve'
      ? await serve(task.listings, task.file)
      : oracleAnswers(task.listings);
process.send?.(done, () => process.disconnect?.());
