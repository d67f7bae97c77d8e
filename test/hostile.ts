const LONG = 10_000;

/** What nobody means, and somebody sends: by what it is, and the text. */
export const HOSTILE: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['spaces', ' \t\n\u00a0\u3000'.repeat(LONG / 5)],
  ['one letter, often', 'a'.repeat(LONG)],
  ['one word, often', 'aaaaaaaaaa '.repeat(LONG / 11)],
  ['unlike words', Array.from({ length: LONG / 8 }, (_, n) => `aaab${n.toString(26)}x`).join(' ')],
  ['what is excluded', '-aaa '.repeat(LONG / 5)],
  ['control characters', '\u0000\u0001\u001b[31m\u007f aaaz'.repeat(LONG / 14)],
  ['quotes that do not end', '"aaa \' “ « ` "'.repeat(LONG / 14)],
  ['marks for right to left', '\u202e\u2066aaa\u200f\u061c '.repeat(LONG / 8)],
  ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈🪑'.repeat(LONG / 24)],
  ['halves of characters', '\ud83d\udc00\ud83d aaa'.repeat(LONG / 7)],
  ['accents upon accents', `a${'\u0301'.repeat(LONG)}`],
  ['Chinese', '红色的椅子'.repeat(LONG / 5)],
  ['signs of query languages', "aaa:* & | ! <-> ( ) ^ ~ */ OR 1=1; --'\\".repeat(LONG / 40)],
  ['a pattern', '(a+)+$'.repeat(LONG / 6)],
  ['markup', '"><script>alert(1)</script>'.repeat(LONG / 27)],
];
