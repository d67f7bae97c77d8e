/**
 * One form for a word's singular and plural in English, Spanish, Portuguese and German at once: a listing's language is not
 * always known and a query's never. It need not be a word, only the same for both forms; so it removes little, and the same on
 * both sides: `phones`, `phone` -> `phon`; `ratones`, `ratón` -> `raton`; `Taschen`, `Tasche` -> `tasch`.
 */
const SHORTEST = 4;
/** German and Portuguese forms in -en, -em go from here on: `kerzen`, not `pen`. */
const SHORTEST_EN = 6;

const IRREGULAR: Readonly<Record<string, string>> = {
  lens: 'lens',
  women: 'woman',
  womens: 'woman',
  men: 'man',
  mens: 'man',
  children: 'child',
  childrens: 'child',
  feet: 'foot',
  mice: 'mous',
  knives: 'knif',
  shelves: 'shelf',
  scarves: 'scarf',
};

/** `word` in lower case, with its accents. */
export function stem(word: string): string {
  const folded = fold(portuguese(word));
  if (folded.length < SHORTEST || !/^[a-z]+$/.test(folded)) return IRREGULAR[folded] ?? folded;
  const irregular = IRREGULAR[folded];
  if (irregular !== undefined) return irregular;
  let form = singular(folded);
  if (form.length >= SHORTEST && form.endsWith('e')) form = form.slice(0, -1);
  if (form.length >= SHORTEST_EN && /e[nm]$/.test(form)) form = form.slice(0, -2);
  return form.length >= SHORTEST && form.endsWith('y') ? `${form.slice(0, -1)}i` : form;
}

/** Plurals that only their accents tell: `botões` is of `botão`, `shoes` of `shoe`. */
function portuguese(word: string): string {
  if (!word.endsWith('s')) return word;
  return word
    .replace(/(?:õe|ãe)s$/, 'ão')
    .replace(/éis$/, 'el')
    .replace(/óis$/, 'ol');
}

function singular(word: string): string {
  if (!word.endsWith('s') || word.endsWith('ss') || word.endsWith('us')) return word;
  if (word.length > SHORTEST && word.endsWith('ais')) return `${word.slice(0, -2)}l`;
  if (/[vt]eis$/.test(word)) return `${word.slice(0, -2)}l`;
  return word.endsWith('is') ? word : word.slice(0, -1);
}

/** Letters that no decomposition makes plain. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

/** Without accents: `ratón` is found as `raton`. Scripts other than Latin keep their marks' base letters too. */
export function fold(word: string): string {
  if (!/[^\w]/.test(word)) return word;
  return word
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[ßøæœłđı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}
