/** What a buyer is really like; see `SellerKind`. */
export type BuyerKind = 'honest' | 'false-non-receipt' | 'unfounded' | 'retaliating' | 'return-misuse';

export interface BuyerHabits {
  /** Mean days between purchases. */
  readonly everyDays: number;
  readonly asksBefore: number;
  readonly reviews: number;
  /** Share of missed promises that lead to a message, and then to a complaint. */
  readonly presses: number;
  readonly complains: number;
  /** Share of orders that went well and are complained about all the same. */
  readonly lies: number;
}

const HONEST: BuyerHabits = {
  everyDays: 10.5,
  asksBefore: 0.1,
  reviews: 0.22,
  presses: 0.6,
  complains: 0.62,
  lies: 0,
};

export const BUYER_HABITS: Readonly<Record<BuyerKind, BuyerHabits>> = {
  honest: HONEST,
  'false-non-receipt': { ...HONEST, everyDays: 11, reviews: 0.03, lies: 0.5 },
  unfounded: { ...HONEST, everyDays: 9, reviews: 0.5, complains: 0.9, lies: 0.6 },
  retaliating: { ...HONEST, everyDays: 12, reviews: 0.6, lies: 0.4 },
  'return-misuse': { ...HONEST, everyDays: 12, reviews: 0.05, lies: 0.35 },
};
