/** Where orders may go: ISO 3166. Which of them a seller delivers to, the quote says. */
const CODES =
  'AE AR AT AU BE BG BO BR CA CH CL CN CO CR CY CZ DE DK DO EC EE ES FI FR GB GR GT HK HR HU IE IL IN IS IT JP KR LT LU LV MA MT MX MY NL NO NZ PA PE PH PL PT PY RO RS SA SE SG SI SK TH TR TW UA US UY VN ZA'.split(
    ' ',
  );

export interface Country {
  readonly value: string;
  readonly label: string;
}

/** In the reader's language and its order. For loaders: a browser may know other names, in another order. */
export function countriesIn(language: string): readonly Country[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return CODES.map((value) => ({ value, label: names.of(value) ?? value })).toSorted((a, b) =>
    a.label.localeCompare(b.label, language),
  );
}

/** One country's name; the code itself where nobody knows it. */
export function countryName(language: string, code: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}
