import type { Currency } from '../src/kernel/money.ts';
import { money } from '../src/kernel/money.ts';
import type { ListingContent, ShippingZone } from '../src/market/listings/listing.ts';
import type { Country } from './calendar.ts';
import { distance, promisedDays } from './carriers.ts';
import { ARCHETYPES, type Archetype, type VariantKind } from './catalogue/archetypes.ts';
import type { Script } from './names.ts';
import { HOMES, PER_EURO } from './people.ts';
import type { Random } from './random.ts';

interface Words {
  readonly colours: readonly string[];
  readonly materials: readonly string[];
  readonly kinds: Readonly<Record<VariantKind, string>>;
  readonly pack: (pieces: number) => string;
  readonly openings: readonly ((noun: string, shop: string) => string)[];
  readonly care: readonly string[];
  readonly service: (days: number) => string;
}

const WORDS: Readonly<Record<Script, Words>> = {
  en: {
    colours: [
      'black',
      'white',
      'anthracite',
      'sand',
      'forest green',
      'navy',
      'brick red',
      'mustard',
      'light grey',
    ],
    materials: [
      'aluminium',
      'beech',
      'leather',
      'recycled plastic',
      'stainless steel',
      'cotton',
      'felt',
      'oak',
    ],
    kinds: { colour: 'Colour', size: 'Size', material: 'Material', pack: 'Contents', length: 'Length' },
    pack: (pieces) => `${pieces} pieces`,
    openings: [
      (noun, shop) => `${noun} chosen by ${shop} for every day.`,
      (noun, shop) => `We at ${shop} use this ${noun.toLowerCase()} ourselves.`,
      (noun) => `A ${noun.toLowerCase()} that does what it should, without a fuss.`,
    ],
    care: [
      'Instructions are in the box.',
      'Wipe with a damp cloth.',
      'Tested piece by piece before it leaves us.',
    ],
    service: (days) =>
      `Sent within ${days} ${days === 1 ? 'day' : 'days'}; 14 days to change your mind, two years of warranty.`,
  },
  de: {
    colours: [
      'schwarz',
      'weiß',
      'anthrazit',
      'sand',
      'waldgrün',
      'marineblau',
      'ziegelrot',
      'senfgelb',
      'hellgrau',
    ],
    materials: [
      'Aluminium',
      'Buche',
      'Leder',
      'Recyclingkunststoff',
      'Edelstahl',
      'Baumwolle',
      'Filz',
      'Eiche',
    ],
    kinds: { colour: 'Farbe', size: 'Größe', material: 'Material', pack: 'Inhalt', length: 'Länge' },
    pack: (pieces) => `${pieces} Stück`,
    openings: [
      (noun, shop) => `${noun} von ${shop}, für jeden Tag gemacht.`,
      (noun, shop) => `Bei ${shop} nutzen wir selbst, was wir verkaufen: ${noun} in geprüfter Qualität.`,
      (noun) => `${noun} ohne Schnickschnack, dafür mit langer Lebensdauer.`,
    ],
    care: ['Anleitung liegt bei.', 'Mit feuchtem Tuch abwischen.', 'Vor dem Versand einzeln geprüft.'],
    service: (days) =>
      `Versand innerhalb von ${days} ${days === 1 ? 'Tag' : 'Tagen'}; 14 Tage Rückgabe, zwei Jahre Gewährleistung.`,
  },
  pt: {
    colours: [
      'preto',
      'branco',
      'grafite',
      'areia',
      'verde-floresta',
      'azul-marinho',
      'vermelho-tijolo',
      'mostarda',
      'cinza-claro',
    ],
    materials: [
      'alumínio',
      'faia',
      'couro',
      'plástico reciclado',
      'aço inoxidável',
      'algodão',
      'feltro',
      'carvalho',
    ],
    kinds: { colour: 'Cor', size: 'Tamanho', material: 'Material', pack: 'Conteúdo', length: 'Comprimento' },
    pack: (pieces) => `${pieces} peças`,
    openings: [
      (noun, shop) => `${noun} selecionado pela ${shop} para o dia a dia.`,
      (noun, shop) => `Na ${shop} só vendemos o que usamos em casa: ${noun.toLowerCase()} de qualidade.`,
      (noun) => `${noun} simples e resistente, feito para durar.`,
    ],
    care: ['Acompanha manual.', 'Limpe com pano úmido.', 'Conferido peça por peça antes do envio.'],
    service: (days) =>
      `Envio em até ${days} ${days === 1 ? 'dia' : 'dias'}; 7 dias para desistir, garantia de um ano.`,
  },
};

const SIZES = ['S', 'M', 'L', 'XL'];
const LENGTHS = ['1 m', '1.5 m', '2 m', '3 m'];
const PACKS = [2, 3, 4, 6, 12, 24];

/** What a shop is like, as far as its listings show. */
export interface ShopStyle {
  readonly shop: string;
  /** Name on the goods: the shop's own, or that of somebody else. */
  readonly brand: string;
  readonly country: Country;
  readonly handlingDays: number;
  /** Multiplies usual prices. */
  readonly priceLevel: number;
  /** Largest price of one piece, in euros. */
  readonly euroMax: number;
}

export function makeListing(random: Random, style: ShopStyle, archetype: Archetype): ListingContent {
  const { country, brand, shop, handlingDays } = style;
  const { currency, script } = HOMES[country];
  const words = WORDS[script];
  const noun = archetype[script];
  const attributes = attributesOf(random, archetype, words);
  const told = Object.values(attributes).slice(0, 2).join(', ');
  const points = script === 'en' ? [`${sentence(archetype.points[0])} ${sentence(archetype.points[1])}`] : [];
  return {
    title: `${brand} ${noun}${told ? `, ${told}` : ''}`,
    description: [
      random.pick(words.openings)(noun, shop),
      ...points,
      random.pick(words.care),
      words.service(handlingDays),
    ].join(' '),
    category: archetype.category,
    price: money(priceMinor(random, style, archetype, currency), currency),
    handlingDays,
    zones: zonesOf(country, currency),
    images: [],
    attributes: { ...attributes, [BRAND[script]]: brand },
  };
}

const BRAND: Readonly<Record<Script, string>> = { en: 'Brand', de: 'Marke', pt: 'Marca' };

/** Different goods of at most three neighbouring categories, as shops have them. */
export function assortment(random: Random, count: number): readonly Archetype[] {
  const categories = random
    .shuffled([...new Set(ARCHETYPES.map((a) => a.category))])
    .slice(0, random.int(1, 3));
  return random.shuffled(ARCHETYPES.filter((a) => categories.includes(a.category))).slice(0, count);
}

function attributesOf(random: Random, archetype: Archetype, words: Words): Readonly<Record<string, string>> {
  const values: Readonly<Record<VariantKind, () => string>> = {
    colour: () => random.pick(words.colours),
    material: () => random.pick(words.materials),
    size: () => random.pick(SIZES),
    length: () => random.pick(LENGTHS),
    pack: () => words.pack(random.pick(PACKS)),
  };
  return Object.fromEntries(archetype.variants.map((kind) => [words.kinds[kind], values[kind]()]));
}

/** Ends in 90 or 99, as prices do. */
function priceMinor(random: Random, style: ShopStyle, archetype: Archetype, currency: Currency): number {
  const { euroLow, euroHigh } = archetype;
  const spread = Math.min(random.next(), random.next());
  const euros = Math.min((euroLow + spread * (euroHigh - euroLow)) * style.priceLevel, style.euroMax);
  const whole = Math.max(2, Math.round(euros * PER_EURO[currency]));
  return whole * 100 - (random.chance(0.5) ? 10 : 1);
}

const COUNTRIES: readonly Country[] = ['DE', 'FR', 'PL', 'GB', 'US', 'BR', 'CN'];
const ZONE_EUROS = { domestic: 4, region: 9, world: 14 } as const;

/** One zone a distance; transit days as its slowest country needs. */
function zonesOf(from: Country, currency: Currency): readonly ShippingZone[] {
  const byDistance = Map.groupBy(COUNTRIES, (to) => distance(from, to));
  return [...byDistance].map(([name, countries]) => ({
    name,
    countries,
    priceMinor: Math.round(ZONE_EUROS[name] * PER_EURO[currency]) * 100 - 10,
    extraItemMinor: Math.round(PER_EURO[currency] * 100),
    transitDays: Math.max(...countries.map((to) => promisedDays(from, to))),
  }));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
