import type { StatementMood } from '../texts/casework.ts';

/** What a seller is really like. Nobody in the market knows it; only the report compares it with what was done. */
export type SellerKind =
  | 'honest'
  | 'sloppy'
  | 'abusive'
  | 'non-shipping'
  | 'exit-scam'
  | 'not-as-described'
  | 'counterfeit'
  | 'returning';

export interface SellerHabits {
  /** Mean hours from order to parcel, if nothing comes between. */
  readonly packHours: number;
  /** Share of orders that lie about and go out `lateDays` (mean) after the promised day. */
  readonly lateShare: number;
  readonly lateDays: number;
  /** Share that is neither sent nor cancelled. */
  readonly neverShare: number;
  readonly cancelShare: number;
  readonly trackedShare: number;
  /** Share of orders marked as sent with a made-up number. */
  readonly fakeShare: number;
  /** Share of parcels with other goods than described. */
  readonly wrongGoodsShare: number;
  readonly answerHours: number;
  readonly silentShare: number;
  /** Share of answers to people who press or complain that insult them. */
  readonly rudeShare: number;
  /** Share of those insults that go on to threaten. */
  readonly threatShare: number;
  /** Share of answers before a purchase that ask to pay elsewhere. */
  readonly lureShare: number;
  /** Share of justified grievances that are settled by a refund at once. */
  readonly helpShare: number;
}

/** How somebody behaves towards the house. */
export interface SellerCharacter {
  readonly habits: SellerHabits;
  /** Share of them that mend their ways once something was decided against them. */
  readonly reforms: number;
  readonly mood: StatementMood;
  readonly answersHouse: number;
  readonly appeals: number;
  readonly filesPlan: number;
  readonly popularity: readonly [low: number, high: number];
  readonly priceLevel: readonly [low: number, high: number];
  readonly listings: readonly [low: number, high: number];
}

const HONEST: SellerHabits = {
  packHours: 16,
  lateShare: 0.012,
  lateDays: 1.2,
  neverShare: 0,
  cancelShare: 0.004,
  trackedShare: 0.985,
  fakeShare: 0,
  wrongGoodsShare: 0.006,
  answerHours: 5,
  silentShare: 0.02,
  rudeShare: 0,
  threatShare: 0,
  lureShare: 0,
  helpShare: 0.92,
};

const HONEST_CHARACTER: SellerCharacter = {
  habits: HONEST,
  reforms: 1,
  mood: 'open',
  answersHouse: 0.96,
  appeals: 1,
  filesPlan: 1,
  popularity: [0.5, 2.2],
  priceLevel: [0.9, 1.1],
  listings: [6, 14],
};

export const CHARACTERS: Readonly<Record<SellerKind, SellerCharacter>> = {
  honest: HONEST_CHARACTER,
  sloppy: {
    ...HONEST_CHARACTER,
    habits: {
      ...HONEST,
      lateShare: 0.34,
      lateDays: 3.5,
      cancelShare: 0.02,
      trackedShare: 0.9,
      wrongGoodsShare: 0.012,
      answerHours: 20,
      silentShare: 0.2,
      helpShare: 0.6,
    },
    reforms: 0.55,
    mood: 'admitting',
    answersHouse: 0.75,
    appeals: 0.2,
    filesPlan: 0.8,
    popularity: [1.2, 2.2],
  },
  abusive: {
    ...HONEST_CHARACTER,
    habits: {
      ...HONEST,
      lateShare: 0.16,
      lateDays: 2,
      answerHours: 8,
      rudeShare: 0.6,
      threatShare: 0.1,
      lureShare: 0.05,
      helpShare: 0.4,
      wrongGoodsShare: 0.02,
    },
    reforms: 0.4,
    mood: 'denying',
    answersHouse: 0.7,
    appeals: 0.5,
    filesPlan: 0.55,
    popularity: [1.7, 2.3],
  },
  'non-shipping': {
    ...HONEST_CHARACTER,
    habits: {
      ...HONEST,
      lateShare: 0.2,
      lateDays: 4,
      neverShare: 0.28,
      cancelShare: 0.05,
      answerHours: 30,
      silentShare: 0.5,
      helpShare: 0.15,
    },
    reforms: 0.25,
    mood: 'evasive',
    answersHouse: 0.5,
    appeals: 0.4,
    filesPlan: 0.5,
    popularity: [1.5, 2.1],
    priceLevel: [0.75, 0.9],
  },
  // Honest to the day it stops: see EXIT_HABITS.
  'exit-scam': {
    ...HONEST_CHARACTER,
    reforms: 0,
    mood: 'evasive',
    answersHouse: 0.2,
    appeals: 0.1,
    filesPlan: 0.1,
    popularity: [1.5, 2.2],
    priceLevel: [0.8, 0.9],
  },
  'not-as-described': {
    ...HONEST_CHARACTER,
    habits: { ...HONEST, wrongGoodsShare: 0.3, helpShare: 0.2, lateShare: 0.03 },
    reforms: 0.45,
    mood: 'denying',
    answersHouse: 0.7,
    appeals: 0.5,
    filesPlan: 0.6,
    popularity: [1.2, 2],
    priceLevel: [0.6, 0.8],
  },
  // Begins with poor goods, is warned, behaves for a while, and goes on to copies of a brand.
  counterfeit: {
    ...HONEST_CHARACTER,
    habits: { ...HONEST, wrongGoodsShare: 0.25, helpShare: 0.1 },
    reforms: 1,
    mood: 'denying',
    answersHouse: 0.6,
    appeals: 0.6,
    filesPlan: 1,
    popularity: [1.7, 2.4],
    priceLevel: [0.4, 0.6],
  },
  returning: {
    ...HONEST_CHARACTER,
    reforms: 0,
    mood: 'denying',
    answersHouse: 0.5,
    appeals: 0.3,
    filesPlan: 0,
    popularity: [1, 1.5],
    priceLevel: [0.4, 0.6],
    listings: [3, 5],
  },
};

/** From the day an exit scam begins: numbers are made up, nothing is sent, nobody answers. */
export const EXIT_HABITS: SellerHabits = {
  ...HONEST,
  packHours: 10,
  lateShare: 0,
  neverShare: 0.35,
  fakeShare: 0.65,
  answerHours: 40,
  silentShare: 0.9,
  helpShare: 0,
};

/** After mending one's ways: not perfect, but a different shop. */
export function reformed(habits: SellerHabits): SellerHabits {
  return {
    ...habits,
    packHours: Math.min(habits.packHours, 18),
    lateShare: Math.min(habits.lateShare, 0.012),
    neverShare: 0,
    cancelShare: Math.min(habits.cancelShare, 0.008),
    fakeShare: 0,
    trackedShare: Math.max(habits.trackedShare, 0.97),
    wrongGoodsShare: Math.min(habits.wrongGoodsShare, 0.002),
    answerHours: Math.min(habits.answerHours, 8),
    silentShare: Math.min(habits.silentShare, 0.04),
    rudeShare: 0,
    threatShare: 0,
    lureShare: 0,
    helpShare: Math.max(habits.helpShare, 0.8),
  };
}
