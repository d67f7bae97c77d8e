import type { Reader } from '../../door/route.ts';
import { about, minorDigits } from '../../kernel/exchange.ts';
import type { ListingId } from '../../kernel/ids.ts';
import { type Currency, type Money, money } from '../../kernel/money.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { runningPromotions } from './promotion-views.ts';
import { fillShelf, type ShelfPorts } from './shelf-views.ts';

const CATEGORIES_MAX = 12;
/** Of those, so many show goods of theirs at the top of the page. */
const FACES_SHOWN = 4;
const LOVED_STARS = 4;
/** A shelf with less on it looks like a shop that is closing down. */
const SHELF_MIN = 3;

/** The start page: promotions that are running, categories, and shelves, all of them filled by search. */
export async function frontPage(
  reader: Reader,
  ports: ShelfPorts,
  { country, currency }: { readonly country?: string | undefined; readonly currency: Currency },
) {
  const taken = new Set<ListingId>();
  const here = { text: '', country, inStock: true };
  const { newDays, smallEuroCents } = reader.rulebook.ranking.shelves;
  const priceMax = wholeUnits(about(money(smallEuroCents, 'EUR'), currency, reader.rulebook.exchange));
  const inEuro = about(priceMax, 'EUR', reader.rulebook.exchange).amountMinor;
  // One after the other: what a shelf above has, none below repeats.
  const promotions = await runningPromotions(reader, ports, { country, taken });
  const fill = (filters: object) => fillShelf(reader, ports, { filters: { ...here, ...filters }, taken });
  const loved = await fill({ ratingMin: LOVED_STARS });
  const fresh = await fill({ since: reader.now - newDays * DAY_MS, established: true });
  const small = await fill({ priceMax: inEuro });
  const shelves = [
    { name: 'loved' as const, listings: loved, priceMax: null },
    { name: 'new' as const, listings: fresh, priceMax: null },
    { name: 'small' as const, listings: small, priceMax },
  ];
  return {
    promotions,
    categories: await faces(reader, ports, country),
    shelves: shelves.filter(({ listings }) => listings.length >= SHELF_MIN),
  };
}

/** Each category with its best article, which stands for it. */
async function faces(reader: Reader, ports: ShelfPorts, country: string | undefined) {
  const { categories } = await ports.search.facets({ text: '', country }, []);
  const shown = categories.slice(0, CATEGORIES_MAX);
  return Promise.all(
    shown.map(async ({ value: category, count }, i) => {
      const wish = {
        filters: { text: '', category, country, inStock: true },
        taken: new Set<ListingId>(),
        size: 1,
      };
      // A small picture that leads to the category draws nobody to the article.
      const counting = i < FACES_SHOWN ? ports : { ...ports, traffic: UNCOUNTED };
      const [face] = await fillShelf(reader, counting, wish);
      return { category, count, face: face ?? null };
    }),
  );
}

const UNCOUNTED = { shown: () => undefined, viewed: () => undefined, added: () => undefined };

function wholeUnits({ amountMinor, currency }: Money): Money {
  const unit = 10 ** minorDigits(currency);
  return money(Math.ceil(amountMinor / unit) * unit, currency);
}
