import type { Case } from '../cases/case.ts';
import type { Evidence } from '../cases/evidence.ts';
import { canonicalJson, sha256 } from '../kernel/hash.ts';
import type { CaseId, ConversationId, ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { together } from '../kernel/together.ts';
import { evolveListing, type Listing, listings } from '../market/listings/listing.ts';
import { conversations } from '../market/messages/conversation.ts';
import { type Order, orders } from '../market/orders/order.ts';
import { payments } from '../market/payments/payment.ts';
import { reviews } from '../market/reviews/review.ts';
import { shipments } from '../market/shipments/shipment.ts';
import type { EvidenceKind } from '../rulebook/violation.ts';
import type { Assessment } from '../signals/assess.ts';
import type { World } from './world.ts';

interface Snapshot {
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly about: string;
  readonly content: object;
}

/** Reviews of one listing that a case about manipulated reviews looks at, the latest. */
const REVIEWS_MAX = 50;

/**
 * Takes snapshots of everything the case is about, as it stands now: orders with their parcels, payments and reviews,
 * listings, conversations, and the subject's measured rates. Each is canonical JSON, named by its SHA-256; what people
 * wrote appears in it only as a commitment.
 */
export async function collectEvidence(
  world: World,
  caseId: CaseId,
  state: Pick<Case, 'subject' | 'subjectKind' | 'refs'>,
): Promise<readonly Evidence[]> {
  const { refs, subject, subjectKind } = state;
  const { ordersMax } = world.rulebook.evidence;
  // Asked for together: each answer that is waited for by itself is a part of what somebody waits for who judges.
  const found = await together([
    ofMetrics(world, subject, subjectKind),
    ofConversations(world, refs.conversations),
    ofOrders(world, refs.orders.slice(-ordersMax)),
    ofListings(world, refs.listings, subject),
  ]);
  const snapshots = [...found.flat(), ...(await ofBoughtEditions(world, refs))];
  return snapshots.map((snapshot) => sealed(world, caseId, snapshot));
}

function sealed({ unit }: World, caseId: CaseId, { kind, title, about, content }: Snapshot): Evidence {
  const value = canonicalJson(content);
  return {
    id: unit.ids.next('evd'),
    kind,
    title,
    about,
    at: unit.now,
    by: 'system:collector',
    sha256: sha256(value),
    content: unit.keep({ party: caseId, kind: 'evidence', value }),
  };
}

async function ofMetrics(
  world: World,
  subject: PartyId,
  kind: 'seller' | 'buyer',
): Promise<readonly Snapshot[]> {
  const { metrics, unit } = world;
  const assessments = await metrics.assess({ subject: kind, party: subject }, unit.now);
  const counted = assessments.filter((a) => a.n > 0);
  if (counted.length === 0) return [];
  return [
    {
      kind: 'metric-assessment',
      title: `${counted.length} measured rates, ${counted.filter((a) => a.verdict === 'breach').length} in breach`,
      about: subject,
      content: { party: subject, at: unit.now, assessments: counted.map(plain) },
    },
  ];
}

/** JSON knows no undefined: a rate without units is left out. */
function plain({ rate, ...assessment }: Assessment): object {
  return rate === undefined ? assessment : { ...assessment, rate };
}

async function ofOrders(world: World, ids: readonly OrderId[]): Promise<readonly Snapshot[]> {
  const { unit } = world;
  await unit.prefetch(orders, ids);
  await unit.prefetch(payments, ids);
  const found: { id: OrderId; order: Order }[] = [];
  for (const id of ids) {
    const order = await unit.load(orders, id);
    if (order) found.push({ id, order });
  }
  await unit.prefetch(
    shipments,
    found.flatMap(({ order }) => ('shipments' in order ? order.shipments : [])),
  );
  const snapshots: Snapshot[] = [];
  for (const { id, order } of found) snapshots.push(...(await ofOrder(world, id, order)));
  return snapshots;
}

async function ofOrder(world: World, orderId: OrderId, order: Order): Promise<readonly Snapshot[]> {
  const { unit } = world;
  // Where it was delivered to is nobody's business here.
  const { address: _, ...facts } = order;
  const parcels: object[] = [];
  for (const shipmentId of 'shipments' in order ? order.shipments : []) {
    const shipment = await unit.load(shipments, shipmentId);
    if (shipment) parcels.push({ shipmentId, ...shipment });
  }
  const payment = await unit.load(payments, orderId);
  const ofBuyer = await unit.find(reviews, { order: orderId });
  return [
    {
      kind: 'order-timeline',
      title: `Order ${orderId}, ${order.status}`,
      about: orderId,
      content: { orderId, ...facts },
    },
    ...(parcels.length > 0
      ? [
          {
            kind: 'carrier-scans',
            title: `Parcels of ${orderId}`,
            about: orderId,
            content: { orderId, parcels },
          } as const,
        ]
      : []),
    ...(payment
      ? [
          {
            kind: 'payment-record',
            title: `Payment of ${orderId}, ${payment.status}`,
            about: orderId,
            content: { orderId, ...payment },
          } as const,
        ]
      : []),
    ...ofBuyer.map(
      ({ id, state }) =>
        ({
          kind: 'review-text',
          title: `Review of ${orderId}`,
          about: id,
          content: { reviewId: id, ...state },
        }) as const,
    ),
  ];
}

async function ofListings(
  world: World,
  ids: readonly ListingId[],
  subject: PartyId,
): Promise<readonly Snapshot[]> {
  const { unit } = world;
  await unit.prefetch(listings, ids);
  return (await together(ids.map((id) => ofListing(world, id, subject)))).flat();
}

async function ofListing(
  { unit }: World,
  listingId: ListingId,
  subject: PartyId,
): Promise<readonly Snapshot[]> {
  const listing = await unit.load(listings, listingId);
  if (!listing) return [];
  const title = `Listing ${listingId}, edition ${listing.edition}`;
  const shown: Snapshot = {
    kind: 'listing-snapshot',
    title,
    about: listingId,
    content: { listingId, ...listing },
  };
  if (listing.seller !== subject) return [shown];
  const all = await unit.find(reviews, { listing: listingId }, 100_000);
  const latest = all.toSorted((a, b) => b.state.postedAt - a.state.postedAt).slice(0, REVIEWS_MAX);
  if (latest.length === 0) return [shown];
  return [
    shown,
    {
      kind: 'review-text',
      title: `${latest.length} of ${all.length} reviews of ${listingId}`,
      about: listingId,
      content: { listingId, reviews: latest.map(({ id, state }) => ({ reviewId: id, ...state })) },
    },
  ];
}

/** A seller may have changed a listing since: what was promised to the buyer is the edition that the order was made under. */
async function ofBoughtEditions(
  world: World,
  refs: Pick<Case['refs'], 'orders' | 'listings'>,
): Promise<readonly Snapshot[]> {
  const { unit, rulebook } = world;
  const bought = new Map<ListingId, Set<number>>(refs.listings.map((id) => [id, new Set()]));
  for (const id of refs.orders.slice(-rulebook.evidence.ordersMax))
    for (const { listingId, edition } of (await unit.load(orders, id))?.lines ?? [])
      if (edition !== undefined) bought.get(listingId)?.add(edition);
  const snapshots: Snapshot[] = [];
  for (const [listingId, editions] of bought) {
    editions.delete((await unit.load(listings, listingId))?.edition ?? 0);
    if (editions.size === 0) continue;
    let listing: Listing | undefined;
    for (const event of await unit.history(listings, listingId)) {
      listing = evolveListing(listing, event);
      // As it was first said: stock and review may have changed within the edition.
      if (!editions.delete(listing.edition)) continue;
      const title = `Listing ${listingId}, edition ${listing.edition}, as it was bought`;
      const content = { listingId, ...listing };
      snapshots.push({ kind: 'listing-snapshot', title, about: listingId, content });
    }
  }
  return snapshots;
}

async function ofConversations(world: World, ids: readonly ConversationId[]): Promise<readonly Snapshot[]> {
  const { unit } = world;
  await unit.prefetch(conversations, ids);
  const snapshots: Snapshot[] = [];
  for (const conversationId of ids) {
    const conversation = await unit.load(conversations, conversationId);
    if (!conversation) continue;
    const { buyer, seller, subject, openedAt, messages } = conversation;
    snapshots.push({
      kind: 'messages',
      title: `Conversation ${conversationId}, ${messages.length} messages`,
      about: conversationId,
      content: { conversationId, buyer, seller, subject, openedAt, messages },
    });
  }
  return snapshots;
}
