/** Names of attributes that carry the number of an article (GS1, ISBN). */
const NUMBER_NAMES = ['gtin', 'ean', 'upc', 'isbn', 'jan'] as const;

/** The numbers by which the trade knows these goods: digits alone, leading zeros off, so that EAN-13 and GTIN-14 agree. */
export function articleNumbers(attributes: Readonly<Record<string, string>>): readonly string[] {
  const found = NUMBER_NAMES.flatMap(
    (name) => attributes[name]?.replaceAll(/[\s-]/g, '').replace(/^0+/, '') ?? [],
  );
  return [...new Set(found.filter((number) => number !== ''))];
}
