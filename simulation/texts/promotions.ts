import type { PromotionChoice, Wording } from '../../src/market/listings/promotion.ts';

export interface Theme {
  /** First and last day, in days from the end of the simulation. */
  readonly from: number;
  readonly to: number;
  readonly choice: PromotionChoice;
  readonly wording: Wording;
}

const any = { words: '', category: null, attributes: {}, priceMaxEuroCents: null } as const;

/** Two that are running when the demo is looked at, and one to come. */
export const THEMES: readonly Theme[] = [
  {
    from: -9,
    to: 21,
    choice: { ...any, category: 'kitchen', words: 'coffee espresso kettle toaster scales jars towels' },
    wording: {
      en: { title: 'Slow mornings', text: 'For the first coffee of the day, and the second.' },
      es: { title: 'Mañanas sin prisa', text: 'Para el primer café del día, y el segundo.' },
      pt: { title: 'Manhãs sem pressa', text: 'Para o primeiro café do dia, e o segundo.' },
      zh: { title: '悠然早晨', text: '为一天的第一杯咖啡，也为第二杯。' },
    },
  },
  {
    from: -2,
    to: 12,
    choice: { ...any, category: 'home', words: 'lamp blanket candle cushion' },
    wording: {
      en: { title: 'Evenings at home', text: 'Soft light, warm wool, and time for both.' },
      es: { title: 'Tardes en casa', text: 'Luz suave, lana cálida y tiempo para las dos.' },
      pt: { title: 'Noites em casa', text: 'Luz suave, lã quente e tempo para as duas.' },
      zh: { title: '居家夜晚', text: '柔和的灯光、温暖的羊毛，还有享受它们的时间。' },
    },
  },
  {
    from: 30,
    to: 58,
    choice: { ...any, category: 'garden' },
    wording: {
      en: { title: 'Out into the garden', text: 'For beds, pots and the first warm days.' },
      es: { title: 'Al jardín', text: 'Para bancales, macetas y los primeros días cálidos.' },
      pt: { title: 'Para o jardim', text: 'Para canteiros, vasos e os primeiros dias quentes.' },
      zh: { title: '走进花园', text: '为花坛、花盆和第一批暖和的日子。' },
    },
  },
];
