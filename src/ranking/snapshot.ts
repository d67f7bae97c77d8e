import { CHANGING_COLUMNS, type ColumnArrays, Columns, FIXED_COLUMNS } from './columns.ts';
import { Dictionary } from './dictionary.ts';
import { RankingEngine } from './engine.ts';
import { Names, NAMES } from './names.ts';
import { PackedSegment } from './segment.ts';
import { TermTable } from './vocabulary.ts';

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** All that an index is made of, as arrays of numbers under names; trust and standings are not part of it. */
export interface SnapshotParts {
  readonly live: number;
  readonly listings: number;
  readonly segments: number;
  readonly arrays: ReadonlyMap<string, Numbers>;
}

/** The index as it is now: whatever may change while it is written down is copied. */
export function partsOf(engine: RankingEngine): SnapshotParts {
  const segments = engine.packed();
  const arrays = new Map<string, Numbers>();
  for (const name of NAMES) putDictionary(arrays, name, engine.names[name]);
  const { counts, sorted } = engine.vocabulary.parts();
  arrays.set('vocabulary.counts', counts.slice());
  arrays.set('vocabulary.sorted', sorted);
  segments.forEach(({ columns, parts }, s) => {
    for (const name of FIXED_COLUMNS) arrays.set(`${s}.${name}`, columns[name]);
    for (const name of CHANGING_COLUMNS) arrays.set(`${s}.${name}`, columns[name].slice());
    for (const name of LISTS) arrays.set(`${s}.${name}`, parts[name]);
    putDictionary(arrays, `${s}.ids`, parts.ids);
  });
  return {
    live: engine.size,
    listings: engine.vocabulary.listings,
    segments: segments.length,
    arrays,
  };
}

export function engineOf({ live, listings, segments, arrays }: SnapshotParts): RankingEngine {
  const names = new Names(Object.fromEntries(NAMES.map((name) => [name, dictionaryIn(arrays, name)])));
  const vocabulary = new TermTable(names.terms, {
    counts: arrayIn(arrays, 'vocabulary.counts', Uint32Array),
    sorted: arrayIn(arrays, 'vocabulary.sorted', Uint32Array),
  });
  vocabulary.listings = listings;
  const packed = Array.from({ length: segments }, (_, s) => {
    const kept = Object.fromEntries(
      [...FIXED_COLUMNS, ...CHANGING_COLUMNS].map((name) => [name, arrays.get(`${s}.${name}`)]),
    ) as unknown as ColumnArrays;
    return new PackedSegment({
      columns: new Columns(0, 0, kept),
      ids: dictionaryIn(arrays, `${s}.ids`),
      postings: arrayIn(arrays, `${s}.postings`, Uint32Array),
      terms: arrayIn(arrays, `${s}.terms`, Uint32Array),
      starts: arrayIn(arrays, `${s}.starts`, Uint32Array),
      levels: arrayIn(arrays, `${s}.levels`, Uint8Array),
    });
  });
  return new RankingEngine({ kept: { names, vocabulary, segments: packed, live } });
}

const LISTS = ['postings', 'terms', 'starts', 'levels'] as const;

function putDictionary(arrays: Map<string, Numbers>, name: string, dictionary: Dictionary): void {
  const { letters, starts, slots } = dictionary.parts();
  arrays.set(`${name}.letters`, letters);
  arrays.set(`${name}.starts`, starts);
  // New texts are put behind the others, but into slots between them.
  arrays.set(`${name}.slots`, slots.slice());
}

function dictionaryIn(arrays: ReadonlyMap<string, Numbers>, name: string): Dictionary {
  return Dictionary.of({
    letters: arrayIn(arrays, `${name}.letters`, Uint8Array),
    starts: arrayIn(arrays, `${name}.starts`, Uint32Array),
    slots: arrayIn(arrays, `${name}.slots`, Uint32Array),
  });
}

function arrayIn<A extends Numbers>(
  arrays: ReadonlyMap<string, Numbers>,
  name: string,
  kind: new () => A,
): A {
  const found = arrays.get(name);
  if (!(found instanceof kind)) throw new TypeError(`no ${name} in this snapshot`);
  return found;
}
