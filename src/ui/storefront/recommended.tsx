import { useTranslations } from 'use-intl';

import { getOr, type PageArgs, query } from '../api.ts';
import { TextLink } from '../components/text-link.tsx';
import { pageContext } from '../page-context.ts';
import { ListingRail } from './listing-grid.tsx';
import type { FoundCard } from './models.ts';

/** A page that has something else to say does without. */
const CAN_DO_WITHOUT = [404, 422, 429, 503];
/** As many as the API looks at. */
const LISTINGS_MAX = 10;

/** What goes with these listings, from what they are. */
export async function recommendedFor(
  args: PageArgs,
  listings: readonly string[],
  when: 'looking' | 'bought',
): Promise<readonly FoundCard[]> {
  if (listings.length === 0) return [];
  const { country } = args.context.get(pageContext).preferences;
  const asked = { listings: listings.slice(0, LISTINGS_MAX).join(','), when, country };
  const found = await getOr<{ listings: readonly FoundCard[] }>(
    args,
    `/recommendations${query(asked)}`,
    CAN_DO_WITHOUT,
  );
  return found?.listings ?? [];
}

interface RecommendedProps {
  readonly listings: readonly FoundCard[];
  readonly when: 'looking' | 'bought';
}

export function Recommended({ listings, when }: RecommendedProps) {
  const t = useTranslations('browse.recommended');
  if (listings.length === 0) return null;
  return (
    <section className="grid gap-4 border-t border-line pt-8">
      <div>
        <h2 className="text-xl font-semibold">{t(when)}</h2>
        <p className="text-sm text-muted">
          {t.rich('how', { link: (words) => <TextLink to="/transparency/ranking">{words}</TextLink> })}
        </p>
      </div>
      <ListingRail listings={listings} label={t(when)} />
    </section>
  );
}
