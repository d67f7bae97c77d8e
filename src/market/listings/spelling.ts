/**
 * Letters of other scripts that look like a Latin one (from Unicode's confusables, UTS 39, those on keyboards).
 * Keywords are folded the same way, so a Cyrillic keyword still meets Cyrillic text.
 */
const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ...zip('авекмнорстухіјѕӏԁԛԝһ', 'abekmhopctyxijsldqwh'),
  ...zip('αβεηικνορτυχ', 'abenikvoptux'),
  ...zip('ıłøđħʀɡɩ', 'ilodhrgi'),
]);

/** Digits and signs that stand for letters inside a word, as in `c0ca1ne`. Alone they are what they are. */
const STAND_INS: ReadonlyMap<string, string> = new Map(zip('0134578@$!', 'oieastbasi'));

/** Pairs up two strings, code point by code point. */
function zip(from: string, to: string): readonly (readonly [string, string])[] {
  const letters = Array.from(to);
  return Array.from(from, (char, i) => [char, letters[i] ?? char]);
}

/**
 * The ways in which a text can be read, each in lower case without accents, as words between single spaces with a
 * space at both ends: as written; with signs inside words left out (`hand-gun`); and with spaced-out letters put
 * together (`k n i f e`).
 */
export function spellings(text: string): readonly string[] {
  const plain = fold(text);
  const asWritten = wordsOf(plain);
  const withoutSigns = wordsOf(plain.replaceAll(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}\s]+(?=[\p{L}\p{N}])/gu, ''));
  const together = wordsOf(
    plain.replaceAll(
      /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][^\p{L}\p{N}|]+){2,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu,
      (run) => run.replaceAll(/[^\p{L}\p{N}]/gu, ''),
    ),
  );
  return [...new Set([asWritten, withoutSigns, together])];
}

function fold(text: string): string {
  const lower = text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\u034f\u115f\u1160\u3164]/gu, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
  const latin = Array.from(lower, (char) => LOOKALIKES.get(char) ?? char).join('');
  // Only words that have letters too: 2024 is a year, and 50 $ a price.
  return latin.replaceAll(/[\p{L}\d@$!]*\p{L}[\p{L}\d@$!]*/gu, (word) =>
    Array.from(word.replace(/!+$/, ''), (char) => STAND_INS.get(char) ?? char).join(''),
  );
}

function wordsOf(text: string): string {
  return ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
