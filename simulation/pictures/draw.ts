import { HOME } from './home.ts';
import { type Ink, inkOf, mix } from './ink.ts';
import { LEISURE } from './leisure.ts';
import { TECHNOLOGY } from './technology.ts';
import { WARDROBE } from './wardrobe.ts';

/**
 * Pictures of the made-up market's goods: drawn from their name when somebody looks at them, so that they cost nothing before.
 * The same id is always the same picture.
 */
const DRAWINGS: Readonly<Record<string, (ink: Ink) => string>> = {
  ...TECHNOLOGY,
  ...HOME,
  ...WARDROBE,
  ...LEISURE,
};

/** Pictures of one listing: as it stands, from near, and two of them. */
export const VIEWS = 3;

/** Backdrops, light enough for each of the goods' colours. */
const BACKDROPS = ['#eee9e0', '#e4ebe8', '#e9e6ee', '#f0e8df', '#e3e9ef', '#ece9e2', '#e7ece0', '#f1e7e4'];

/** File ids of a listing's pictures. `kind` is the English name of the goods, `colour` one of those that `ink.ts` knows. */
export function pictureIds(kind: string, colour: string | undefined, seed: number): readonly string[] {
  const name = nameOf(kind);
  if (!(name in DRAWINGS)) return [];
  return Array.from(
    { length: VIEWS },
    (_, view) => `demo_${name}_${colour ?? 'plain'}_${seed % 1_000}_${view}`,
  );
}

function nameOf(kind: string): string {
  return kind.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** The picture of an id that `pictureIds` gave, as a square SVG document; `undefined` for any other. */
export function illustrate(pictureId: string): string | undefined {
  const [prefix, name = '', colour = '', seedText = '', viewText = ''] = pictureId.split('_');
  const drawing = Object.hasOwn(DRAWINGS, name) ? DRAWINGS[name] : undefined;
  const [seed, view] = [Number(seedText), Number(viewText)];
  if (prefix !== 'demo' || !drawing || !Number.isSafeInteger(seed) || !(view >= 0 && view < VIEWS))
    return undefined;
  const ink = inkOf(colour, seed + name.length);
  const backdrop = BACKDROPS[(seed + view * 3) % BACKDROPS.length] ?? '#eee9e0';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="800" height="800">${fills(ink, backdrop)}${scene(
    drawing(ink),
    view,
    seed,
    backdrop,
  )}</svg>`;
}

function scene(goods: string, view: number, seed: number, backdrop: string): string {
  const floor = `<rect width="400" height="400" fill="url(#bg)"/><path d="M0 306q200-26 400 0v94H0z" fill="${mix(backdrop, '#000000', 0.06)}" opacity=".7"/>`;
  const shadow = (x: number, y: number, rx: number) =>
    `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${rx * 0.13}" fill="#2a2621" opacity=".22" filter="url(#soft)"/>`;
  const placed = (x: number, y: number, scale: number, mirrored = false) =>
    `<g transform="translate(${x} ${y}) scale(${mirrored ? -scale : scale} ${scale})">${goods}</g>`;
  switch (view) {
    case 0: {
      const size = 0.84 + (seed % 5) * 0.015;
      const edge = 200 - 200 * size;
      return `${floor}${shadow(200, 325, 118)}${placed(edge, edge + 18, size)}`;
    }
    case 1:
      return `${floor}${placed(-150, -120, 1.75)}`;
    default:
      return `${floor}${shadow(136, 322, 92)}${shadow(276, 346, 96)}${placed(-6, 68, 0.66)}${placed(412, 84, 0.68, true)}`;
  }
}

/** See `ink.ts` for what each is for. */
function fills({ base, light, dark }: Ink, backdrop: string): string {
  const across = (id: string, ...stops: readonly string[]) => gradient(id, '', stops);
  const down = (id: string, ...stops: readonly string[]) => gradient(id, 'x2="0" y2="1"', stops);
  return `<defs>${[
    across('a', light, base, dark),
    down('b', light, base),
    across('m', '#f1f4f6', '#b3bac1', '#dfe4e8', '#8d959d'),
    across('w', '#dcb98a', '#c49a66', '#a97f4d'),
    across('k', '#4a4e55', '#2b2e33', '#1d1f23'),
    '<linearGradient id="g" x2="1" y2="1"><stop stop-color="#eef7fb" stop-opacity=".85"/><stop offset="1" stop-color="#bcd6e2" stop-opacity=".6"/></linearGradient>',
    '<linearGradient id="s" x2="1" y2="1"><stop stop-color="#9fc6e6"/><stop offset=".5" stop-color="#5f86b8"/><stop offset="1" stop-color="#394a78"/></linearGradient>',
    '<linearGradient id="l" x2="0" y2="1"><stop stop-color="#fff3c4" stop-opacity=".1"/><stop offset="1" stop-color="#fff3c4" stop-opacity=".75"/></linearGradient>',
    '<radialGradient id="r" cx=".35" cy=".3"><stop offset=".5" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".35"/></radialGradient>',
    `<radialGradient id="bg" cx=".42" cy=".32" r=".9"><stop stop-color="${mix(backdrop, '#ffffff', 0.65)}"/><stop offset="1" stop-color="${mix(backdrop, '#000000', 0.07)}"/></radialGradient>`,
    '<filter id="soft" x="-30%" y="-200%" width="160%" height="500%"><feGaussianBlur stdDeviation="9"/></filter>',
  ].join('')}</defs>`;
}

function gradient(id: string, direction: string, stops: readonly string[]): string {
  const all = stops.map((colour, i) => `<stop offset="${i / (stops.length - 1)}" stop-color="${colour}"/>`);
  return `<linearGradient id="${id}" ${direction}>${all.join('')}</linearGradient>`;
}
