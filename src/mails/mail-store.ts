/**
 * Mails about what happened in the market: a follower of the sealed log. The log entry is written in the transaction of the
 * cause, and the mail in that of the position read: nothing is mailed that did not happen, and nothing twice.
 */
import type { PoolClient } from 'pg';
import type { OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Order, OrderEvent } from '../market/orders/order.ts';
import type { Party } from '../market/parties/party.ts';
import type { Shipment } from '../market/shipments/shipment.ts';
import type { Webhook, WebhookEvent } from '../market/webhooks/webhook.ts';
import type { Follower } from '../platform/follow.ts';
import type { SealedEntry } from '../platform/log.ts';
import { enqueueMail } from '../platform/mail.ts';
import type { NoticeEvent } from '../transparency/notice.ts';
import { composeMail, type Occasion } from './compose.ts';

export const MAIL_FOLLOWER = 'mails';

/** News: what came in later than this, as facts of an outside shop do, is history. */
const NEWS_MS = 3 * DAY_MS;

/** One letter to one party. */
interface Letter {
  readonly to: PartyId;
  /** Tells it apart from others of the same entry. */
  readonly part: string;
  readonly occasion: (paths: Paths) => Occasion;
}

/** Addresses of pages, which depend on who reads them. */
interface Paths {
  readonly order: (id: OrderId) => string;
  readonly notice: (id: string) => string;
  readonly recall: (id: string) => string;
  readonly webhook: (id: string) => string;
}

interface Addressed {
  readonly entry: SealedEntry;
  readonly letter: Letter;
}

interface KnownOrder {
  readonly doc: Order;
  /** Name of the seller's shop. */
  readonly shop: string;
}

interface Recipient {
  readonly id: PartyId;
  readonly doc: Party;
  readonly email: string;
  readonly name: string | null;
}

export function mailFollower(options: { readonly publicUrl: string; readonly now: () => EpochMs }): Follower {
  const { publicUrl, now } = options;
  return {
    name: MAIL_FOLLOWER,
    concepts: ['notice', 'order', 'webhook'],
    takeIn: async (client, entries) => {
      const news = entries.filter((entry) => now() - entry.event.at <= NEWS_MS);
      const known = await ordersOf(client, news);
      const letters: Addressed[] = [];
      for (const entry of news)
        for (const letter of await lettersOf(client, entry, known)) letters.push({ entry, letter });
      const recipients = await recipientsOf(client, [...new Set(letters.map(({ letter }) => letter.to))]);
      for (const each of letters) await post(client, each, recipients.get(each.letter.to));
    },
  };

  async function post(
    client: PoolClient,
    { entry, letter }: Addressed,
    recipient?: Recipient,
  ): Promise<void> {
    if (!recipient) return;
    const occasion = letter.occasion(pathsFor(recipient.doc, publicUrl));
    const composed = composeMail(occasion, { name: recipient.name, locale: recipient.doc.language });
    const key = `${entry.position}:${letter.part}`;
    await enqueueMail(client, { to: recipient.email, ...composed, key }, now());
  }
}

async function lettersOf(
  client: PoolClient,
  entry: SealedEntry,
  known: ReadonlyMap<OrderId, KnownOrder>,
): Promise<readonly Letter[]> {
  if (entry.concept === 'notice') return noticeLetters(entry);
  if (entry.concept === 'webhook') return webhookLetters(client, entry);
  const event = entry.event as OrderEvent;
  if (!isMailed(event)) return [];
  const orderId = entry.stream as OrderId;
  const order = known.get(orderId);
  // Orders of outside shops are told to us; their people are not ours.
  return order && order.doc.source === undefined ? orderLetters(client, orderId, order, event) : [];
}

type MailedEvent = Extract<OrderEvent, { type: 'OrderPlaced' | 'OrderShipped' | 'OrderCancelled' }>;

function isMailed(event: OrderEvent): event is MailedEvent {
  return event.type === 'OrderPlaced' || event.type === 'OrderShipped' || event.type === 'OrderCancelled';
}

function noticeLetters(entry: SealedEntry): readonly Letter[] {
  const event = entry.event as NoticeEvent;
  if (event.type !== 'NoticeGiven') return [];
  const { to, body } = event;
  return [
    {
      to,
      part: 'notice',
      occasion: (paths) => ({
        kind: 'notice',
        link: body.kind === 'recall' ? paths.recall(body.recallId) : paths.notice(entry.stream),
        body,
      }),
    },
  ];
}

/** To the owner of a receiver that we stopped telling; who switched it off themselves knows. */
async function webhookLetters(client: PoolClient, entry: SealedEntry): Promise<readonly Letter[]> {
  const event = entry.event as WebhookEvent;
  if (event.type !== 'WebhookSwitchedOff' || event.why === 'owner') return [];
  const found = await client.query<{ doc: Webhook }>('select doc from concept_webhook where id = $1', [
    entry.stream,
  ]);
  const url = found.rows[0] && (await revealed(client, found.rows[0].doc.url));
  if (url === undefined) return [];
  const { host } = new URL(url);
  const occasion = (paths: Paths): Occasion => ({
    kind: 'webhookDisabled',
    link: paths.webhook(entry.stream),
    host,
  });
  return [{ to: event.owner, part: 'webhook', occasion }];
}

async function orderLetters(
  client: PoolClient,
  orderId: OrderId,
  { doc: order, shop }: KnownOrder,
  event: MailedEvent,
): Promise<readonly Letter[]> {
  const goods = goodsOf(order, 'pieces' in event ? event.pieces : undefined);
  const total = { amountMinor: order.totalMinor, currency: order.currency };
  switch (event.type) {
    case 'OrderPlaced':
      return [
        {
          to: order.buyer,
          part: 'buyer',
          occasion: (paths) => ({
            kind: 'orderConfirmed',
            link: paths.order(orderId),
            shop,
            goods,
            total,
            deliverBy: order.deliverBy,
          }),
        },
        {
          to: order.seller,
          part: 'seller',
          occasion: (paths) => ({
            kind: 'orderReceived',
            link: paths.order(orderId),
            goods,
            total,
            shipBy: order.shipBy,
          }),
        },
      ];
    case 'OrderShipped': {
      const parcel = await parcelOf(client, event.shipmentId);
      const occasion = (paths: Paths): Occasion => ({
        kind: 'orderShipped',
        link: paths.order(orderId),
        shop,
        goods,
        parcel,
      });
      return [{ to: order.buyer, part: 'buyer', occasion }];
    }
    case 'OrderCancelled': {
      const occasion = (paths: Paths): Occasion => ({
        kind: 'orderCancelled',
        link: paths.order(orderId),
        goods,
      });
      const seller = { to: order.seller, part: 'seller', occasion } as const;
      // The buyer of stopped goods is told why, by a notice.
      return event.reason === 'goods-stopped'
        ? [seller]
        : [{ to: order.buyer, part: 'buyer', occasion }, seller];
    }
    default:
      return event satisfies never;
  }
}

function goodsOf(order: Order, pieces: readonly number[] | undefined) {
  return order.lines
    .map((line, i) => ({ name: line.title ?? line.listingId, count: pieces?.[i] ?? line.quantity }))
    .filter(({ count }) => count > 0);
}

function pathsFor(party: Party, publicUrl: string): Paths {
  const isSeller = party.kind === 'seller';
  return {
    order: (id) => `${publicUrl}${isSeller ? '/seller' : ''}/orders/${id}`,
    notice: (id) => `${publicUrl}${isSeller ? '/seller' : ''}/notices/${id}`,
    recall: (id) => `${publicUrl}/recalls/${id}`,
    webhook: (id) => `${publicUrl}/seller/webhooks/${id}`,
  };
}

/** Whoever can sign in and has shown that the address is theirs; others read it when they come. */
async function recipientsOf(
  client: PoolClient,
  ids: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, Recipient>> {
  if (ids.length === 0) return new Map();
  const found = await client.query<Recipient>(
    `select p.id, p.doc, u.email, v.value as name from concept_party p
     join auth_user u on u.id = p.login and u."emailVerified"
     left join private_value v on v.party = p.id and v.commitment = p.doc->'name'->>'person'
     where p.id = any($1)`,
    [ids],
  );
  return new Map(
    found.rows.map((row) => [
      row.id,
      { ...row, name: 'shop' in row.doc.name ? row.doc.name.shop : row.name },
    ]),
  );
}

/** The orders that are written about, as they are by now. */
async function ordersOf(
  client: PoolClient,
  entries: readonly SealedEntry[],
): Promise<ReadonlyMap<OrderId, KnownOrder>> {
  const written = entries.filter((e) => e.concept === 'order' && isMailed(e.event as OrderEvent));
  if (written.length === 0) return new Map();
  const found = await client.query<{ id: OrderId; doc: Order; shop: string | null }>(
    `select o.id, o.doc, p.doc->'name'->>'shop' as shop from concept_order o
     left join concept_party p on p.id = o.seller where o.id = any($1)`,
    [[...new Set(written.map((entry) => entry.stream))]],
  );
  return new Map(found.rows.map(({ id, doc, shop }) => [id, { doc, shop: shop ?? '' }]));
}

async function parcelOf(client: PoolClient, id: string): Promise<{ carrier: string; number: string } | null> {
  const found = await client.query<{ doc: Shipment }>('select doc from concept_shipment where id = $1', [id]);
  const shipment = found.rows[0]?.doc;
  if (!shipment?.tracking) return null;
  const value = await revealed(client, shipment.tracking);
  // Kept as `carrier:number`.
  return value === undefined
    ? null
    : { carrier: shipment.carrier, number: value.slice(value.indexOf(':') + 1) };
}

async function revealed(client: PoolClient, commitment: Commitment): Promise<string | undefined> {
  const found = await client.query<{ value: string }>(
    'select value from private_value where commitment = $1 limit 1',
    [commitment],
  );
  return found.rows[0]?.value;
}
