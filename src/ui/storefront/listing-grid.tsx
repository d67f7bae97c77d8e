import { useTranslations } from 'use-intl';

import { Money } from '../components/amounts.tsx';
import { PlainLink } from '../components/plain-link.tsx';
import type { FoundCard } from './models.ts';
import { Picture } from './picture.tsx';
import { Position } from './position.tsx';
import { Price } from './price.tsx';
import { SellerBadge } from './seller-badge.tsx';
import { StarMark } from './stars.tsx';

/** Fewer than this left is worth saying. */
const FEW = 5;
/** Pictures that are in sight when the page opens. */
const EAGER = 4;

interface GridProps {
  readonly listings: readonly FoundCard[];
  /** In a result: each card says why it stands there. */
  readonly explained?: boolean;
  /** Beside filters there is room for one less. */
  readonly narrow?: boolean;
}

export function ListingGrid({ listings, explained = false, narrow = false }: GridProps) {
  return (
    <ul
      className={`grid grid-cols-2 gap-x-3 gap-y-6 sm:grid-cols-3 sm:gap-x-5 ${narrow ? 'xl:grid-cols-4' : 'lg:grid-cols-4'}`}
    >
      {listings.map((listing, i) => (
        <ListingCardItem key={listing.id} listing={listing} eager={i < EAGER} explained={explained} />
      ))}
    </ul>
  );
}

/** A row that scrolls sideways on small screens: part of a longer list. */
export function ListingRail({ listings, label }: { listings: readonly FoundCard[]; label: string }) {
  return (
    <ul
      aria-label={label}
      className="-mx-4 flex snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-2 sm:mx-0 sm:grid sm:grid-cols-3 sm:gap-5 sm:overflow-visible sm:px-0 md:grid-cols-4 lg:grid-cols-6"
    >
      {listings.map((listing) => (
        <ListingCardItem key={listing.id} listing={listing} eager={false} explained={false} inRail />
      ))}
    </ul>
  );
}

interface CardProps {
  readonly listing: FoundCard;
  readonly eager: boolean;
  readonly explained: boolean;
  readonly inRail?: boolean;
}

function ListingCardItem({ listing, eager, explained, inRail = false }: CardProps) {
  const { id, title, price, seller, rating, available } = listing;
  return (
    <li className={inRail ? 'card w-40 shrink-0 snap-start sm:w-auto' : 'card'}>
      <div className={available === 0 ? 'card-picture opacity-55' : 'card-picture'}>
        <Picture listing={listing} eager={eager} size={inRail ? 'thumb' : 'card'} />
      </div>
      <h3>
        <PlainLink to={`/listings/${id}`}>{title}</PlainLink>
      </h3>
      <Price amount={price} className="text-base font-semibold" />
      <Notes listing={listing} />
      <p className="card-seller">
        <StarMark rating={rating} />
        <span>{seller.name}</span>
        {!inRail && <SellerBadge badge={seller.badge} />}
      </p>
      {explained && <Position reasons={listing.why} score={listing.score} title={title} />}
    </li>
  );
}

/** What decides at a glance: delivery, stock, variants. */
function Notes({ listing: { delivery, available, variants } }: { listing: FoundCard }) {
  const t = useTranslations('browse.card');
  if (available >= FEW && !delivery && !variants) return null;
  return (
    <p className="flex flex-wrap gap-x-2 text-xs text-muted">
      {available === 0 ? (
        <span className="font-medium text-bad">{t('sold-out')}</span>
      ) : (
        available < FEW && <span className="font-medium text-warn">{t('few', { count: available })}</span>
      )}
      {delivery && (
        <span className={delivery.amountMinor === 0 ? 'font-medium text-good' : ''}>
          {delivery.amountMinor === 0
            ? t('free-delivery')
            : t.rich('delivery', { amount: () => <Money amount={delivery} /> })}
        </span>
      )}
      {variants && <span>{t('variants')}</span>}
    </p>
  );
}
