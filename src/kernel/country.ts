/** Codes that name something, but no country that a parcel could go to: unions, and what is there for tests. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB']);

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/**
 * Whether a code of two capital letters is in use for a country (ISO 3166). One that was given up, or is only taken for
 * one, is not: orders carry the code in use, and nothing would ever match.
 */
function isCountry(code: string): boolean {
  return !NO_COUNTRIES.has(code) && names.of(code) !== undefined && codeInUse(code) === code;
}

/** What is wrong with a code of two capital letters, for who wrote it; nothing where it is a country's. */
export function countryProblem(code: string): string | undefined {
  if (isCountry(code)) return undefined;
  const instead = isCountry(codeInUse(code)) ? `: write ${codeInUse(code)}` : '';
  return `${code} is not the code of a country${instead}`;
}

/** `GB` for `UK`; the code itself where it stands for nothing else. */
function codeInUse(code: string): string {
  return new Intl.Locale('und', { region: code }).region ?? code;
}
