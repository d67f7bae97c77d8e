const RANKS = 10;

/** What a rating is worth: 0, 1, 3, 7 (Burges et al. 2005). */
const gain = (rating: number) => 2 ** rating - 1;

/** Gain of the first ten, each discounted by its rank, beside the best that was possible: 0 to 1. */
export function ndcg10(ids: readonly string[], ratings: ReadonlyMap<string, number>): number {
  const best = discounted([...ratings.values()].toSorted((a, b) => b - a));
  return best === 0 ? 0 : discounted(ids.map((id) => ratings.get(id) ?? 0)) / best;
}

function discounted(ratings: readonly number[]): number {
  return ratings.slice(0, RANKS).reduce((sum, rating, i) => sum + gain(rating) / Math.log2(i + 2), 0);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
