import type { PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import type { SignalFact } from '../../src/signals/fact.ts';

/** Mulberry32 (T. Ettinger, public domain): small, seeded, the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const START = Date.UTC(2025, 0, 1);
const DAYS = 365;

/** How sellers behave; shares of a market of mostly decent ones. */
const CHARACTERS = [
  { share: 0.8, late: 0.015, unshipped: 0.005, unscanned: 0.01, slow: 0.04, found: 0.003 },
  { share: 0.14, late: 0.08, unshipped: 0.03, unscanned: 0.05, slow: 0.2, found: 0.02 },
  { share: 0.06, late: 0.3, unshipped: 0.15, unscanned: 0.2, slow: 0.5, found: 0.08 },
] as const;
type Character = (typeof CHARACTERS)[number];

interface Seller {
  readonly id: PartyId;
  readonly character: Character;
}

/** Ids of a made-up market, as long as real ones. */
const id = (prefix: string, number: number) => `${prefix}_bench${String(number).padStart(18, '0')}` as never;

/**
 * A made-up year: at least `factsMin` facts about `sellerCount` sellers with volumes from one order a month to dozens a
 * day, in order of time. The same seed gives the same facts. Strings are fresh for each fact, as after reading JSON.
 */
export function madeUpYear(factsMin: number, sellerCount: number, seed: number): readonly SignalFact[] {
  const random = seeded(seed);
  const sellers = Array.from({ length: sellerCount }, (_, i): Seller => ({
    id: id('pty', i),
    character: characterOf(random()),
  }));
  const facts: SignalFact[] = [];
  for (let number = 0; facts.length < factsMin; number++) {
    // Squaring the draw gives a few large sellers and many small ones, the largest with a few hundredths of all.
    const seller = sellers[Math.floor(random() ** 2 * sellerCount)];
    if (seller === undefined) continue;
    const buyer = id('pty', 1_000_000 + Math.floor(random() * sellerCount * 20));
    addOrder(facts, random, seller, buyer, number);
    if (random() < 0.3) addQuestion(facts, random, seller, buyer, number);
  }
  facts.sort((a, b) => a.at - b.at);
  return facts.map((fact) => JSON.parse(JSON.stringify(fact)) as SignalFact);
}

function characterOf(draw: number): Character {
  let left = draw;
  for (const character of CHARACTERS) {
    if (left < character.share) return character;
    left -= character.share;
  }
  return CHARACTERS[0];
}

function addOrder(
  facts: SignalFact[],
  random: () => number,
  seller: Seller,
  buyer: PartyId,
  number: number,
): void {
  const { character } = seller;
  const at = START + Math.floor(random() * DAYS * DAY_MS);
  const orderId = id('ord', number);
  const both = { orderId, seller: seller.id, buyer };
  const shipBy = at + 3 * DAY_MS;
  facts.push({
    kind: 'order',
    at,
    ...both,
    shipBy,
    deliverBy: shipBy + 5 * DAY_MS,
    carrier: 'dhl',
    country: 'DE',
  });
  if (random() < 0.02) {
    facts.push({ kind: 'cancelled', at: at + Math.floor(random() * 2 * DAY_MS), ...both, by: 'buyer' });
    return;
  }
  if (random() < character.unshipped) {
    if (random() < 0.5) facts.push({ kind: 'cancelled', at: shipBy + HOUR_MS, ...both, by: 'seller' });
    addFinding(facts, random, seller, both, 'refusal-to-ship', shipBy + 12 * DAY_MS);
    return;
  }
  const shipped =
    random() < character.late
      ? shipBy + Math.floor(random() * 4 * DAY_MS)
      : at + Math.floor(random() * 3 * DAY_MS);
  facts.push({ kind: 'shipped', at: shipped, ...both, tracked: true, carrier: 'dhl' });
  if (random() < character.unscanned) return;
  const scanned = shipped + Math.floor(random() * DAY_MS);
  const delivered = scanned + Math.floor((1 + random() * 4) * DAY_MS);
  facts.push({ kind: 'scanned', at: scanned, orderId, seller: seller.id });
  facts.push({ kind: 'delivered', at: delivered, orderId, seller: seller.id });
  if (random() < character.found)
    addFinding(facts, random, seller, both, 'not-as-described', delivered + 10 * DAY_MS);
}

function addFinding(
  facts: SignalFact[],
  random: () => number,
  seller: Seller,
  order: { readonly orderId: never; readonly buyer: PartyId },
  violation: string,
  at: number,
): void {
  const { orderId, buyer } = order;
  const complaintId = `cmp${String(orderId).slice(3)}` as never;
  const substantiated = random() < 0.7;
  facts.push({ kind: 'complaint', at: at - 5 * DAY_MS, complaintId, buyer, seller: seller.id });
  const outcome = substantiated ? 'founded' : 'unfounded';
  facts.push({ kind: 'complaint-judged', at, complaintId, buyer, outcome });
  facts.push({
    kind: 'finding',
    at,
    caseId: `cas${String(orderId).slice(3)}` as never,
    violation,
    outcome: substantiated ? 'substantiated' : 'unsubstantiated',
    subject: 'seller',
    party: seller.id,
    about: 'order',
    aboutId: orderId,
  });
}

function addQuestion(
  facts: SignalFact[],
  random: () => number,
  seller: Seller,
  buyer: PartyId,
  number: number,
): void {
  const at = START + Math.floor(random() * DAYS * DAY_MS);
  const questionId = id('msg', number);
  facts.push({
    kind: 'question',
    at,
    questionId,
    conversationId: id('con', number),
    seller: seller.id,
    buyer,
  });
  const hours = random() < seller.character.slow ? 30 + random() * 60 : random() * 20;
  facts.push({ kind: 'answered', at: at + Math.floor(hours * HOUR_MS), questionId, seller: seller.id });
}
