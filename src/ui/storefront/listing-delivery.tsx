import { useTranslations } from 'use-intl';

import { countryNames, DateTime, Money } from '../components/amounts.tsx';
import { useReader } from '../reader.ts';
import type { ListingPage, Zone } from './models.ts';
import { Price } from './price.tsx';

const DAY_MS = 86_400_000;

/** When it comes and what that costs: for the reader's country if we know it, else for each. */
export function Delivery({ listing }: { listing: ListingPage }) {
  const { country, language } = useReader();
  const t = useTranslations('browse.delivery');
  const names = countryNames(language);
  const zone = listing.zones.find((z) => country !== null && z.countries.includes(country));
  return (
    <section aria-labelledby="delivery" className="grid gap-2 rounded-xl border border-line p-4 text-sm">
      <h2 id="delivery" className="font-semibold">
        {country === null ? t('title') : t('title-country', { country: names(country) })}
      </h2>
      {zone && <Promise listing={listing} zone={zone} />}
      {!zone && country !== null && <p className="font-medium text-warn">{t('not-there')}</p>}
      <details open={country === null}>
        <summary className="w-fit py-1 text-accent underline-offset-4 hover:underline">{t('all')}</summary>
        <ul className="mt-1 grid gap-2">
          {listing.zones.map((z) => (
            <li key={z.name} className="grid gap-0.5">
              <span>{z.countries.map((code) => names(code)).join(', ')}</span>
              <span className="text-muted">
                {z.priceMinor === 0 ? (
                  t('free')
                ) : (
                  <Money amount={{ amountMinor: z.priceMinor, currency: listing.price.currency }} />
                )}{' '}
                · {t('days', { count: listing.shipsWithinDays + z.transitDays })}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** If it is paid today: the days that the seller is held to. */
function Promise({ listing, zone }: { listing: ListingPage; zone: Zone }) {
  const { now } = useReader();
  const t = useTranslations('browse.delivery');
  const sentBy = now + listing.shipsWithinDays * DAY_MS;
  const thereBy = sentBy + zone.transitDays * DAY_MS;
  return (
    <>
      <p className="text-base">
        {t.rich('there-by', {
          date: () => (
            <strong className="font-semibold">
              <DateTime at={thereBy} only="date" />
            </strong>
          ),
        })}
      </p>
      <p className="text-muted">
        {t.rich('sent-by', { date: () => <DateTime at={sentBy} only="date" /> })}{' '}
        {zone.priceMinor === 0 ? (
          <span className="font-medium text-good">{t('free')}</span>
        ) : (
          t.rich('price', {
            amount: () => (
              <Price amount={{ amountMinor: zone.priceMinor, currency: listing.price.currency }} />
            ),
          })
        )}
        {zone.priceMinor > 0 && zone.extraItemMinor < zone.priceMinor && (
          <>
            {' '}
            {t.rich('each-more', {
              amount: () => (
                <Money amount={{ amountMinor: zone.extraItemMinor, currency: listing.price.currency }} />
              ),
            })}
          </>
        )}
      </p>
      <p className="text-muted">{t('promise')}</p>
    </>
  );
}
