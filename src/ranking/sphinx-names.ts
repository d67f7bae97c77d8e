/**
 * How words and ids are written down for Sphinx. It reads letters, digits and `_` alone, so that nothing of a query can be taken for
 * an operator, and knows documents and values by numbers.
 */

const PLAIN = /^[a-z0-9]+$/;

/** A term as a keyword: as it is, or its code units if it has anything but Latin letters and digits. Beginnings stay beginnings. */
export function keywordOf(term: string): string {
  if (PLAIN.test(term)) return term;
  let keyword = '_';
  for (let i = 0; i < term.length; i++) keyword += term.charCodeAt(i).toString(16).padStart(4, '0');
  return keyword;
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
/** Numbers there have a sign: 63 bits are left. Among 100 million texts, two meet with a chance of 1 in 1,800. */
const BITS = 63;

/** The number of a text (FNV-1a), in decimal, above 0. */
export function numberOf(text: string): string {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  const number = BigInt.asUintN(BITS, hash ^ (hash >> 32n));
  return String(number === 0n ? 1n : number);
}

const LETTERS = 256;

/** ISO 3166 alpha-2 as a number, and back. */
export function countryNumber(country: string): number {
  return country.charCodeAt(0) * LETTERS + country.charCodeAt(1);
}

export function countryNamed(number: number): string {
  return String.fromCharCode(Math.floor(number / LETTERS), number % LETTERS);
}

/** A text in quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
