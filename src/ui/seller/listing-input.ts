/** Forms about articles as the API takes them, and the other way round. Fields have the names of the API's own. */
import { CURRENCIES, type Currency, minorDigits, type Money } from '../../kernel/money.ts';
import { keyOfFile, type PageArgs, type Problem, send, textOf, textsOf } from '../api.ts';

export const ZONES_MAX = 8;
export const ATTRIBUTES_MAX = 12;

/** `12.50`, as it is typed into a field. */
export function decimalOf({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

/** Minor units of what was typed. What is no amount goes on as nothing, and the API says what it wants at the field. */
function minorOf(typed: string, currency: Currency): number | null {
  const parts = /^\d+(?:[.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
  const minor = parts * 10 ** minorDigits(currency);
  return Number.isFinite(minor) && Math.abs(minor - Math.round(minor)) < 1e-6 ? Math.round(minor) : null;
}

function wholeOf(typed: string): number | string {
  return /^\d+$/.test(typed) ? Number(typed) : typed;
}

function currencyOf(form: FormData): Currency {
  const typed = textOf(form, 'currency');
  return CURRENCIES.find((c) => c === typed) ?? 'EUR';
}

/** Price and stock alone. */
export function bodyOfQuick(form: FormData): object {
  const currency = currencyOf(form);
  return {
    price: { amountMinor: minorOf(textOf(form, 'price.amountMinor'), currency), currency },
    stock: wholeOf(textOf(form, 'stock')),
  };
}

export function bodyOfListing(form: FormData): object {
  const currency = currencyOf(form);
  const sku = textOf(form, 'sku');
  return {
    ...bodyOfQuick(form),
    ...(sku === '' ? {} : { sku }),
    title: textOf(form, 'title'),
    description: textOf(form, 'description'),
    category: textOf(form, 'category'),
    handlingDays: wholeOf(textOf(form, 'handlingDays')),
    zones: zonesOf(form, currency),
    attributes: attributesOf(form),
    variant: variantOf(form),
    images: textsOf(form, 'images'),
  };
}

/** Rows that were left empty are none. */
function zonesOf(form: FormData, currency: Currency): readonly object[] {
  return Array.from({ length: ZONES_MAX }, (_, i) => `zones.${i}`).flatMap((zone) => {
    const countries = textOf(form, `${zone}.countries`);
    if (countries === '' && textOf(form, `${zone}.name`) === '') return [];
    return [
      {
        name: textOf(form, `${zone}.name`),
        countries: countries
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter((c) => c !== ''),
        priceMinor: minorOf(textOf(form, `${zone}.priceMinor`), currency),
        extraItemMinor: minorOf(textOf(form, `${zone}.extraItemMinor`) || '0', currency),
        transitDays: wholeOf(textOf(form, `${zone}.transitDays`)),
      },
    ];
  });
}

function attributesOf(form: FormData): Readonly<Record<string, string>> {
  const rows = Array.from({ length: ATTRIBUTES_MAX }, (_, i) => [
    textOf(form, `attributes.${i}.name`).toLowerCase().replaceAll(/\s+/g, '-'),
    textOf(form, `attributes.${i}.value`),
  ]);
  return Object.fromEntries(rows.filter(([name, value]) => name !== '' && value !== ''));
}

function variantOf(form: FormData): object | null {
  const group = textOf(form, 'variant.group');
  if (group === '') return null;
  const options = textOf(form, 'variant.options')
    .split(';')
    .map((part) => part.split('=').map((p) => p.trim()))
    .filter(([name]) => name !== undefined && name !== '');
  return {
    group,
    options: Object.fromEntries(options.map(([name = '', value = '']) => [name.toLowerCase(), value])),
  };
}

const PICTURE_BYTES_MAX = 9_000_000;

/**
 * Brings the chosen files one by one and adds their ids to the form, so that they are kept when something else of the
 * form is refused. The problem of the first that was not taken, at the field `pictures`.
 */
export async function bringPictures(args: PageArgs, form: FormData): Promise<Problem | undefined> {
  const key = textOf(form, 'key');
  const files = form.getAll('pictures').filter((f): f is File => f instanceof File && f.size > 0);
  for (const [i, file] of files.entries()) {
    if (file.size > PICTURE_BYTES_MAX)
      return atPictures({ title: 'file-too-large', status: 413, type: '/problems/file-too-large' });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const sent = await send<{ pictureId: string }>(
      args,
      '/me/pictures',
      { content: bytes.toBase64() },
      await keyOfFile(`${key}.picture.${i}`, bytes),
    );
    if (!sent.ok) return atPictures(sent.problem);
    if (!textsOf(form, 'images').includes(sent.value.pictureId)) form.append('images', sent.value.pictureId);
  }
  form.delete('pictures');
  return undefined;
}

function atPictures(problem: Problem): Problem {
  return { ...problem, errors: [{ field: 'pictures', message: problem.title }] };
}
