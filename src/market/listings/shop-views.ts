import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { FIELD_OF } from '../../processes/identity-values.ts';
import type { TrustBoard } from '../../ranking/trust-board.ts';
import { permits } from '../../standing/permits.ts';
import type { Party } from '../parties/party.ts';
import type { ListingSearch } from './search.ts';
import { badgeOf, ratingOf, searchListings } from './views.ts';

const FIRST_LISTINGS = 24;

/**
 * A seller's public page. A seller who may not be shown keeps name and country on it, since buyers with open orders
 * have to find it, and nothing that could be bought.
 */
export async function shopPage(
  reader: Reader,
  { search, trust }: { readonly search: ListingSearch; readonly trust: TrustBoard },
  id: PartyId,
) {
  const rows = await reader.db.pool.query<{ doc: Party }>(
    `select doc from concept_party where id = $1 and kind = 'seller'`,
    [id],
  );
  const party = rows.rows[0]?.doc;
  if (!party || party.erasure || !('shop' in party.name)) return undefined;
  const standing = (await reader.standings([id])).get(id);
  const open = permits(standing, 'listing.show', reader.now).allowed;
  const basics = {
    sellerId: id,
    name: party.name.shop,
    country: party.country,
    since: party.registeredAt,
    open,
  };
  if (!open)
    return {
      ...basics,
      notice: 'This seller is not trading at the moment. Orders that are open go on as agreed.',
      about: '',
      badge: null,
      rates: [],
      rating: null,
      away: null,
      trader: null,
      listings: [],
      next: null,
    };
  const query = {
    text: '',
    seller: id,
    sort: 'newest',
    offset: 0,
    limit: FIRST_LISTINGS,
    now: reader.now,
  } as const;
  const { cards, nextOffset } = await searchListings(reader, search, query);
  return {
    ...basics,
    notice: null,
    about: party.about,
    badge: badgeOf(standing, reader.now, trust.of(id).tier),
    rates: await conductOf(reader, id),
    rating: await ratingOf(reader, 'seller', id),
    away: awayUntil(party, reader.now),
    trader: reader.actor.kind === 'anonymous' ? null : await traderOf(reader, party),
    listings: cards,
    next: nextOffset === null ? null : `/search?seller=${id}&sort=newest&cursor=o${nextOffset}`,
  };
}

/** What shoppers ask of a seller before they buy; told once there is enough to judge it by. */
const TOLD: ReadonlySet<string> = new Set(['late-shipment', 'on-time-delivery', 'response-time']);

/** Shares that went well. */
async function conductOf({ metrics, now }: Reader, party: PartyId) {
  const assessments = await metrics.assess({ subject: 'seller', party }, now);
  return assessments.flatMap(({ metric, n, rate, of, minVolume }) =>
    TOLD.has(metric) && rate !== undefined && n >= minVolume
      ? [{ metric, share: of === 'defects' ? 1 - rate : rate, n }]
      : [],
  );
}

/** Last day of the holiday that is on, as midnight UTC. */
function awayUntil(party: Party, now: number): number | null {
  return party.holidays.find((h) => h.from <= now && now < h.to + DAY_MS)?.to ?? null;
}

/** Who stands behind the shop (DSA art. 30(7)), for those who are signed in: not for whoever collects addresses. */
async function traderOf(reader: Reader, party: Party) {
  const shown = ['legalName', 'companyNumber', 'address', 'mail', 'phone'] as const;
  const facts = shown.flatMap((name) => {
    const fact = party.identity[FIELD_OF[name]];
    return fact ? [{ name, fact }] : [];
  });
  const revealed = await reader.reveal(facts.map(({ fact }) => fact.value));
  return facts.flatMap(({ name, fact }) => {
    const text = revealed.get(fact.value);
    if (text === undefined) return [];
    const value: unknown = name === 'address' ? JSON.parse(text) : text;
    return [{ field: name, value, verified: fact.verified }];
  });
}
