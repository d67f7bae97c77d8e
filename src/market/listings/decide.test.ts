import { describe, expect, it } from 'vitest';
import { given } from '../../../test/case-law.ts';
import { TestMarket } from '../../../test/worlds.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import {
  decideChange,
  decidePublish,
  decideRepublish,
  decideReserve,
  decideReview,
  decideWithdraw,
  type ListingRules,
} from './decide.ts';
import {
  type Listing,
  type ListingContent,
  type ListingEvent,
  listings,
  shippingMinor,
  zoneFor,
} from './listing.ts';

const { rulebook } = new TestMarket().book;
const at = Date.UTC(2026, 0, 5);
const seller = 'pty_s' as PartyId;
const by = 'pty_r' as PartyId;
const rules: ListingRules = {
  rulebook,
  sellerCountry: 'DE',
  sellerCurrency: 'EUR',
  likeness: () => undefined,
};
const listingId = 'lst_1' as ListingId;
const NO_LIMIT = { listedNow: 0, listingsMax: null };

const content: ListingContent = {
  title: 'Oak chair',
  description: 'Solid.',
  category: 'furniture',
  price: { amountMinor: 9900, currency: 'EUR' },
  handlingDays: 2,
  zones: [{ name: 'home', countries: ['DE', 'AT'], priceMinor: 500, extraItemMinor: 200, transitDays: 3 }],
  images: [],
  attributes: {},
};
const doubtful = { ...content, title: 'Swastika flag of 1938, museum piece' };
const forbidden = { ...content, title: 'Heroin' };

const publish =
  (
    more: Partial<ListingContent> = {},
    stock = 5,
    limit: { listedNow: number; listingsMax: number | null } = NO_LIMIT,
  ) =>
  () =>
    decidePublish({ at, seller, content: { ...content, ...more }, stock }, rules, limit);
const published: ListingEvent = { type: 'ListingPublished', at, seller, content, stock: 5 };
const queued: ListingEvent = {
  type: 'ListingPublished',
  at,
  seller,
  content: doubtful,
  stock: 5,
  objection: { rule: 'nazi-memorabilia', title: 't', clause: 'C4', matched: 'swastika flag' },
};
const refusedByStaff: ListingEvent = { type: 'ListingRefused', at, by, why: 'no' };
const withdrawn: ListingEvent = { type: 'ListingWithdrawn', at };
const of = (s: Listing | undefined) => s as Listing;

describe('publishing', () => {
  it('goes live at once', () => {
    expect(given(listings).when(publish()).state()).toMatchObject({ status: 'live', stock: 5, edition: 1 });
  });
  it('prohibited goods are refused with rule and clause', () => {
    const decision = publish(forbidden)();
    expect(decision).toMatchObject({
      refused: 'prohibited-goods',
      facts: { rule: 'drugs', clause: 'C4', matched: 'heroin', markets: 'DE AT' },
    });
  });
  it('doubtful goods wait for a person', () => {
    expect(given(listings).when(publish(doubtful)).state()).toMatchObject({
      status: 'in-review',
      objection: { rule: 'nazi-memorabilia' },
    });
  });
  it('a new seller has a limit', () => {
    given(listings)
      .when(publish({}, 5, { listedNow: 49, listingsMax: 50 }))
      .then({ type: 'ListingPublished' });
    given(listings)
      .when(publish({}, 5, { listedNow: 50, listingsMax: 50 }))
      .refused('listing-limit');
  });
  it.each([
    ['wrong-currency', 'price.currency', { price: { amountMinor: 1, currency: 'USD' } }],
    ['wrong-price', 'price.amountMinor', { price: { amountMinor: 0, currency: 'EUR' } }],
    ['wrong-price', 'price.amountMinor', { price: { amountMinor: 1.5, currency: 'EUR' } }],
    ['wrong-handling-days', 'handlingDays', { handlingDays: rulebook.shipping.handlingDaysMax + 1 }],
    ['no-zone', 'zones', { zones: [] }],
    ['zones-overlap', 'zones', { zones: [...content.zones, ...content.zones] }],
  ] as const)('%s', (code, field, more) => {
    given(listings).when(publish(more)).refused(code, field);
  });
  it('a stock is whole', () => {
    given(listings).when(publish({}, -1)).refused('wrong-stock', 'stock');
  });
});

describe('changing', () => {
  const change = (changes: Partial<ListingContent>, stock?: number) => (s: Listing | undefined) =>
    decideChange(of(s), { at, listingId, changes, stock }, rules);
  it('makes a new edition; a stock does not', () => {
    const dearer = { price: { amountMinor: 10_900, currency: 'EUR' } as const };
    expect(given(listings, published).when(change(dearer)).state().edition).toBe(2);
    expect(given(listings, published).when(change({}, 9)).state()).toMatchObject({ edition: 1, stock: 9 });
    given(listings, published).when(change({}, 5)).thenNothing();
  });
  it('can’t turn a listing into something prohibited', () => {
    given(listings, published)
      .when(change({ title: 'H e r o i n' }))
      .refused('prohibited-goods');
    given(listings, published)
      .when(change({ zones: [] }))
      .refused('no-zone');
    given(listings, published).when(change({}, 0.5)).refused('wrong-stock');
  });
  it('can send it to review; a new price of cleared goods does not', () => {
    expect(
      given(listings, published)
        .when(change({ title: doubtful.title }))
        .state().status,
    ).toBe('in-review');
    const cleared: ListingEvent = { type: 'ListingCleared', at, by, why: 'museum' };
    expect(
      given(listings, queued, cleared)
        .when(change({ price: { amountMinor: 5, currency: 'EUR' } }))
        .state(),
    ).toMatchObject({ status: 'live', objection: null });
  });
  it('a withdrawn one stays withdrawn, a refused one stays as it is', () => {
    expect(
      given(listings, published, withdrawn)
        .when(change({ title: doubtful.title }))
        .state().status,
    ).toBe('withdrawn');
    given(listings, queued, refusedByStaff)
      .when(change({ title: 'x' }))
      .refused('listing-refused');
  });
});

describe('withdrawing and coming back', () => {
  const back =
    (limit: { listedNow: number; listingsMax: number | null } = NO_LIMIT) =>
    (s: Listing | undefined) =>
      decideRepublish(of(s), { at, listingId }, rules, limit);
  it('is withdrawn once', () => {
    given(listings, published)
      .when((s) => decideWithdraw(of(s), { at }))
      .then({ type: 'ListingWithdrawn' });
    given(listings, published, withdrawn)
      .when((s) => decideWithdraw(of(s), { at }))
      .thenNothing();
  });
  it('is judged like a new one', () => {
    expect(given(listings, published, withdrawn).when(back()).state().status).toBe('live');
    expect(given(listings, queued, withdrawn).when(back()).state().status).toBe('in-review');
    given(listings, { ...published, content: forbidden }, withdrawn)
      .when(back())
      .refused('prohibited-goods');
    given(listings, published, withdrawn)
      .when(back({ listedNow: 1, listingsMax: 1 }))
      .refused('listing-limit');
    given(listings, queued, refusedByStaff).when(back()).refused('listing-refused');
    given(listings, published).when(back()).thenNothing();
  });
});

describe('review of goods', () => {
  const review =
    (outcome: 'clear' | 'refuse', edition = 1) =>
    (s: Listing | undefined) =>
      decideReview(of(s), { at, by, outcome, why: 'looked', edition });
  it('clears or refuses what was looked at', () => {
    expect(given(listings, queued).when(review('clear')).state()).toMatchObject({
      status: 'live',
      objection: null,
    });
    expect(given(listings, queued).when(review('refuse')).state().status).toBe('refused');
    given(listings, queued).when(review('clear', 2)).refused('listing-changed', 'edition');
    given(listings, published).when(review('clear')).refused('not-in-review');
  });
});

describe('stock', () => {
  const reserve = (quantity: number) => (s: Listing | undefined) => decideReserve(of(s), { at, quantity });
  it('is taken and given back', () => {
    const state = given(listings, published).when(reserve(5)).state();
    expect(state.stock).toBe(0);
    expect(listings.evolve(state, { type: 'StockReturned', at, quantity: 2 }).stock).toBe(2);
  });
  it('runs out', () => {
    given(listings, published).when(reserve(6)).refused('out-of-stock');
    given(listings, published, { type: 'StockSet', at, stock: 0 }).when(reserve(1)).refused('out-of-stock');
    given(listings, published, withdrawn).when(reserve(1)).refused('listing-not-live');
    given(listings, queued).when(reserve(1)).refused('listing-not-live');
  });
});

describe('delivery', () => {
  it('costs the zone’s price, and less for further pieces', () => {
    const zone = zoneFor(content, 'AT');
    expect(zone && shippingMinor(zone, 3)).toBe(900);
    expect(zoneFor(content, 'FR')).toBeUndefined();
  });
});

describe('what the law asks to be said of goods for children', () => {
  const toy = { ...content, title: 'Wooden train', category: 'toys' };
  const told = {
    attributes: {
      manufacturer: 'Holz & Co. KG, Waldweg 3, 83022 Rosenheim, Germany',
      'safety-warnings': 'Not for children under 36 months.',
    },
    images: ['pic_1'],
  };
  const publishToy = (more: Partial<ListingContent>, sellerCountry = 'DE') =>
    decidePublish(
      { at, seller, content: { ...toy, ...more }, stock: 1 },
      { ...rules, sellerCountry },
      NO_LIMIT,
    );
  it('is maker, warnings and a picture, and from outside somebody responsible in the Union', () => {
    expect(publishToy({})).toMatchObject({
      refused: 'safety-information-missing',
      field: 'attributes.manufacturer',
      facts: { missing: 'manufacturer safety-warnings' },
    });
    expect(publishToy({ ...told, images: [] })).toMatchObject({ field: 'images' });
    expect(publishToy(told)).toMatchObject([{ type: 'ListingPublished' }]);
    expect(publishToy(told, 'CN')).toMatchObject({ field: 'attributes.eu-responsible-person' });
    const represented = { ...told.attributes, 'eu-responsible-person': 'Import GmbH, Kai 1, 20457 Hamburg' };
    expect(publishToy({ ...told, attributes: represented }, 'CN')).toMatchObject([
      { type: 'ListingPublished' },
    ]);
  });
  it('is asked for no other goods and in no other market', () => {
    expect(publishToy({ category: 'furniture' })).toMatchObject([{ type: 'ListingPublished' }]);
    const abroad = toy.zones.map((zone) => ({ ...zone, countries: ['US'] }));
    expect(publishToy({ zones: abroad }, 'US')).toMatchObject([{ type: 'ListingPublished' }]);
  });
});

describe('goods that are barred', () => {
  const like = (action: 'refuse' | 'review') => ({
    ...rules,
    likeness: () =>
      ({ action, cause: { kind: 'refused', rule: 'weapons' }, title: 'Old chair', by: 'text' }) as const,
  });
  it('are refused where they are the same, and looked at where they look alike', () => {
    const command = { at, seller, content, stock: 1 };
    expect(decidePublish(command, like('refuse'), NO_LIMIT)).toMatchObject({
      refused: 'barred-goods',
      facts: { rule: 'refused-goods', matched: 'Old chair' },
    });
    expect(decidePublish(command, like('review'), NO_LIMIT)).toMatchObject([
      { type: 'ListingPublished', objection: { rule: 'refused-goods' } },
    ]);
  });
});
