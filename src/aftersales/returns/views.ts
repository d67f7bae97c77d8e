import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId, ReturnId, ShipmentId } from '../../kernel/ids.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { Shipment } from '../../market/shipments/shipment.ts';
import type { Side } from './answer.ts';
import type { ReturnEvent } from './events.ts';
import { decisionDue, stageDue } from './evolve.ts';
import { returnOptions, turnOf } from './options.ts';
import { claimedMinor, differenceMinor, refundedMinor, type Note, type Return } from './return.ts';
import { STEP_OF } from './steps.ts';

export interface Stored {
  readonly id: ReturnId;
  readonly doc: Return;
}

/** What the articles are called and look like today. */
export async function articlesOf(reader: Pick<Reader, 'db'>, ids: readonly string[]) {
  const rows = await reader.db.pool.query<{
    id: string;
    title: string;
    image: string | null;
    category: string | null;
  }>(
    `select id, doc->>'title' as title, doc->'images'->>0 as image, doc->>'category' as category
     from concept_listing where id = any($1)`,
    [[...new Set(ids)]],
  );
  const known = new Map(rows.rows.map((r) => [r.id, r]));
  return (id: string) => {
    const { title = null, image = null, category = null } = known.get(id) ?? {};
    return { listingId: id, title, image, category };
  };
}

async function rowsOf(reader: Reader, stored: readonly Stored[]) {
  const article = await articlesOf(
    reader,
    stored.flatMap((s) => s.doc.lines.map((l) => l.listingId)),
  );
  const name = await nameBook(
    reader,
    stored.flatMap((s) => [s.doc.seller, s.doc.buyer]),
  );
  return stored.map(({ id, doc }) => ({
    id,
    orderId: doc.orderId,
    status: doc.stage.status,
    turn: turnOf(doc),
    dueAt: stageDue(doc.stage) ?? null,
    closedWhy: doc.stage.status === 'closed' ? doc.stage.why : null,
    reason: doc.reason,
    ground: doc.ground,
    wanted: doc.wanted,
    remedy: doc.remedy,
    requestedAt: doc.requestedAt,
    currency: doc.currency,
    claimedMinor: claimedMinor(doc),
    refundedMinor: refundedMinor(doc),
    seller: { id: doc.seller, name: name(doc.seller) },
    buyer: { id: doc.buyer, name: name(doc.buyer) },
    lines: doc.lines.map(({ listingId, quantity, unitMinor }) => ({
      ...article(listingId),
      quantity,
      unitMinor,
    })),
    alarms: 'alarms' in doc.stage ? doc.stage.alarms : 0,
    appealed: doc.decision?.appeal?.status === 'filed',
  }));
}

export interface ListQuery {
  readonly status?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Open ones first, the one whose clock runs out first on top; then the latest. */
const IN_ORDER = `order by (status = 'closed'), case when status <> 'closed' then due_at end nulls last, id desc`;

export async function returnsOfSide(reader: Reader, side: Side, party: PartyId, query: ListQuery) {
  const { status, limit, offset } = query;
  const rows = await reader.db.pool.query<Stored>(
    `select id, doc from concept_return_request where ${side} = $1 and ($2::text is null or status = $2)
     ${IN_ORDER} limit $3 offset $4`,
    [party, status ?? null, limit + 1, offset],
  );
  return listed(reader, rows.rows, query);
}

/** For staff: what waits for us, alarms and appeals included. `mine`: nothing but what a person of ours has to do. */
export async function returnsForStaff(reader: Reader, query: ListQuery & { readonly waiting: boolean }) {
  const { status, limit, offset, waiting } = query;
  const rows = await reader.db.pool.query<Stored>(
    `select id, doc from concept_return_request where ($1::text is null or status = $1)
       and (not $2::boolean or status in ('platform-review', 'refund-pending') or appealed) ${IN_ORDER} limit $3 offset $4`,
    [status ?? null, waiting, limit + 1, offset],
  );
  return listed(reader, rows.rows, query);
}

async function listed(reader: Reader, rows: readonly Stored[], { limit, offset }: ListQuery) {
  return {
    returns: await rowsOf(reader, rows.slice(0, limit)),
    next: rows.length > limit ? `o${offset + limit}` : null,
  };
}

export async function storedReturn({ db }: Pick<Reader, 'db'>, id: ReturnId): Promise<Return | undefined> {
  const rows = await db.pool.query<Stored>('select id, doc from concept_return_request where id = $1', [id]);
  return rows.rows[0]?.doc;
}

export function sideOf(state: Return, party: PartyId): Side | undefined {
  if (state.buyer === party) return 'buyer';
  return state.seller === party ? 'seller' : undefined;
}

/** All of a return: for its sides, and for staff as `staff`. */
export async function returnPage(reader: Reader, id: ReturnId, state: Return, side: Side | 'staff') {
  const { decision, stage, swap, offers, notes, postponed } = state;
  const [row] = await rowsOf(reader, [{ id, doc: state }]);
  const words = await reader.reveal([
    ...notes.map((n) => n.text),
    ...offers.map((o) => o.text),
    ...(decision ? [decision.reasons] : []),
    ...(decision?.appeal ? [decision.appeal.text] : []),
    ...(decision?.appeal && 'reasons' in decision.appeal ? [decision.appeal.reasons] : []),
  ]);
  const say = (text: Commitment) => words.get(text) ?? null;
  const article = await articlesOf(reader, swap ? [swap.listingId] : []);
  return {
    ...row,
    side,
    mayDo: side === 'staff' ? [] : returnOptions(state, side, reader.rulebook, reader.now),
    reception: state.reception,
    acceptance: state.acceptance,
    amountMinor: state.amountMinor,
    shippingBy: state.shippingBy,
    cureTried: state.cureTried,
    swap: swap && { ...article(swap.listingId), unitMinor: swap.unitMinor },
    differenceMinor: differenceMinor(state),
    differenceOrder: state.differenceOrder?.orderId ?? null,
    rejected: stage.status === 'rejected' ? { at: stage.at, payMinor: stage.payMinor } : null,
    review:
      stage.status === 'platform-review'
        ? {
            why: stage.why,
            evidenceUntil: stage.evidenceUntil,
            decideBy: stage.decideBy,
            frozen: stage.frozen && { at: stage.frozen.at, sha256: stage.frozen.sha256 },
            calendar: stage.calendar,
          }
        : null,
    reopenUntil: stage.status === 'closed' ? stage.reopenUntil : null,
    postponed,
    offers: offers.map(({ by, at, remedy, amountMinor, answer, text }) => ({
      by,
      at,
      remedy,
      amountMinor,
      answer,
      text: say(text),
    })),
    notes: noteViews(notes, say),
    decision: decision && {
      at: decision.at,
      outcome: decision.outcome,
      amountMinor: decision.amountMinor,
      reasons: say(decision.reasons),
      finding: decision.finding?.violation ?? null,
      appealUntil: decision.appealUntil,
      isFinal: decision.isFinal,
      decider: side === 'staff' ? decision.by : null,
      appeal: decision.appeal && {
        by: decision.appeal.by,
        at: decision.appeal.at,
        status: decision.appeal.status,
        decideBy: decision.appeal.decideBy,
        text: say(decision.appeal.text),
        reasons: 'reasons' in decision.appeal ? say(decision.appeal.reasons) : null,
      },
    },
    decisionDueAt: decisionDue(state) ?? null,
    parcels: await parcelsOf(reader, state),
    history: await historyOf(reader, id),
  };
}

function noteViews(notes: readonly Note[], say: (text: Commitment) => string | null) {
  let number = 0;
  return notes.map(({ by, at, about, text, files }) => ({
    by,
    at,
    about,
    text: say(text),
    files: files.map(({ kind, mime, bytes }) => ({ number: number++, kind, mime, bytes })),
  }));
}

/** Questions to the desk about the order, the one that the return was opened from marked. */
export async function questionsAbout(reader: Reader, { orderId, ticketId }: Return) {
  const rows = await reader.db.pool.query<{ id: string; kind: string; status: string; at: number }>(
    `select id, doc->>'kind' as kind, status, opened_at as at from concept_ticket
     where "order" = $1 or id = $2 order by opened_at desc, id desc limit ${QUESTIONS_MAX}`,
    [orderId, ticketId ?? null],
  );
  return rows.rows.map(({ id, kind, status, at }) => ({
    ticketId: id,
    title: reader.wording.desk.kinds[kind]?.title ?? kind,
    status,
    openedAt: at,
    opened: id === ticketId,
  }));
}

const QUESTIONS_MAX = 20;

async function parcelsOf(reader: Reader, { parcels }: Return) {
  const rows = await reader.db.pool.query<{ id: ShipmentId; doc: Shipment }>(
    'select id, doc from concept_shipment where id = any($1)',
    [parcels.map((p) => p.shipmentId)],
  );
  const numbers = await reader.reveal(rows.rows.flatMap((r) => r.doc.tracking ?? []));
  return parcels.flatMap(({ shipmentId, way }) => {
    const doc = rows.rows.find((r) => r.id === shipmentId)?.doc;
    if (!doc) return [];
    const kept = doc.tracking === undefined ? undefined : numbers.get(doc.tracking);
    return [
      {
        shipmentId,
        way,
        carrier: doc.carrier,
        trackingNumber: kept?.slice(kept.indexOf(':') + 1) ?? null,
        status: doc.status,
        scans: doc.scans,
      },
    ];
  });
}

/** What happened, from the log itself. */
async function historyOf({ db }: Pick<Reader, 'db'>, id: ReturnId) {
  const rows = await db.pool.query<{ event: ReturnEvent }>(
    `select body::jsonb as event from log_entry where stream = $1 and concept = 'return_request' order by id`,
    [id],
  );
  return rows.rows.flatMap(({ event }) => {
    const what = STEP_OF[event.type];
    if (what === null) return [];
    const how = 'how' in event ? event.how : 'by' in event && typeof event.by === 'string' ? event.by : null;
    const amountMinor = 'part' in event ? event.part.amountMinor : null;
    return [{ at: event.at, what, how, amountMinor }];
  });
}
