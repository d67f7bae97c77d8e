import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';
import type { ListingPage, Sibling } from './models.ts';

/** Other variants of the same article: a link for each value of each option. */
export function Variants({ listing }: { listing: ListingPage }) {
  const t = useTranslations('browse.variants');
  const words = useWords();
  const self = listing.siblings.find((s) => s.id === listing.id);
  if (!self || listing.siblings.length < 2) return null;
  return (
    <div className="grid gap-4">
      {Object.entries(self.options).map(([name, value]) => (
        <nav key={name} aria-label={words(name)} className="grid gap-2">
          <p className="text-sm">
            <span className="text-muted">{words(name)}:</span>{' '}
            <span className="font-medium">{words(value)}</span>
          </p>
          <ul className="flex flex-wrap gap-2">
            {valuesOf(listing.siblings, name).map((other) => {
              const sibling = closest(listing.siblings, self, name, other);
              const isGone = !sibling || sibling.available === 0;
              return (
                <li key={other}>
                  <Link
                    to={`/listings/${sibling?.id ?? listing.id}`}
                    preventScrollReset
                    aria-current={other === value ? 'true' : undefined}
                    className={`inline-flex min-h-10 items-center rounded-lg border border-line-strong bg-surface px-3.5 text-sm hover:border-accent aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-medium ${isGone ? 'text-muted line-through' : ''}`}
                  >
                    {words(other)}
                    {isGone && <span className="sr-only"> ({t('sold-out')})</span>}
                  </Link>
                </li>
              );
            })}
          </ul>
        </nav>
      ))}
    </div>
  );
}

function valuesOf(siblings: readonly Sibling[], name: string): readonly string[] {
  return [...new Set(siblings.flatMap((s) => s.options[name] ?? []))];
}

/** The sibling with this value that shares most of the other options. */
function closest(
  siblings: readonly Sibling[],
  self: Sibling,
  name: string,
  value: string,
): Sibling | undefined {
  const shared = (s: Sibling) =>
    Object.entries(self.options).filter(([n, v]) => n !== name && s.options[n] === v).length;
  return siblings
    .filter((s) => s.options[name] === value)
    .toSorted((a, b) => shared(b) - shared(a) || b.available - a.available)[0];
}
