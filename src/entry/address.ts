/** Where post arrives. Countries without postal codes leave it empty. */
export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string | undefined;
  readonly postalCode: string;
  readonly city: string;
  readonly region?: string | undefined;
  /** ISO 3166 alpha-2. */
  readonly country: string;
}

/** Words that people write long or short, in the languages of our markets; compared in the short form. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/stra(ss|ß)e\b/g, 'str'],
  [/\bstreet\b/g, 'st'],
  [/\bavenue\b|\bavenida\b/g, 'av'],
  [/\broad\b/g, 'rd'],
  [/\brua\b/g, 'r'],
  [/\bapartment\b|\bapartamento\b|\bflat\b/g, 'apt'],
  [/\bnumero\b|\bnumber\b/g, 'no'],
];

/** One spelling for the many of an address, for comparing only: people read what was given. */
export function comparableAddress(address: PostalAddress): string {
  const lines = `${address.line1} ${address.line2 ?? ''}`
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
  const short = SHORT_FORMS.reduce((text, [long, form]) => text.replaceAll(long, form), lines);
  const parts = [address.country, address.postalCode, address.city, short];
  return parts
    .map((p) =>
      p
        .normalize('NFKD')
        .replaceAll(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase(),
    )
    .join('|');
}
