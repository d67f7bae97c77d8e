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
const TEXT = 'Which oil do I rub into the wood of the chair, and how often is that to be done in a dry room?';

/** Fills the projection, as it would be after years; the log behind it is left out, and so is what it would cost. */
export async function loadTickets(
  market: Market,
  requester: PartyId,
  agents: readonly PartyId[],
): Promise<void> {
  const text = await market.run('system:setup', ({ unit }) =>
    Promise.resolve({ is: unit.keep({ party: requester, kind: 'ticket-text', value: TEXT }) }),
  );
  const make = makerOf(market, requester, text.is);
  await copies(market, 'free', TICKETS.free, (i) => make(i, 'open', null));
  await copies(market, 'wait', TICKETS.waiting, (i) => make(i, 'waiting', agents[i % agents.length] ?? null));
  const over = TICKETS.all - TICKETS.free - TICKETS.waiting - TICKETS.withAgents;
  await copies(market, 'over', over, (i) => make(i, 'closed', agents[i % agents.length] ?? null));
  const own = Array.from({ length: TICKETS.withAgents }, (_, i) =>
    make(i, 'open', agents[i % agents.length] ?? null),
  );
  await insert(market, 'own', own, 1);
  await market.db.pool.query(`vacuum analyze ${tableOf(tickets)}`);
}

async function copies(
  market: Market,
  name: string,
  count: number,
  one: (i: number) => Ticket,
): Promise<void> {
  const originals = Array.from({ length: count / COPIES }, (_, i) => one(i));
  await insert(market, name, originals, COPIES);
}

async function insert(market: Market, name: string, states: readonly Ticket[], times: number): Promise<void> {
  const columns = Object.entries(tickets.columns).map(([column, { type }]) => ({
    name: `"${column}"`,
    type,
  }));
  const names = columns.map((c) => c.name).join(', ');
  const typed = columns.map((c) => `${c.name} ${c.type}`).join(', ');
  const rows = states.map((state, i) =>
    rowOf({ concept: tickets, id: `tkt_${name}_${i}`, version: 1, state }),
  );
  await market.db.pool.query(
    `insert into ${tableOf(tickets)} (id, version, doc, due_at, ${names})
     select r.id || '_' || n, r.version, r.doc, r.due_at, ${names}
     from jsonb_to_recordset($1::jsonb) as r(id text, version int, doc jsonb, due_at bigint, ${typed}),
       generate_series(1, $2) n`,
    [JSON.stringify(rows), times],
  );
}

/** Tickets as the desk's own rules make them, opened within the last hours. */
function makerOf(market: Market, requester: PartyId, text: Commitment) {
  const { rulebook, hash: rulebookHash } = market.book;
  const kinds = Object.keys(rulebook.desk.kinds);
  const now = Date.now();
  return (i: number, status: 'open' | 'waiting' | 'closed', agent: PartyId | null): Ticket => {
    const at = now - (i % 1_000) * 60_000;
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
