/** The languages of the shop and the seller's pages. The staff's pages are English. */
export const LANGUAGES = ['en', 'zh', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** In their own words, as a reader who got the wrong one looks for them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  zh: '简体中文',
  es: 'Español',
  pt: 'Português',
};

/** The language of a locale such as `pt-BR`, if we speak it. */
export function languageOf(locale: string): Language | undefined {
  return LANGUAGES.find((language) => locale === language || locale.startsWith(`${language}-`));
}
