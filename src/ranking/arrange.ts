import type { PartyId } from '../kernel/ids.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { attentionAt, type Exposure } from './exposure.ts';

/** One result, as it is to be arranged. */
export interface Candidate {
  readonly id: string;
  readonly identity: PartyId;
  /** What it deserves: relevance x trust x quality. */
  readonly merit: number;
  /** Words of the title, by which copies of an article are told. */
  readonly words: ReadonlySet<string>;
  readonly category: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Attention that this identity is still owed today for being new and verified; 0 for everybody else. */
  readonly allowance: number;
  /** Attention of the last days, `due` with the bonus of its tier. */
  readonly lately: Exposure;
}

export interface Arranged {
  /** Which candidate stands at this place. */
  readonly index: number;
  readonly moved: 'exploration' | 'balance' | 'copy' | null;
}

export interface Arrangement {
  readonly places: readonly Arranged[];
  /** Share of the block's nDCG that was given up; at most `relevanceLossMax`. */
  readonly loss: number;
}

type Budget = Rulebook['ranking']['budget'];

/** Titles that share so much of their words are the same article, in one shop or in two of the same owner. */
const COPY_FROM = 0.8;
/** Attention that has to be there before anybody counts as having got too much or too little. */
const ENOUGH_ATTENTION = 3;
const LIFT_DIFFERENCE_MIN = 0.01;
const BALANCE_PASSES = 3;

/**
 * Shares out attention within a small budget of relevance. In this order: copies of an article go behind all others, to be left out; new
 * verified sellers move up, as far as the budget allows and never to the very top; then neighbours change places where the
 * lower one has had less than its due (amortised equity of attention: Biega, Gummadi and Weikum 2018). The same ledger
 * and results give the same arrangement.
 */
export function arrange(candidates: readonly Candidate[], budget: Budget): Arrangement {
  const copies = copiesIn(candidates);
  const order = [...candidates.keys()]
    .filter((i) => !copies.has(i))
    .toSorted((a, b) => meritOf(candidates, b) - meritOf(candidates, a) || a - b);
  // Measured by the best of them: of the smallest numbers there are, a part would round to nothing and cost nothing.
  const best = order.length === 0 ? 0 : meritOf(candidates, order[0] as number);
  const share = (merit: number) => (best === 0 ? 0 : merit / best);
  const ideal = order.reduce(
    (sum, i, place) => sum + share(meritOf(candidates, i)) * attentionAt(place + 1),
    0,
  );
  const block = new Block(candidates, order, {
    lossMax: budget.relevanceLossMax * ideal,
    ratioMin: budget.meritRatioMin,
    share,
  });
  const explored = explore(block, budget.exploration);
  const balanced = balance(block, explored);
  return {
    places: [
      ...block.order.map((index): Arranged => ({
        index,
        moved: explored.has(index) ? 'exploration' : balanced.has(index) ? 'balance' : null,
      })),
      ...[...copies].map((index): Arranged => ({ index, moved: 'copy' })),
    ],
    loss: ideal === 0 ? 0 : block.spent / ideal,
  };
}

function meritOf(candidates: readonly Candidate[], index: number): number {
  return candidates[index]?.merit ?? 0;
}

/** An order that is changed by swaps of neighbours, each paid for. */
class Block {
  readonly candidates: readonly Candidate[];
  readonly order: number[];
  private readonly lossMax: number;
  private readonly ratioMin: number;
  private readonly share: (merit: number) => number;
  spent = 0;

  constructor(
    candidates: readonly Candidate[],
    order: number[],
    limits: {
      readonly lossMax: number;
      readonly ratioMin: number;
      readonly share: (merit: number) => number;
    },
  ) {
    this.candidates = candidates;
    this.order = order;
    this.lossMax = limits.lossMax;
    this.ratioMin = limits.ratioMin;
    this.share = limits.share;
  }

  at(place: number): Candidate {
    return this.candidates[this.order[place] as number] as Candidate;
  }

  /** Relevance lost when the one at `place` changes with the one above; negative where it mends an earlier swap. */
  costAt(place: number): number {
    const higher = this.share(this.at(place - 1).merit - this.at(place).merit);
    return higher * (attentionAt(place) - attentionAt(place + 1));
  }

  /** Moves the one at `place` up by one if that can be afforded, from the whole budget or from `most` of it. */
  raise(place: number, most = this.lossMax): boolean {
    if (this.at(place).merit < this.ratioMin * this.at(place - 1).merit) return false;
    const cost = this.costAt(place);
    if (this.spent + cost > Math.min(most, this.lossMax)) return false;
    const { order } = this;
    const moving = order[place] as number;
    order[place] = order[place - 1] as number;
    order[place - 1] = moving;
    this.spent = Math.max(0, this.spent + cost);
    return true;
  }

  /** What may have been spent when so many of those who share the rest still wait behind this one. */
  shareFor(waiting: number): number {
    return this.spent + (this.lossMax - this.spent) / (waiting + 1);
  }
}

/** One listing of each identity that is owed something, the most owed first. */
function explore(block: Block, rules: Budget['exploration']): ReadonlySet<number> {
  const owed = new Map<PartyId, number>();
  for (const index of block.order) {
    const { identity, allowance } = block.candidates[index] as Candidate;
    // In order of merit, so that the first one met is its best.
    if (allowance > 0 && !owed.has(identity)) owed.set(identity, index);
  }
  const chosen = [...owed.values()]
    .toSorted(
      (a, b) => (block.candidates[b]?.allowance ?? 0) - (block.candidates[a]?.allowance ?? 0) || a - b,
    )
    .slice(0, rules.perBlockMax);
  const explored = new Set<number>();
  for (const [i, index] of chosen.entries()) {
    const most = block.shareFor(chosen.length - 1 - i);
    let place = block.order.indexOf(index);
    let moved = false;
    while (
      place >= rules.bestPlace &&
      !explored.has(block.order[place - 1] as number) &&
      block.raise(place, most)
    ) {
      place -= 1;
      moved = true;
    }
    if (moved) explored.add(index);
  }
  return explored;
}

function balance(block: Block, explored: ReadonlySet<number>): ReadonlySet<number> {
  const lifts = block.candidates.map((c) => liftOf(c));
  const start = new Map(block.order.map((index, place) => [index, place]));
  for (let pass = 0; pass < BALANCE_PASSES; pass++)
    for (let place = 1; place < block.order.length; place++) {
      const below = block.order[place] as number;
      const above = block.order[place - 1] as number;
      if (explored.has(below) || explored.has(above)) continue;
      if ((lifts[below] ?? 0) - (lifts[above] ?? 0) < LIFT_DIFFERENCE_MIN) continue;
      block.raise(place);
    }
  return new Set(block.order.filter((index, place) => place !== start.get(index)));
}

/** From -1, far more attention than its due, to 1, none of it. Those who are being explored are looked after elsewhere. */
function liftOf({ lately: { attention, due }, allowance }: Candidate): number {
  if (allowance > 0) return 0;
  return Math.max(-1, Math.min(1, (due - attention) / (Math.max(due, attention) + ENOUGH_ATTENTION)));
}

/** Later listings of an identity that are the same article as an earlier one. */
function copiesIn(candidates: readonly Candidate[]): ReadonlySet<number> {
  const copies = new Set<number>();
  const byIdentity = Map.groupBy(candidates.keys(), (i) => candidates[i]?.identity);
  for (const own of byIdentity.values())
    for (const [n, later] of own.entries())
      if (own.slice(0, n).some((earlier) => !copies.has(earlier) && isCopy(candidates, earlier, later)))
        copies.add(later);
  return copies;
}

function isCopy(candidates: readonly Candidate[], one: number, other: number): boolean {
  const a = candidates[one];
  const b = candidates[other];
  if (!a || !b || a.category !== b.category) return false;
  // Another colour or size is another article.
  if (Object.entries(a.attributes).some(([name, value]) => (b.attributes[name] ?? value) !== value))
    return false;
  const common = a.words.intersection(b.words).size;
  return common > 0 && common / (a.words.size + b.words.size - common) >= COPY_FROM;
}
