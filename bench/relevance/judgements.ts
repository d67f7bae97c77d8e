import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { MissingData } from '../row.ts';

/** Where the judged queries lie if nobody says: beside the checkout. They are not ours to pass on. */
const DATA_DEFAULT = '../shared/data/relevance';

export interface Product {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly shortDescription: string;
  readonly supplier: string;
}

/** A query and what people thought of products for it, 0 to 3. What nobody judged counts 0. */
export interface Judged {
  readonly query: string;
  readonly ratings: ReadonlyMap<string, number>;
}

export interface Judgements {
  readonly products: readonly Product[];
  /** Only queries that have something right. */
  readonly judged: readonly Judged[];
}

/** @throws MissingData */
export function readJudgements(folder = DATA_DEFAULT): Judgements {
  const [productsFile, ratingsFile] = ['products.jsonl.gz', 'ratings.csv'].map((name) => join(folder, name));
  if (!productsFile || !ratingsFile || !existsSync(productsFile) || !existsSync(ratingsFile))
    throw new MissingData(
      `no judged queries in ${resolve(folder)}: give the folder that holds products.jsonl.gz and ratings.csv with --data`,
    );
  const lines = gunzipSync(readFileSync(productsFile)).toString('utf8').split('\n');
  const products = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Product);
  const rows: { query: string; productId: string; rating: string }[] = parse(readFileSync(ratingsFile), {
    columns: true,
  });
  const judged = [...Map.groupBy(rows, (row) => row.query)].map(([query, found]) => ({
    query,
    ratings: new Map(found.map((row) => [row.productId, Number(row.rating)])),
  }));
  return { products, judged: judged.filter(({ ratings }) => [...ratings.values()].some((r) => r > 0)) };
}
