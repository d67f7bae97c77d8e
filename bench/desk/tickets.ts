import type { PoolClient } from 'pg';
import { decideOpenTicket } from '../../src/aftersales/desk/decide.ts';
import { type AnswerTicket, decideAnswer } from '../../src/aftersales/desk/decide-desk.ts';
import type { TicketEvent } from '../../src/aftersales/desk/ticket-event.ts';
import { type Ticket, type TicketMessage, tickets } from '../../src/aftersales/desk/ticket.ts';
import { isRefusal, type Decision } from '../../src/kernel/decision.ts';
import type { MessageId, PartyId } from '../../src/kernel/ids.ts';
import { HOUR_MS } from '../../src/kernel/time.ts';
import type { Commitment } from '../../src/kernel/unit.ts';
import { rowOf, tableOf } from '../../src/platform/concept-table.ts';
import type { Market } from '../../src/runtime.ts';

/** How many there are of each: most of a desk's tickets are over. */
export const TICKETS = { all: 1_000_000, free: 200_000, waiting: 99_500, withAgents: 500 };

const LANGUAGES = ['en', 'zh', 'es', 'pt'] as const;
const COUNTRIES = ['DE', 'BR', 'ES', 'US'] as const;
/** Each is copied under many ids: to decide a million calendars would take longer than to measure. */
const COPIES = 250;
/** Questions in words of their own, so that a page of a queue has as many to look up as it has rows. */
const TEXTS = 3_000;
const TEXT = 'Which oil do I rub into the wood of the chair, and how often is that to be done in a dry room?';

/** Fills the projection, as it would be after years; the log behind it is left out, and so is what it would cost. */
export async function loadTickets(
  market: Market,
  requester: PartyId,
  agents: readonly PartyId[],
): Promise<void> {
  const { texts } = await market.run('system:setup', ({ unit }) => {
    const keep = (i: number) =>
      unit.keep({ party: requester, kind: 'ticket-text', value: `${TEXT} Number ${i}.` });
    return Promise.resolve({ texts: Array.from({ length: TEXTS }, (_, i) => keep(i)) });
  });
  const make = makerOf(market, requester, texts);
  const agentOf = (i: number) => agents[i % agents.length] ?? null;
  const { all, free, waiting, withAgents } = TICKETS;
  await inOneGo(market, async (client) => {
    await copies(client, 'free', free, (i) => make(i, 'open', null));
    await copies(client, 'wait', waiting, (i) => make(i, 'waiting', agentOf(i)));
    await copies(client, 'over', all - free - waiting - withAgents, (i) => make(i, 'closed', agentOf(i)));
    const own = Array.from({ length: withAgents }, (_, i) => make(i, 'open', agentOf(i)));
    await insert(client, 'own', own, 1);
  });
  await market.db.pool.query(`vacuum analyze ${tableOf(tickets)}`);
  // A desk that is measured has not just been filled: nothing of that is left to be written to disk.
  await market.db.pool.query('checkpoint');
}

/** Into an empty table, its indexes made at the end, in one transaction: so nothing is written twice. */
async function inOneGo(market: Market, fill: (client: PoolClient) => Promise<void>): Promise<void> {
  const table = tableOf(tickets);
  const client = await market.db.pool.connect();
  try {
    await client.query(`begin; set local statement_timeout = 0; set local maintenance_work_mem = '256MB'`);
    await client.query(`truncate ${table}`);
    const indexes = await client.query<{ indexname: string; indexdef: string }>(
      `select indexname, indexdef from pg_indexes where tablename = $1 and indexname not in
         (select conname from pg_constraint where conrelid = $1::regclass)`,
      [table],
    );
    for (const { indexname } of indexes.rows) await client.query(`drop index "${indexname}"`);
    await fill(client);
    for (const { indexdef } of indexes.rows) await client.query(indexdef);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function copies(
  client: PoolClient,
  name: string,
  count: number,
  one: (i: number) => Ticket,
): Promise<void> {
  const originals = Array.from({ length: count / COPIES }, (_, i) => one(i));
  await insert(client, name, originals, COPIES);
}

async function insert(
  client: PoolClient,
  name: string,
  states: readonly Ticket[],
  times: number,
): Promise<void> {
  const columns = Object.entries(tickets.columns).map(([column, { type }]) => ({
    name: `"${column}"`,
    type,
  }));
  const names = columns.map((c) => c.name).join(', ');
  const typed = columns.map((c) => `${c.name} ${c.type}`).join(', ');
  const rows = states.map((state, i) =>
    rowOf({ concept: tickets, id: `tkt_${name}_${i}`, version: 1, state }),
  );
  await client.query(
    `insert into ${tableOf(tickets)} (id, version, doc, due_at, ${names})
     select r.id || '_' || n, r.version, r.doc, r.due_at, ${names}
     from jsonb_to_recordset($1::jsonb) as r(id text, version int, doc jsonb, due_at bigint, ${typed}),
       generate_series(1, $2) n`,
    [JSON.stringify(rows), times],
  );
}

/** Tickets as the desk's own rules make them, opened within the last hours. */
function makerOf(market: Market, requester: PartyId, texts: readonly Commitment[]) {
  const { rulebook, hash: rulebookHash } = market.book;
  const kinds = Object.keys(rulebook.desk.kinds);
  const now = Date.now();
  return (i: number, status: 'open' | 'waiting' | 'closed', agent: PartyId | null): Ticket => {
    const at = now - (i % 1_000) * 60_000;
    const text = texts[i % texts.length];
    if (text === undefined) throw new RangeError('no words');
    const message = (from: TicketMessage['from']): TicketMessage => ({
      id: `msg_${i}` as MessageId,
      at,
      from,
      by: from === 'customer' ? requester : agent,
      channel: 'web',
      text,
      uploads: [],
      dropped: [],
    });
    const opened = decideOpenTicket(
      undefined,
      {
        at,
        channel: 'web',
        requester,
        contact: null,
        kind: kinds[i % kinds.length] ?? 'use',
        language: LANGUAGES[i % LANGUAGES.length] ?? 'en',
        country: COUNTRIES[i % COUNTRIES.length] ?? 'DE',
        subject: text,
        refs: {},
        follows: null,
        message: message('customer'),
        characters: TEXT.length,
        openOfPerson: 0,
        rulebookHash,
      },
      rulebook,
    );
    const fresh = after(undefined, opened);
    if (agent === null) return fresh;
    if (status === 'open')
      return after(fresh, [{ type: 'TicketAssigned', at, to: agent, by: agent, how: 'next' }]);
    const answer: AnswerTicket = {
      at: at + HOUR_MS / 60,
      by: agent,
      message: message('agent'),
      characters: 20,
      then: status === 'waiting' ? 'wait' : 'solve',
      cause: 'answered',
      seen: 1,
    };
    const answered = after(fresh, decideAnswer(fresh, answer, rulebook));
    return status === 'waiting' ? answered : after(answered, [{ type: 'TicketClosed', at: answer.at }]);
  };
}

function after(state: Ticket | undefined, decision: Decision<TicketEvent>): Ticket {
  if (isRefusal(decision)) throw new Error(decision.refused);
  const end = decision.reduce<Ticket | undefined>((s, e) => tickets.evolve(s, e), state);
  if (!end) throw new Error('no ticket');
  return end;
}
