import MiniSearch from 'minisearch';
import { type Formula, FORMULA } from '../../src/ranking/text/relevance.ts';
import { randomFrom } from '../random.ts';
import type { Measurement, Row } from '../row.ts';
import { type Judged, type Product, readJudgements } from './judgements.ts';
import { mean, ndcg10 } from './ndcg.ts';
import { OurShop } from './ours.ts';

const FOLDS = 5;
const TRUST_SEED = 17;
const TRUST_MARKETS = 5;
const TRUST_MIN = 0.4;
const TRUST_WEIGHTS = [0.25, 0.5, 1];

/** The few parameters that are chosen, each for all queries at once; the rest of the formula stays as it is. */
const CHOICES: readonly Formula[] = [0.8, 1.2, 2].flatMap((saturation) =>
  [2, 3, 4].flatMap((title) =>
    [0.6, 0.8].map((lengthEffect) => ({
      saturation,
      fields: {
        ...FORMULA.fields,
        title: { ...FORMULA.fields.title, weight: title },
        description: { ...FORMULA.fields.description, lengthEffect },
      },
    })),
  ),
);

/** How good the first ten are by people's judgement, beside MiniSearch, and what trust costs. */
const measureRelevance: Measurement = (progress, { data }) => {
  const { products, judged } = readJudgements(data);
  const on = `${judged.length} queries with a positive rating, ${products.length} products, unjudged counts 0`;
  progress(`relevance: ${on}`);
  const theirs = miniSearch(products);
  const peer = mean(judged.map(({ query, ratings }) => ndcg10(theirs(query), ratings)));
  const shipped = new OurShop(products, FORMULA);
  const fixed = mean(scores(shipped, judged));
  progress(`relevance: MiniSearch ${peer.toFixed(4)}, ours ${fixed.toFixed(4)}`);
  const heldOut = crossValidated(products, judged, progress);
  const row = (metric: string, value: number, note: string): Row => ({
    metric,
    value: rounded(value),
    unit: metric.startsWith('ratio') ? 'times' : 'nDCG@10',
    note,
  });
  const how = `${FOLDS} folds, ${CHOICES.length} settings of 3 parameters chosen on the other folds, by no single query`;
  return Promise.resolve([
    row('ndcg10', heldOut, `held out: ${how}; ${on}`),
    row('ratio_minisearch', heldOut / peer, 'held out beside MiniSearch in the same run'),
    row('ndcg10_minisearch', peer, 'title x3, name, description, supplier; prefix, fuzzy .2'),
    row('ndcg10_shipped', fixed, 'with the parameters that the shop uses'),
    ...trustRows(shipped, products, judged, fixed).map(([metric, value, note]) => row(metric, value, note)),
  ]);
};

function scores(shop: OurShop, judged: readonly Judged[]): readonly number[] {
  return judged.map(({ query, ratings }) => ndcg10(shop.search(query), ratings));
}

/** Each query judged with the parameters that are best on the folds that it is not in. */
function crossValidated(
  products: readonly Product[],
  judged: readonly Judged[],
  progress: (text: string) => void,
): number {
  const tried = CHOICES.map((formula, i) => {
    progress(`relevance: setting ${i + 1} of ${CHOICES.length}`);
    return scores(new OurShop(products, formula), judged);
  });
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = (_: unknown, i: number) => i % FOLDS === fold;
    const best = tried.toSorted(
      (a, b) => mean(b.filter((s, i) => !isIn(s, i))) - mean(a.filter((s, i) => !isIn(s, i))),
    )[0];
    return best?.filter(isIn) ?? [];
  });
  return mean(folds.flat());
}

/**
 * Suppliers with a trust that has nothing to do with how well their products fit, which is the worst case for relevance: at weight w
 * the score is multiplied with (1 - w) + w x trust.
 */
function trustRows(
  shop: OurShop,
  products: readonly Product[],
  judged: readonly Judged[],
  without: number,
): readonly (readonly [string, number, string])[] {
  const suppliers = [...new Set(products.map((p) => p.supplier))];
  return TRUST_WEIGHTS.map((weight) => {
    const markets = Array.from({ length: TRUST_MARKETS }, (_, i) => {
      const random = randomFrom(TRUST_SEED + i);
      for (const supplier of suppliers)
        shop.setTrust(supplier, 1 - weight + weight * (TRUST_MIN + (1 - TRUST_MIN) * random()));
      return mean(scores(shop, judged));
    });
    const value = mean(markets);
    const change = ((value / without - 1) * 100).toFixed(1);
    return [
      `ndcg10_trust_${Math.round(weight * 100)}`,
      value,
      `${change} %; trust of ${suppliers.length} suppliers drawn from ${TRUST_MIN} to 1 regardless of fit, weight ${weight}, mean of ${TRUST_MARKETS} draws`,
    ] as const;
  });
}

/** The peer as its own documentation sets it up for a shop. */
function miniSearch(products: readonly Product[]): (query: string) => readonly string[] {
  const index = new MiniSearch<Product>({
    fields: ['title', 'name', 'shortDescription', 'supplier'],
    searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(products);
  return (query) => index.search(query).map((result) => String(result.id));
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

export const RELEVANCE: readonly Measurement[] = [measureRelevance];
