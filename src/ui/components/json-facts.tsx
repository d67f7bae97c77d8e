/**
 * Stored facts as people read them: names as words, moments as dates, amounts with their currency, rows as tables. For
 * what is kept as JSON, such as the snapshots in a case, so that nobody has to read braces and milliseconds.
 */
import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';
import { Count, DateTime, Money, Share } from './amounts.tsx';

type Scalar = string | number | boolean | null;
type Json = Scalar | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

export function JsonFacts({ json }: { json: string }) {
  const value = parsed(json);
  if (value === undefined) return <p className="whitespace-pre-wrap">{json}</p>;
  return <Value name="" value={value} currency={undefined} />;
}

function parsed(json: string): Json | undefined {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}

interface ValueProps {
  readonly name: string;
  readonly value: Json;
  /** Of the amounts around it. */
  readonly currency: string | undefined;
}

function Value({ name, value, currency }: ValueProps) {
  if (isObject(value)) return <ObjectFacts facts={value} currency={currency} />;
  if (isList(value)) return <ListFacts name={name} items={value} currency={currency} />;
  return <Plain name={name} value={value} currency={currency} />;
}

function ObjectFacts({ facts, currency }: { facts: JsonObject; currency: string | undefined }) {
  const word = useWords();
  const own = typeof facts['currency'] === 'string' ? facts['currency'] : currency;
  const { amountMinor } = facts;
  if (typeof amountMinor === 'number' && own !== undefined && Object.keys(facts).length === 2)
    return <Money amount={{ amountMinor, currency: own }} />;
  return (
    <dl className="grid gap-x-5 gap-y-1.5 sm:grid-cols-[minmax(7rem,auto)_1fr]">
      {Object.entries(facts)
        .filter(([, value]) => !isEmpty(value))
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{word(nameOf(name))}</dt>
            <dd className="mb-1 min-w-0 sm:mb-0">
              <Value name={name} value={value} currency={own} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

interface ListFactsProps {
  readonly name: string;
  readonly items: readonly Json[];
  readonly currency: string | undefined;
}

function ListFacts({ name, items, currency }: ListFactsProps) {
  // Keys of files say nothing to anybody, and what the listing shows now is not what it showed then.
  if (name === 'images') return <Count of={items.length} />;
  if (items.every((item) => !isObject(item) && !isList(item)))
    return (
      <span className="flex flex-wrap gap-x-3 gap-y-0.5">
        {items.map((item, i) => (
          <Plain key={String(i)} name={name} value={item as Scalar} currency={currency} />
        ))}
      </span>
    );
  return (
    <ol className="grid gap-2">
      {items.map((item, i) => (
        <li key={String(i)} className="rounded-md border border-line bg-surface p-2.5">
          <Value name={name} value={item} currency={currency} />
        </li>
      ))}
    </ol>
  );
}

/** In 2001: a smaller number is a count. */
const FIRST_MOMENT = 1_000_000_000_000;
const ID = /^[a-z]{2,5}_[0-9a-z_]+$/;
/** A name of the rulebook or the API, such as `too-little-data`. */
const CODE = /^[a-z]+(-[a-z]+)+$/;

interface PlainProps {
  readonly name: string;
  readonly value: Scalar;
  readonly currency: string | undefined;
}

function Plain({ name, value, currency }: PlainProps) {
  const t = useTranslations('notices.statement');
  const word = useWords();
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (typeof value === 'number') return <PlainNumber name={name} value={value} currency={currency} />;
  const text = String(value);
  if (ID.test(text)) return <code className="font-mono text-xs break-all">{text}</code>;
  return <span className="break-words whitespace-pre-line">{CODE.test(text) ? word(text) : text}</span>;
}

function PlainNumber({
  name,
  value,
  currency,
}: {
  name: string;
  value: number;
  currency: string | undefined;
}) {
  if (value >= FIRST_MOMENT) return <DateTime at={value} />;
  if (name.endsWith('Minor') && currency !== undefined)
    return <Money amount={{ amountMinor: value, currency }} />;
  if (name.endsWith('BasisPoints')) return <Share of={value / 10_000} />;
  return <Count of={value} />;
}

/** `shipBy` to `ship-by`, `unitMinor` to `unit`: the unit shows in the value. */
function nameOf(name: string): string {
  const parted = name.replace(/(Minor|BasisPoints|At)$/, '').replaceAll(/([a-z])([A-Z])/g, '$1-$2');
  return parted === '' ? name : parted.toLowerCase();
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (isList(value) && value.length === 0);
}
