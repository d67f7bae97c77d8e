/** Strokes and fills from which the pictures of the made-up market are drawn, in a field of 400 by 400. */

/** A colour in its lights and shades, as hex. */
export interface Ink {
  readonly base: string;
  readonly light: string;
  readonly dark: string;
  readonly deep: string;
}

/** Fills that every picture defines: the goods' own colour lit from the left and from above, metal, glass, wood, paper. */
export const OWN = 'url(#a)';
export const ABOVE = 'url(#b)';
export const METAL = 'url(#m)';
export const GLASS = 'url(#g)';
export const WOOD = 'url(#w)';
export const BLACK = 'url(#k)';
export const PAPER = '#faf7f0';

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
export const box = (x: number, y: number, w: number, h: number, r: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;
export const disc = (x: number, y: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
/** A soft light on what is below. */
export const shine = (d: string, opacity = 0.3): string =>
  `<path d="${d}" fill="#fff" opacity="${opacity}"/>`;
export const turned = (degrees: number, drawing: string, x = 200, y = 200): string =>
  `<g transform="rotate(${degrees} ${x} ${y})">${drawing}</g>`;
export const moved = (x: number, y: number, scale: number, drawing: string): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${drawing}</g>`;
export const text = (x: number, y: number, size: number, fill: string, words: string): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" font-weight="600" text-anchor="middle" fill="${fill}">${words}</text>`;
export const times = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('');

const HEX: Readonly<Record<string, string>> = {
  black: '#33363b',
  white: '#eeece6',
  anthracite: '#4b5057',
  sand: '#d5bd95',
  'forest-green': '#35654b',
  navy: '#2b4170',
  'brick-red': '#b04c36',
  mustard: '#d6a230',
  'light-grey': '#bfc3c7',
  aluminium: '#b4bac1',
  beech: '#d9b383',
  leather: '#8d5a34',
  'recycled-plastic': '#6f9a8a',
  'stainless-steel': '#bcc3c9',
  cotton: '#e5dcc9',
  felt: '#858a90',
  oak: '#b88a55',
};
/** For goods that come in one colour only, one of these by their kind. */
const PLAIN = ['#4f7f8f', '#b5654a', '#5d7a52', '#8a6d9c', '#c2903c', '#47688f', '#a0566b'];

export function inkOf(colour: string, seed: number): Ink {
  const base = HEX[colour] ?? PLAIN[seed % PLAIN.length] ?? '#4f7f8f';
  return {
    base,
    light: mix(base, '#ffffff', 0.32),
    dark: mix(base, '#000000', 0.22),
    deep: mix(base, '#000000', 0.45),
  };
}

export function mix(a: string, b: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [x, y] = [a, b].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round((x ?? 0) * (1 - share) + (y ?? 0) * share);
  });
  return `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}
