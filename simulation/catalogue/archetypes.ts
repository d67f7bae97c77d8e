import { HOME_ARCHETYPES } from './home.ts';
import { LEISURE_ARCHETYPES } from './leisure.ts';
import { TECHNOLOGY_ARCHETYPES } from './technology.ts';
import { WARDROBE_ARCHETYPES } from './wardrobe.ts';

/** A kind of goods from which many listings are made. */
export interface Archetype {
  readonly category: string;
  readonly en: string;
  readonly de: string;
  readonly pt: string;
  /** Usual price, whole euros; sellers in other currencies convert it. */
  readonly euroLow: number;
  readonly euroHigh: number;
  /** What is said about it, in English. */
  readonly points: readonly [string, string];
  /** Which attributes a listing has: colours, sizes and so on are drawn from these. */
  readonly variants: readonly VariantKind[];
}

export type VariantKind = 'colour' | 'size' | 'material' | 'pack' | 'length';

const VARIANT_KINDS: Readonly<Record<string, VariantKind>> = {
  c: 'colour',
  s: 'size',
  m: 'material',
  p: 'pack',
  l: 'length',
};

/** One archetype a line: `english | german | portuguese | low-high | variants | point; point`, below `# category`. */
function parse(text: string): readonly Archetype[] {
  let category = '';
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('#')) {
        category = line.slice(1).trim();
        return [];
      }
      const [en = '', de = '', pt = '', price = '', variants = '', points = ''] = line
        .split('|')
        .map((part) => part.trim());
      const [euroLow = Number.NaN, euroHigh = Number.NaN] = price.split('-').map(Number);
      const [first = '', second = ''] = points.split(';').map((part) => part.trim());
      const kinds = Array.from(variants).flatMap((letter) => VARIANT_KINDS[letter] ?? []);
      return [{ category, en, de, pt, euroLow, euroHigh, points: [first, second] as const, variants: kinds }];
    });
}

export const ARCHETYPES: readonly Archetype[] = [
  ...parse(TECHNOLOGY_ARCHETYPES),
  ...parse(HOME_ARCHETYPES),
  ...parse(WARDROBE_ARCHETYPES),
  ...parse(LEISURE_ARCHETYPES),
];
