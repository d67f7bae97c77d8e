/** How a reader likes to read: kept in a cookie of theirs, guessed from Accept-Language until they choose. */
import { type Language, languageOf } from './messages/language.ts';

export interface Preferences {
  /** Of the texts. */
  readonly language: Language;
  /** BCP 47, of numbers and dates: what the browser asks for, if it is of the same language. */
  readonly locale: string;
  /** ISO 4217: prices are shown in it beside their own currency. Guessed from the region of `locale` until something is chosen. */
  readonly currency: string | null;
  /** ISO 3166: where things are to be delivered. */
  readonly country: string | null;
}

export const PREFERENCES_COOKIE = 'cacashop.reader';
/** What a browser is known again by; see `account/device.ts`. */
export const DEVICE_COOKIE = 'cacashop.device';
export const YEAR_S = 31_536_000;

/** From the headers `cookie` and `accept-language`. A malformed one is the reader's, not an error. */
export function preferencesOf(cookie: string | undefined, acceptLanguage: string | undefined): Preferences {
  const chosen = new URLSearchParams(cookieValue(cookie, PREFERENCES_COOKIE));
  const wanted = languageOf(chosen.get('language') ?? '');
  const accepted = localesOf(acceptLanguage);
  const language = wanted ?? accepted.map(languageOf).find((known) => known !== undefined) ?? 'en';
  // A reader whose language we lack still gets their own dates and numbers.
  const locale =
    accepted.find((tag) => (wanted === undefined ? true : languageOf(tag) === wanted)) ?? wanted ?? 'en';
  return {
    language,
    locale,
    currency: chosen.size === 0 ? currencyOf(locale) : matching(chosen.get('currency'), /^[A-Z]{3}$/),
    country: matching(chosen.get('country'), /^[A-Z]{2}$/),
  };
}

/** Of regions whose currency we can tell prices in. */
const CURRENCY_OF: ReadonlyMap<string, string> = new Map([
  ['BR', 'BRL'],
  ['CN', 'CNY'],
  ['GB', 'GBP'],
  ['JP', 'JPY'],
  ['MX', 'MXN'],
  ['PL', 'PLN'],
  ['US', 'USD'],
  ...['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'GR', 'IE', 'IT', 'LU', 'NL', 'PT'].map((c) => [c, 'EUR'] as const),
]);

function currencyOf(locale: string): string | null {
  return CURRENCY_OF.get(new Intl.Locale(locale).region ?? '') ?? null;
}

/** The `set-cookie` that keeps them. Holds nothing about the person, and scripts of ours need not read it. */
export function preferencesCookie(preferences: Partial<Preferences>, isSecure: boolean): string {
  const chosen = new URLSearchParams();
  for (const name of ['language', 'currency', 'country'] as const) {
    const value = preferences[name];
    if (value) chosen.set(name, value);
  }
  const secure = isSecure ? '; Secure' : '';
  return `${PREFERENCES_COOKIE}=${encodeURIComponent(String(chosen))}; Path=/; Max-Age=${YEAR_S}; HttpOnly; SameSite=Lax${secure}`;
}

/** The accepted locales that Intl can format, in their order. */
function localesOf(acceptLanguage: string | undefined): readonly string[] {
  const locales: string[] = [];
  for (const part of (acceptLanguage ?? '').split(',', 10)) {
    const tag = part.split(';')[0]?.trim() ?? '';
    if (tag === '' || tag === '*') continue;
    try {
      locales.push(...Intl.DateTimeFormat.supportedLocalesOf([tag]));
    } catch {
      continue;
    }
  }
  return locales;
}

export function cookieValue(cookie: string | undefined, name: string): string {
  const found = cookie?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  if (found === undefined) return '';
  try {
    return decodeURIComponent(found.trim().slice(name.length + 1));
  } catch {
    return '';
  }
}

function matching(value: string | null, form: RegExp): string | null {
  return value !== null && form.test(value) ? value : null;
}
