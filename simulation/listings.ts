import type { Currency } from '../src/kernel/money.ts';
import { money } from '../src/kernel/money.ts';
import type { ListingContent, ShippingZone } from '../src/market/listings/listing.ts';
import type { Country } from './calendar.ts';
import { distance, promisedDays } from './carriers.ts';
import { ARCHETYPES, type Archetype, type VariantKind } from './catalogue/archetypes.ts';
import type { Script } from './names.ts';
import { pictureIds } from './pictures/draw.ts';
import { HOMES, PER_EURO } from './people.ts';
import type { Random } from './random.ts';

interface Words {
  readonly colours: readonly string[];
  readonly materials: readonly string[];
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

/** Attributes are named and valued the same in each language, so that goods of all sellers can be chosen by them. */
const COLOURS = [
  'black',
  'white',
  'anthracite',
  'sand',
  'forest-green',
  'navy',
  'brick-red',
  'mustard',
  'light-grey',
];
const MATERIALS = [
  'aluminium',
  'beech',
  'leather',
  'recycled-plastic',
  'stainless-steel',
  'cotton',
  'felt',
  'oak',
];
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
  const attributes = attributesOf(random, archetype);
  const told = Object.entries(attributes)
    .slice(0, 2)
    .map(([name, value]) => said(words, name, value))
    .join(', ');
  const { colour } = attributes;
  const points = script === 'en' ? [archetype.points.map((point) => `• ${sentence(point)}`).join('\n')] : [];
  const title = `${brand} ${noun}${told ? `, ${told}` : ''}`;
  return {
    title,
    description: [
      random.pick(words.openings)(noun, shop),
      ...points,
      `${random.pick(words.care)} ${words.service(handlingDays)}`,
    ].join('\n\n'),
    category: archetype.category,
    price: money(priceMinor(random, style, archetype, currency), currency),
    handlingDays,
    zones: zonesOf(country, currency),
    images: pictureIds(archetype.en, colour ?? attributes['material'], title.length),
    attributes: { ...attributes, brand, ...safetyOf(archetype.category, brand, country) },
  };
}

/** Every third article in a colour comes in others too. */
const VARIANTS_EVERY = 3;

/**
 * The same article in other colours, each a listing of its own; none for most. Drawn from what is there, so that it takes
 * nothing from the chances of the market.
 */
export function otherColours(
  content: ListingContent,
  archetype: Archetype,
  { country }: ShopStyle,
): readonly ListingContent[] {
  const at = COLOURS.indexOf(content.attributes['colour'] ?? '');
  if (at < 0 || content.title.length % VARIANTS_EVERY !== 0) return [];
  const words = WORDS[HOMES[country].script];
  return [0, 2, 4].map((step) => {
    const colour = COLOURS[(at + step) % COLOURS.length] ?? 'black';
    return {
      ...content,
      title: content.title.replace(said(words, 'colour', COLOURS[at] ?? ''), said(words, 'colour', colour)),
      images: pictureIds(archetype.en, colour, content.title.length),
      attributes: { ...content.attributes, colour },
      variant: { group: groupOf(archetype), options: { colour } },
    };
  });
}

function groupOf({ en }: Archetype): string {
  return en.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** A value of an attribute in the seller's language. */
function said(words: Words, name: string, value: string): string {
  if (name === 'colour') return words.colours[COLOURS.indexOf(value)] ?? value;
  if (name === 'material') return words.materials[MATERIALS.indexOf(value)] ?? value;
  return name === 'pieces' ? words.pack(Number(value)) : value;
}

/** Different goods of at most three neighbouring categories, as shops have them. */
export function assortment(random: Random, count: number): readonly Archetype[] {
  const categories = random
    .shuffled([...new Set(ARCHETYPES.map((a) => a.category))])
    .slice(0, random.int(1, 3));
  return random.shuffled(ARCHETYPES.filter((a) => categories.includes(a.category))).slice(0, count);
}

const FOR_CHILDREN: ReadonlySet<string> = new Set(['toys', 'baby']);
const IN_THE_UNION: ReadonlySet<Country> = new Set<Country>(['DE', 'FR', 'PL']);

/** What the law asks to be said of goods for children. */
function safetyOf(category: string, brand: string, country: Country): Readonly<Record<string, string>> {
  if (!FOR_CHILDREN.has(category)) return {};
  const told = {
    manufacturer: `${brand} Manufacturing, 14 Industrial Road, ${country}`,
    'safety-warnings': 'Not suitable for children under 36 months. Keep the packaging away from children.',
  };
  return IN_THE_UNION.has(country)
    ? told
    : { ...told, 'eu-responsible-person': `${brand} Europe GmbH, Hafenstrasse 20, 20457 Hamburg, Germany` };
}

function attributesOf(random: Random, archetype: Archetype): Readonly<Record<string, string>> {
  const values: Readonly<Record<VariantKind, () => readonly [string, string]>> = {
    colour: () => ['colour', random.pick(COLOURS)],
    material: () => ['material', random.pick(MATERIALS)],
    size: () => ['size', random.pick(SIZES)],
    length: () => ['length', random.pick(LENGTHS)],
    pack: () => ['pieces', String(random.pick(PACKS))],
  };
  return Object.fromEntries(archetype.variants.map((kind) => values[kind]()));
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
