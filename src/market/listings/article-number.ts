/** Names of attributes that carry the number of an article (GS1, ISBN). */
const NUMBER_NAMES = ['gtin', 'ean', 'upc', 'isbn', 'jan'] as const;

/** The numbers by which the trade knows these goods, each as `articleNumber` writes it. */
export function articleNumbers(attributes: Readonly<Record<string, string>>): readonly string[] {
  const found = NUMBER_NAMES.flatMap((name) => articleNumber(attributes[name] ?? ''));
  return [...new Set(found.filter((number) => number !== ''))];
}

/**
 * One way of writing the number of an article, so that equal goods have equal numbers: digits alone, leading zeros off, as
 * EAN-13 and GTIN-14 differ by them; and books of before 2007 by their ISBN-13 (ISO 2108), which is an EAN.
 */
export function articleNumber(text: string): string {
  const digits = text.replaceAll(/[\s-]/g, '');
  return isIsbn10(digits) ? isbn13(digits) : digits.replace(/^0+/, '');
}

/** Ten characters with the right check digit, where X stands for ten; no other number of articles has ten. */
function isIsbn10(text: string): boolean {
  if (!/^\d{9}[\dXx]$/.test(text)) return false;
  const values = Array.from(text, (c) => (c === 'X' || c === 'x' ? 10 : Number(c)));
  return values.reduce((sum, value, i) => sum + value * (10 - i), 0) % 11 === 0;
}

/** Its first nine digits behind the prefix of books, with the check digit of an EAN. */
function isbn13(isbn10: string): string {
  const body = `978${isbn10.slice(0, 9)}`;
  const sum = Array.from(body, Number).reduce((total, n, i) => total + n * (i % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
