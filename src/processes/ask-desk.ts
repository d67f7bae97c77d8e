import {
  decideConfirmSender,
  decideCustomerSolves,
  decideCustomerWrites,
  decideOpenTicket,
  decideRate,
  decideTicketDue,
} from '../aftersales/desk/decide.ts';
import {
  type Channel,
  type Ticket,
  type TicketMessage,
  type TicketRefs,
  tickets,
} from '../aftersales/desk/ticket.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, TicketId, UploadId } from '../kernel/ids.ts';
import type { Unit } from '../kernel/unit.ts';
import { listings } from '../market/listings/listing.ts';
import { orders } from '../market/orders/order.ts';
import { parties } from '../market/parties/party.ts';
import { handFilesOver, noteOf, ownUploads, useUploads } from './keep-upload.ts';
import type { World } from './world.ts';

export interface OpenedTicket {
  readonly ticketId: TicketId;
  /** When the first answer is due. */
  readonly answerBy: number;
}

const NOT_FOUND = 'There is no such question of yours.';
/** Kinds of private values. */
export const TICKET_TEXT = 'ticket-text';
export const TICKET_SUBJECT = 'ticket-subject';

/**
 * Somebody with an account asks the desk. Refuses `not-found` for an order, article or earlier question that is not
 * theirs, and what `desk/decide.ts` names.
 */
export async function openTicket(
  world: World,
  input: {
    readonly by: PartyId;
    readonly channel: Channel;
    readonly kind: string;
    readonly subject: string;
    readonly text: string;
    readonly refs: TicketRefs;
    readonly uploads: readonly UploadId[];
    readonly follows?: TicketId | undefined;
    /** In which language the question is asked; that of the account if not said. */
    readonly language?: string | undefined;
  },
): Promise<OpenedTicket | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const { by, channel, kind, refs, follows } = input;
  const party = await unit.load(parties, by);
  if (!party) return refuse('not-found', 'This account does not exist.');
  const wrong = (await foreign(world, by, refs)) ?? (await notOwn(world, by, follows));
  if (wrong) return wrong;
  const files = await ownUploads(world, by, input.uploads);
  if (isRefusal(files)) return files;
  const ticketId: TicketId = unit.ids.next('tkt');
  const text = input.text.trim();
  const subject = input.subject.trim();
  const events = decideOpenTicket(
    undefined,
    {
      at: unit.now,
      channel,
      requester: by,
      contact: null,
      kind,
      language: input.language ?? party.language,
      country: party.country,
      subject: unit.keep({ party: by, kind: TICKET_SUBJECT, value: subject }),
      refs,
      follows: follows ?? null,
      message: messageOf(world, { party: by, by, channel, text, uploads: files.map(noteOf) }),
      characters: text.length,
      openOfPerson: await openOf(world, by),
      rulebookHash,
    },
    rulebook,
  );
  if (isRefusal(events)) return events;
  const ticket = unit.append(tickets, ticketId, events);
  useUploads(world, files, ticketId);
  return { ticketId, answerBy: ticket.status === 'open' ? ticket.answer.dueAt : unit.now };
}

/** A message with its words kept as the data of `party`. */
export function messageOf(
  { unit }: Pick<World, 'unit'>,
  input: {
    /** Whose data it is. */
    readonly party: string;
    readonly by: PartyId | null;
    readonly from?: TicketMessage['from'];
    readonly channel: Channel;
    readonly text: string;
    readonly uploads?: TicketMessage['uploads'];
    readonly dropped?: readonly string[];
  },
): TicketMessage {
  const { party, by, from = 'customer', channel, text: value, uploads = [], dropped = [] } = input;
  const text = unit.keep({ party, kind: TICKET_TEXT, value });
  return { id: unit.ids.next('msg'), at: unit.now, from, by, channel, text, uploads, dropped };
}

/** Nobody has as many tickets as this. */
const TICKETS_MAX = 10_000;

async function openOf({ unit }: World, by: PartyId): Promise<number> {
  const own = await unit.find(tickets, { requester: by }, TICKETS_MAX);
  return own.filter(({ state }) => state.status === 'open' || state.status === 'waiting').length;
}

async function foreign({ unit }: World, by: PartyId, refs: TicketRefs): Promise<Refusal | undefined> {
  if (refs.orderId !== undefined) {
    const order = await unit.load(orders, refs.orderId);
    if (order?.buyer !== by && order?.seller !== by)
      return refuse('not-found', 'There is no such order of yours.', { field: 'refs.orderId' });
  }
  if (refs.listingId !== undefined && !(await unit.load(listings, refs.listingId)))
    return refuse('not-found', 'There is no such article.', { field: 'refs.listingId' });
  return undefined;
}

async function notOwn(
  { unit }: World,
  by: PartyId,
  follows: TicketId | undefined,
): Promise<Refusal | undefined> {
  if (follows === undefined || (await unit.load(tickets, follows))?.requester === by) return undefined;
  return refuse('not-found', NOT_FOUND, { field: 'follows' });
}

/** A ticket of one's own, or the refusal that says no more than that there is none. */
async function own({ unit }: World, ticketId: TicketId, by: PartyId): Promise<Ticket | Refusal> {
  const ticket = await unit.load(tickets, ticketId);
  return ticket?.requester === by ? ticket : refuse('not-found', NOT_FOUND);
}

export async function writeInTicket(
  world: World,
  input: {
    readonly ticketId: TicketId;
    readonly by: PartyId;
    readonly channel: Channel;
    readonly text: string;
    readonly uploads: readonly UploadId[];
  },
): Promise<{ readonly ticketId: TicketId; readonly status: Ticket['status'] } | Refusal> {
  const { unit, rulebook } = world;
  const { ticketId, by, channel } = input;
  const ticket = await own(world, ticketId, by);
  if (isRefusal(ticket)) return ticket;
  const files = await ownUploads(world, by, input.uploads);
  if (isRefusal(files)) return files;
  const text = input.text.trim();
  const message = messageOf(world, { party: by, by, channel, text, uploads: files.map(noteOf) });
  const events = decideCustomerWrites(ticket, { at: unit.now, message, characters: text.length }, rulebook);
  if (isRefusal(events)) return events;
  const { status } = unit.append(tickets, ticketId, events);
  useUploads(world, files, ticketId);
  return { ticketId, status };
}

export async function solveOwnTicket(
  world: World,
  input: { readonly ticketId: TicketId; readonly by: PartyId },
): Promise<{ readonly ticketId: TicketId } | Refusal> {
  const ticket = await own(world, input.ticketId, input.by);
  if (isRefusal(ticket)) return ticket;
  const events = decideCustomerSolves(ticket, world.unit.now, world.rulebook);
  if (isRefusal(events)) return events;
  world.unit.append(tickets, input.ticketId, events);
  return { ticketId: input.ticketId };
}

export async function rateTicket(
  world: World,
  input: {
    readonly ticketId: TicketId;
    readonly by: PartyId;
    readonly score: number;
    readonly comment: string;
  },
): Promise<{ readonly ticketId: TicketId; readonly score: number } | Refusal> {
  const { unit, rulebook } = world;
  const { ticketId, by, score } = input;
  const ticket = await own(world, ticketId, by);
  if (isRefusal(ticket)) return ticket;
  const value = input.comment.trim();
  const comment = value === '' ? null : unit.keep({ party: by, kind: TICKET_TEXT, value });
  const events = decideRate(ticket, { at: unit.now, score, comment }, rulebook);
  if (isRefusal(events)) return events;
  unit.append(tickets, ticketId, events);
  return { ticketId, score };
}

/**
 * The sender of a mail shows which account is theirs, by the link that went to that address. What was kept under the
 * ticket's own name becomes data of the account, and goes with it.
 */
export async function confirmSender(
  world: World,
  input: { readonly ticketId: TicketId; readonly token: string; readonly by: PartyId },
): Promise<{ readonly ticketId: TicketId } | Refusal> {
  const { unit } = world;
  const { ticketId, token, by } = input;
  const ticket = await unit.load(tickets, ticketId);
  if (
    !ticket ||
    !isSame(
      world,
      token,
      confirmationOf((kind, value) => unit.commit(kind, value), ticketId),
    )
  )
    return refuse('not-found', NOT_FOUND);
  const events = decideConfirmSender(ticket, by, unit.now);
  if (isRefusal(events)) return events;
  const texts = await unit.reveal([
    ticket.subject,
    ...ticket.messages.map((m) => m.text),
    ...ticket.notes.map((n) => n.text),
  ]);
  for (const [commitment, value] of texts)
    unit.keep({ party: by, kind: commitment === ticket.subject ? TICKET_SUBJECT : TICKET_TEXT, value });
  unit.erase(ticketId, []);
  await handFilesOver(world, ticketId, by);
  unit.append(tickets, ticketId, events);
  return { ticketId };
}

/** What the mailed link carries: a keyed hash, so that nothing secret is stored. */
export function confirmationOf(commit: Unit['commit'], ticketId: TicketId): string {
  return commit('ticket-confirmation', ticketId);
}

/** Compared as commitments of commitments: how long it takes tells nothing about the right one. */
function isSame({ unit }: World, given: string, right: string): boolean {
  return unit.commit('ticket-token-check', given) === unit.commit('ticket-token-check', right);
}

export async function expireTicket({ unit, rulebook }: World, id: string): Promise<Ticket | Refusal> {
  const state = await unit.load(tickets, id);
  if (!state) return refuse('not-due');
  const events = decideTicketDue(state, unit.now, rulebook);
  return isRefusal(events) ? events : unit.append(tickets, id, events);
}
