import type { Pool, PoolClient } from 'pg';
import type { ListingId, OrderId, PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { ReturnEvent } from '../aftersales/returns/events.ts';
import type { Ticket } from '../aftersales/desk/ticket.ts';
import type { TicketEvent } from '../aftersales/desk/ticket-event.ts';
import type { ComplaintEvent } from '../complaints/complaint.ts';
import { readSealed, type SealedEntry } from '../platform/log.ts';
import { BEGIN_BY_KEY } from '../platform/prepared.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { type Delivered, daysOf, type Reported } from './counts.ts';
import type { Counts } from './watch.ts';

const CONSUMER = 'quality';
const POSITIONS_A_STEP = 2_000;

/** One report of a defect, wherever it came from. */
interface DefectReport {
  /** The complaint, return or ticket. */
  readonly report: string;
  readonly orderId: OrderId;
  /** Absent: all goods of the order. */
  readonly listingId?: ListingId | undefined;
  readonly buyer: PartyId;
  readonly source: 'complaint' | 'return' | 'ticket';
  readonly isSafety: boolean;
  readonly at: EpochMs;
}

/**
 * Units of goods that came to their owners, and reports of defects: a reader of the sealed log that keeps two narrow tables,
 * saved with the position it has read to. A unit is defective once, however often it is reported.
 */
export class GoodsCounts {
  private readonly pool: Pool;
  private readonly rules: Rulebook['quality']['watch'];

  constructor(pool: Pool, { quality }: Pick<Rulebook, 'quality'>) {
    this.pool = pool;
    this.rules = quality.watch;
  }

  /** Takes in what was sealed since the last step; returns how many positions that were. */
  async step(): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query(BEGIN_BY_KEY);
      const mine = await client.query<{ position: number; head: number }>(
        `select c.position, h.position as head from consumer c, log_head h where c.name = $1 for update of c skip locked`,
        [CONSUMER],
      );
      const { position = 0, head = 0 } = mine.rows[0] ?? {};
      const until = Math.min(position + POSITIONS_A_STEP, head);
      if (until > position) {
        await this.takeIn(client, position, until);
        await client.query('update consumer set position = $2 where name = $1', [CONSUMER, until]);
      }
      await client.query('commit');
      return Math.max(until - position, 0);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private async takeIn(client: PoolClient, position: number, until: number): Promise<void> {
    await client.query(
      // What was sealed comes first, by itself: in one join PostgreSQL began with all orders there are, since it takes
      // few of them to be no exchange.
      `with came as materialized (
         select e.concept, e.stream, (e.body::jsonb->>'at')::bigint as at
         from log_seal s join log_entry e on e.id = s.entry_id
         where s.position > $1 and s.position <= $2
           and (e.concept, e.type) in (('order', 'OrderDelivered'), ('return_request', 'GoodsArrived')))
       insert into goods_delivered (listing, day, units)
       select listing, (at / $3)::int, sum(units) from (
         select l.line->>'listingId' as listing, at,
           (l.line->>'quantity')::int - coalesce((o.doc->'cancelledPieces'->>(n - 1)::int)::int, 0) as units
         from came join concept_order o on o.id = came.stream and came.concept = 'order'
           cross join jsonb_array_elements(o.doc->'lines') with ordinality as l(line, n)
         where o.doc->'exchangeOf' is null
         union all
         select r.doc->'swap'->>'listingId', at, (l.line->>'quantity')::int
         from came join concept_return_request r on r.id = came.stream and came.concept = 'return_request'
           cross join jsonb_array_elements(r.doc->'lines') as l(line)
         where r.doc->'swap' <> 'null') arrived
       where units > 0 group by 1, 2
       on conflict (listing, day) do update set units = goods_delivered.units + excluded.units`,
      [position, until, DAY_MS],
    );
    const told = await readSealed(client, position, until - position, [
      'complaint',
      'return_request',
      'ticket',
    ]);
    for (const entry of told)
      if (entry.concept === 'complaint') await this.takeComplaint(client, entry);
      else if (entry.concept === 'return_request') await this.takeReturn(client, entry);
      else await this.takeTicket(client, entry);
  }

  private async takeComplaint(client: PoolClient, { stream, event }: SealedEntry): Promise<void> {
    const told = event as ComplaintEvent;
    switch (told.type) {
      case 'ComplaintFiled': {
        const { kind, complainant, refs, at } = told;
        if (!this.rules.complaintKinds.includes(kind)) return;
        const isSafety = this.rules.safetyKinds.includes(kind);
        const { orderId, listingId } = refs;
        const base = { report: stream, listingId, buyer: complainant, source: 'complaint', at } as const;
        // A listing can be reported without an order: there is a danger, and no unit to count.
        if (orderId) await noteDefect(client, { ...base, isSafety, orderId });
        else if (isSafety) await noteDanger(client, base);
        return;
      }
      case 'ComplaintDismissed':
      case 'ComplaintWithdrawn':
        await voidReport(client, stream, true);
        return;
      case 'ComplaintDecided':
        if (told.outcome === 'unfounded' || told.outcome === 'not-upheld')
          await voidReport(client, stream, true);
        return;
      case 'ComplaintReopened':
        await voidReport(client, stream, false);
        return;
      default:
    }
  }

  /** A buyer sends goods back because something is wrong with them; taken back, or found otherwise, it is no report. */
  private async takeReturn(client: PoolClient, { stream, event }: SealedEntry): Promise<void> {
    const told = event as ReturnEvent;
    if (told.type === 'ReturnRequested') {
      const { orderId, buyer, lines, reason, at } = told;
      if (!this.rules.returnReasons.includes(reason)) return;
      const isSafety = this.rules.safetyKinds.includes(reason);
      for (const { listingId } of lines)
        await noteDefect(client, {
          report: stream,
          source: 'return',
          orderId,
          listingId,
          buyer,
          isSafety,
          at,
        });
    } else if (told.type === 'ReturnDecided' && told.decision.outcome === 'for-seller')
      await voidReport(client, stream, true);
    else if (told.type === 'DecisionAppealJudged' && told.outcome === 'reversed')
      await voidReport(client, stream, await isWonBySeller(client, stream));
    else if (told.type === 'ReturnClosed' && told.stage.why === 'withdrawn')
      await voidReport(client, stream, true);
  }

  /** A colleague has found out with the customer that the goods are defective. */
  private async takeTicket(client: PoolClient, { stream, event }: SealedEntry): Promise<void> {
    const told = event as TicketEvent;
    if (told.type !== 'TicketSolved' || told.cause === null) return;
    if (!this.rules.ticketCauses.includes(told.cause)) return;
    const rows = await client.query<{ requester: PartyId | null; refs: Ticket['refs'] }>(
      `select doc->>'requester' as requester, doc->'refs' as refs from concept_ticket where id = $1`,
      [stream],
    );
    const { requester, refs } = rows.rows[0] ?? {};
    // Without an order nobody has shown that they own them.
    if (!requester || !refs?.orderId) return;
    const { orderId, listingId } = refs;
    const about = {
      report: stream,
      source: 'ticket',
      buyer: requester,
      isSafety: false,
      at: told.at,
    } as const;
    await noteDefect(client, { ...about, orderId, listingId });
  }

  /** Goods with new reports, which nobody has judged since. */
  async toJudge(limit: number, but: readonly ListingId[]): Promise<readonly ListingId[]> {
    const rows = await this.pool.query<{ listing: ListingId }>(
      'select listing from goods_to_judge where listing <> all($2) order by at, listing limit $1',
      [limit, but],
    );
    return rows.rows.map((r) => r.listing);
  }

  async judged(client: Pick<PoolClient, 'query'>, listingId: ListingId): Promise<void> {
    await client.query('delete from goods_to_judge where listing = $1', [listingId]);
  }

  /** What is known of goods since their last review, or in the rulebook's window. */
  async countsOf(listingId: ListingId, now: EpochMs): Promise<Counts> {
    const reviewed = await this.pool.query<{ at: number }>(
      `select (doc->>'reviewedAt')::bigint as at from concept_product_watch where listing = $1 and status = 'reviewed'`,
      [listingId],
    );
    const since = Math.max(now - this.rules.windowDays * DAY_MS, reviewed.rows[0]?.at ?? 0);
    const delivered = await this.pool.query<Delivered>(
      'select day, units from goods_delivered where listing = $1 and day >= $2 order by day',
      [listingId, Math.floor(since / DAY_MS)],
    );
    const reported = await this.pool.query<Reported>(
      `select distinct on (coalesce(d.order_id, d.report)) d.order_id as "orderId", d.buyer, d.safety, d.at,
         (o.doc->>'deliveredAt')::bigint as "deliveredAt"
       from goods_defect d left join concept_order o on o.id = d.order_id
       where d.listing = $1 and not d.void and d.at > $2 order by coalesce(d.order_id, d.report), d.at`,
      [listingId, since],
    );
    return daysOf(delivered.rows, reported.rows, { now, maturityDays: this.rules.maturityDays });
  }
}

/** All goods of the order, or the one named: bought with it, or, as returns know, got in exchange. */
async function noteDefect(client: PoolClient, defect: DefectReport): Promise<void> {
  const { report, orderId, listingId = null, buyer, source, isSafety, at } = defect;
  const noted = await client.query<{ listing: string }>(
    `insert into goods_defect (report, listing, order_id, buyer, source, safety, at)
     select distinct $1, coalesce($7, l.line->>'listingId'), o.id, $3, $4, $5::boolean, $6::bigint
     from concept_order o cross join jsonb_array_elements(o.doc->'lines') as l(line)
     where o.id = $2 and ($7::text is null or l.line->>'listingId' = $7 or $4 = 'return')
     on conflict do nothing returning listing`,
    [report, orderId, buyer, source, isSafety, at, listingId],
  );
  await queue(
    client,
    noted.rows.map((r) => r.listing),
    at,
  );
}

/** A danger that somebody reports who has not bought the goods: a reason to look, and no unit to count. */
async function noteDanger(
  client: PoolClient,
  { report, listingId, buyer, source, at }: Omit<DefectReport, 'orderId' | 'isSafety'>,
): Promise<void> {
  if (listingId === undefined) return;
  await client.query(
    `insert into goods_defect (report, listing, buyer, source, safety, at) values ($1, $2, $3, $4, true, $5)
     on conflict do nothing`,
    [report, listingId, buyer, source, at],
  );
  await queue(client, [listingId], at);
}

/** Who appealed and was right: for a seller the report was none after all, for a buyer it is one again. */
async function isWonBySeller(client: PoolClient, returnId: string): Promise<boolean> {
  const rows = await client.query<{ by: 'buyer' | 'seller' }>(
    `select doc->'decision'->'appeal'->>'by' as by from concept_return_request where id = $1`,
    [returnId],
  );
  return rows.rows[0]?.by === 'seller';
}

async function voidReport(client: PoolClient, report: string, isVoid: boolean): Promise<void> {
  const changed = await client.query<{ listing: string }>(
    'update goods_defect set void = $2 where report = $1 returning listing',
    [report, isVoid],
  );
  if (isVoid) return;
  await queue(
    client,
    changed.rows.map((r) => r.listing),
    0,
  );
}

async function queue(client: PoolClient, listings: readonly string[], at: EpochMs): Promise<void> {
  if (listings.length === 0) return;
  await client.query(
    'insert into goods_to_judge select distinct l, $2::bigint from unnest($1::text[]) l on conflict do nothing',
    [listings, at],
  );
}
