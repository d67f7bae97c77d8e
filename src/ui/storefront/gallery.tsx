import { useTranslations } from 'use-intl';

import type { ListingPage } from './models.ts';
import { Picture } from './picture.tsx';

/** Pictures side by side to be swiped or scrolled; small ones below lead to each, by plain links. */
export function Gallery({ listing }: { listing: ListingPage }) {
  const t = useTranslations('browse.listing');
  const { images, title } = listing;
  const pictures = images.length > 0 ? images : [null];
  const of = (image: string | null) => ({ ...listing, image });
  return (
    <section aria-label={t('pictures')} className="grid gap-3 md:sticky md:top-28">
      <ul
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard
        tabIndex={pictures.length > 1 ? 0 : undefined}
        aria-label={t('pictures')}
        className="flex snap-x snap-mandatory overflow-x-auto scroll-smooth rounded-2xl bg-sunken [scrollbar-width:none]"
      >
        {pictures.map((image, n) => (
          <li
            key={image ?? 'none'}
            id={`picture-${n + 1}`}
            className="w-full shrink-0 snap-center scroll-mt-36"
          >
            <Picture
              listing={of(image)}
              n={n}
              size="full"
              eager={n === 0}
              alt={t('picture', { title, n: n + 1, count: pictures.length })}
            />
          </li>
        ))}
      </ul>
      {pictures.length > 1 && (
        <ul className="flex flex-wrap gap-2">
          {pictures.map((image, n) => (
            <li key={image ?? 'none'}>
              <a
                href={`#picture-${n + 1}`}
                onClick={(event) => {
                  const picture = document.getElementById(`picture-${n + 1}`);
                  if (!picture) return;
                  // Sideways alone: the page stays where it is, and the address too.
                  event.preventDefault();
                  picture.parentElement?.scrollTo({
                    left: picture.offsetLeft - (picture.parentElement.offsetLeft ?? 0),
                  });
                }}
                className="block size-16 overflow-hidden rounded-lg border border-line hover:border-accent sm:size-20"
              >
                <Picture listing={of(image)} n={n} size="thumb" alt={t('show-picture', { n: n + 1 })} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
