/** Mails become questions and answers: by a signed address in threads, and nobody's account is believed for its sender line. */
import { decideCustomerWrites, decideOpenTicket } from '../aftersales/desk/decide.ts';
import { decideNote } from '../aftersales/desk/decide-desk.ts';
import { type Ticket, type TicketMessage, tickets } from '../aftersales/desk/ticket.ts';
import type { InspectedUpload } from '../cases/evidence.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, TicketId } from '../kernel/ids.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { messageOf, TICKET_SUBJECT, TICKET_TEXT } from './ask-desk.ts';
import { keepUpload, noteOf, ownUploads, useUploads } from './keep-upload.ts';
import type { Unit } from '../kernel/unit.ts';
import type { World } from './world.ts';

export interface MailForDesk {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly isAutomatic: boolean;
  readonly uploads: readonly InspectedUpload[];
  /** Attachments that are not taken, by type and why: the sender is told. */
  readonly dropped: readonly string[];
}

export type TakenMail =
  | { readonly kind: 'opened' | 'written' | 'noted'; readonly ticketId: TicketId }
  | { readonly kind: 'known-already' };

/** Kind of the private value of a sender's address. */
const TICKET_CONTACT = 'ticket-contact';
const SIGNATURE_LENGTH = 16;
const SUBJECT_MAX = 150;
/** Mails of one address, counted over their last tickets. */
const TICKETS_MAX = 2_000;
/** Who writes down what a machine sent: nobody of the staff did. */
const MACHINE = 'system:mail' as PartyId;

/**
 * The part of our address that leads an answer to its ticket, for who has it now: once an account is shown to be the sender's,
 * addresses of before lead into it no more. Local parts lose their case on the way: so does the signature.
 */
export function threadOf(commit: Unit['commit'], ticketId: TicketId, requester: Ticket['requester']): string {
  const signature = commit('ticket-thread', requester === null ? ticketId : `${ticketId} ${requester}`);
  return `${ticketId}.${signature
    .replaceAll(/[^a-z0-9]/gi, '')
    .slice(0, SIGNATURE_LENGTH)
    .toLowerCase()}`;
}

interface Thread {
  readonly id: TicketId;
  readonly ticket: Ticket;
  /** False: an address from before the ticket was somebody's. */
  readonly isTheirs: boolean;
}

async function threadIn(world: World, to: readonly string[]): Promise<Thread | undefined> {
  const commit: Unit['commit'] = (kind, value) => world.unit.commit(kind, value);
  for (const address of to) {
    const [, thread, name] = /\+((tkt_[\w-]+)\.[a-z0-9]+)@/.exec(address) ?? [];
    const id = name as TicketId | undefined;
    const found = id && (await world.unit.load(tickets, id));
    if (!id || !found) continue;
    const isTheirs = thread === threadOf(commit, id, found.requester);
    if (!isTheirs && thread !== threadOf(commit, id, null)) continue;
    const ticket = await world.unit.lock(tickets, id, 'update');
    if (ticket) return { id, ticket, isTheirs };
  }
  return undefined;
}

/**
 * Takes a mail once. Refuses `automatic-mail` where a machine begins a conversation, `too-many-mails`, and what the desk's
 * rules name.
 */
export async function takeMail(world: World, mail: MailForDesk): Promise<TakenMail | Refusal> {
  const { unit } = world;
  const key = `mail:${unit.commit('mail-id', mail.messageId)}`;
  if ((await unit.knownFacts([key])).size > 0) return { kind: 'known-already' };
  unit.recordFact(key);
  const contact = unit.commit(TICKET_CONTACT, mail.from);
  const thread = await threadIn(world, mail.to);
  if (mail.isAutomatic)
    return thread?.isTheirs
      ? noteMachine(world, thread, mail)
      : refuse(
          'automatic-mail',
          'Automatic mail is not answered here. A person can write to us at any time.',
        );
  const own = await unit.find(tickets, { contact }, TICKETS_MAX);
  const lastHour = own.flatMap(({ state }) => state.messages).filter((m) => isRecent(m, unit.now));
  const { mailsPerHourMax } = world.rulebook.desk.mail;
  if (lastHour.length >= mailsPerHourMax)
    return refuse('too-many-mails', `We take ${mailsPerHourMax} mails an hour from one address; try later.`);
  if (!thread?.isTheirs || thread.ticket.status === 'closed')
    return open(world, mail, own, thread?.id ?? null);
  return write(world, thread, mail);
}

function isRecent(message: TicketMessage, now: number): boolean {
  return message.from === 'customer' && message.channel === 'mail' && message.at > now - HOUR_MS;
}

async function filesOf(
  world: World,
  owner: PartyId,
  uploads: readonly InspectedUpload[],
): Promise<Awaited<ReturnType<typeof ownUploads>>> {
  const ids = [];
  for (const upload of uploads) {
    const kept = await keepUpload(world, owner, upload);
    if (isRefusal(kept)) return kept;
    ids.push(kept.uploadId);
  }
  return ownUploads(world, owner, ids);
}

async function open(
  world: World,
  mail: MailForDesk,
  own: readonly { readonly state: Ticket }[],
  follows: TicketId | null,
): Promise<TakenMail | Refusal> {
  const { unit, rulebook, rulebookHash } = world;
  const ticketId: TicketId = unit.ids.next('tkt');
  // Data of nobody's account until the sender shows whose: kept under the ticket's own name.
  const files = await filesOf(world, ticketId as string as PartyId, mail.uploads);
  if (isRefusal(files)) return files;
  const text = wordsOf(mail, rulebook.desk.textCharactersMax);
  const subject = mail.subject.slice(0, SUBJECT_MAX) || text.split('\n', 1)[0]?.slice(0, SUBJECT_MAX) || '…';
  const events = decideOpenTicket(
    undefined,
    {
      at: unit.now,
      channel: 'mail',
      requester: null,
      contact: unit.keep({ party: ticketId, kind: TICKET_CONTACT, value: mail.from }),
      kind: 'other',
      language: rulebook.desk.languages[0] ?? 'en',
      country: 'ZZ',
      subject: unit.keep({ party: ticketId, kind: TICKET_SUBJECT, value: subject }),
      refs: {},
      follows,
      message: messageOf(world, {
        party: ticketId,
        by: null,
        channel: 'mail',
        text,
        uploads: files.map(noteOf),
        dropped: mail.dropped,
      }),
      characters: text.length,
      openOfPerson: own.filter(({ state }) => state.status === 'open' || state.status === 'waiting').length,
      rulebookHash,
    },
    rulebook,
  );
  if (isRefusal(events)) return events;
  unit.append(tickets, ticketId, events);
  useUploads(world, files, ticketId);
  return { kind: 'opened', ticketId };
}

/** The thread's address went to the customer alone: who writes to it is believed to be them, in this ticket only. */
async function write(world: World, { id, ticket }: Thread, mail: MailForDesk): Promise<TakenMail | Refusal> {
  const { unit, rulebook } = world;
  const party = ticket.requester ?? (id as string as PartyId);
  const files = await filesOf(world, party, mail.uploads);
  if (isRefusal(files)) return files;
  const text = wordsOf(mail, rulebook.desk.textCharactersMax);
  const message = messageOf(world, {
    party,
    by: ticket.requester,
    channel: 'mail',
    text,
    uploads: files.map(noteOf),
    dropped: mail.dropped,
  });
  const events = decideCustomerWrites(ticket, { at: unit.now, message, characters: text.length }, rulebook);
  if (isRefusal(events)) return events;
  unit.append(tickets, id, events);
  useUploads(world, files, id);
  return { kind: 'written', ticketId: id };
}

/** Colleagues may want to know that the customer is away; no clock moves, and nobody is answered. */
function noteMachine(world: World, { id, ticket }: Thread, mail: MailForDesk): TakenMail | Refusal {
  const { unit, rulebook } = world;
  const value = `Automatic mail: ${mail.subject}\n${wordsOf(mail, rulebook.desk.textCharactersMax - 200)}`;
  const text = unit.keep({ party: ticket.requester ?? id, kind: TICKET_TEXT, value });
  const note = { at: unit.now, by: MACHINE, text };
  const events = decideNote(ticket, { at: unit.now, note, characters: value.length }, rulebook);
  if (isRefusal(events)) return events;
  unit.append(tickets, id, events);
  return { kind: 'noted', ticketId: id };
}

/** Our own words, which every mail program quotes below an answer, begin with this sign. */
const CUT_SIGN = '✂';

/** What was written, without what it quotes; all of it where that leaves nothing. */
function wordsOf({ text, subject }: MailForDesk, max: number): string {
  const fresh = text.split('\n').slice(0, cutAt(text)).join('\n').trim();
  return (fresh || text.trim() || subject || '…').slice(0, max);
}

function cutAt(text: string): number {
  const lines = text.split('\n');
  const sign = lines.findIndex((line) => line.includes(CUT_SIGN));
  if (sign < 0) return lines.length;
  // The line above names who is quoted: "On Monday, the desk wrote:".
  const above = lines.slice(0, sign).findLastIndex((line) => line.trim() !== '');
  return above >= 0 && lines[above]?.trim().endsWith(':') ? above : sign;
}
