const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/**
 * Whether a BCP 47 tag begins with a language there is. Codes of two letters (ISO 639-1) are few and all known; of the
 * thousands with three, most have no name here, and are believed.
 */
export function isLanguage(tag: string): boolean {
  const [code = ''] = tag.split('-', 1);
  return code.length !== 2 || names.of(code) !== undefined;
}
