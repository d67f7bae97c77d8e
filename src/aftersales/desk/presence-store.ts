import type { Pool } from 'pg';
import type { PartyId, TicketId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';

export const DOING = ['viewing', 'answering'] as const;
export type Doing = (typeof DOING)[number];

export interface Present {
  readonly agent: PartyId;
  readonly doing: Doing;
  readonly since: EpochMs;
}

/** Says that somebody is at a ticket, so that others are warned before two answer the same. */
export async function notePresence(
  pool: Pool,
  here: { readonly ticketId: TicketId; readonly agent: PartyId; readonly doing: Doing; readonly at: EpochMs },
): Promise<void> {
  await pool.query(
    `insert into desk_presence (ticket, agent, doing, seen_at) values ($1, $2, $3, $4)
     on conflict (ticket, agent) do update set doing = excluded.doing, seen_at = excluded.seen_at`,
    [here.ticketId, here.agent, here.doing, here.at],
  );
}

/** Everybody else who was at the ticket since then, those who answer first. */
export async function othersPresent(
  pool: Pool,
  ticketId: TicketId,
  me: PartyId,
  since: EpochMs,
): Promise<readonly Present[]> {
  const found = await pool.query<Present>(
    `select agent, doing, seen_at as since from desk_presence
     where ticket = $1 and agent <> $2 and seen_at >= $3 order by doing, agent`,
    [ticketId, me, since],
  );
  return found.rows;
}
