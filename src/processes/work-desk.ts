/** What the service desk does: takes tickets, answers, gives them on. */
import {
  decideAnswer,
  decideAssign,
  decideNote,
  decideReclassify,
  decideRelease,
  decideSolve,
} from '../aftersales/desk/decide-desk.ts';
import { decideWriteMacro, type Macro, macros } from '../aftersales/desk/macro.ts';
import { lineOf, type Ticket, tickets } from '../aftersales/desk/ticket.ts';
import type { AfterAnswer, TicketEvent } from '../aftersales/desk/ticket-event.ts';
import { type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { MacroId, PartyId, TicketId } from '../kernel/ids.ts';
import { parties } from '../market/parties/party.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import { standings } from '../standing/standing.ts';
import { type Colleague, colleagues } from '../staffing/colleague.ts';
import type { Asking } from './asking.ts';
import { inOwnQuestion } from './judge-conflict.ts';
import { messageOf, TICKET_TEXT } from './ask-desk.ts';
import type { World } from './world.ts';

const NOT_FOUND = 'There is no such ticket.';

/** Skills that tickets take, of all that staff have. */
export function deskSkills({ desk }: Pick<Rulebook, 'desk'>): readonly string[] {
  return [...new Set(Object.values(desk.kinds).map(({ skill }) => skill))].toSorted();
}

/**
 * Skills and languages that somebody works with at the desk. Of whom nothing was noted yet, all skills are believed, and
 * the language of their account.
 */
function knowledgeOf(
  colleague: Colleague | undefined,
  accountLanguage: string,
  rulebook: Pick<Rulebook, 'desk'>,
): { readonly skills: readonly string[]; readonly languages: readonly string[] } {
  const wanted = deskSkills(rulebook);
  const noted = colleague?.skills ?? [];
  const spoken = colleague?.languages.length
    ? colleague.languages
    : [accountLanguage.split('-', 1)[0] ?? 'en', 'en'];
  return {
    skills: noted.length === 0 ? wanted : wanted.filter((skill) => noted.includes(skill)),
    languages: [...new Set(spoken)].filter((language) => rulebook.desk.languages.includes(language)),
  };
}

/** What a member of staff works with at the desk. */
export async function knowledgeAt(
  { unit, rulebook }: Asking,
  agent: PartyId,
): Promise<ReturnType<typeof knowledgeOf>> {
  const account = await unit.load(parties, agent);
  return knowledgeOf(await unit.load(colleagues, agent), account?.language ?? 'en', rulebook);
}

async function linesOf(world: World, agent: PartyId): Promise<readonly string[]> {
  const { skills, languages } = await knowledgeAt(world, agent);
  return skills.flatMap((skill) => languages.map((language) => lineOf(skill, language)));
}

/** More than anybody works on. */
const LOAD_MAX = 5_000;

async function loadOf({ unit }: Pick<Asking, 'unit'>, agent: PartyId): Promise<number> {
  return (await unit.find(tickets, { open_of: agent }, LOAD_MAX)).length;
}

/**
 * The ticket whose clock runs out first of all that nobody has and the agent has the skill and the language for; exactly
 * one agent gets it, and nobody what is their own affair. `null`: there is none. Refuses `desk-full` and `no-desk-skill`.
 */
export async function takeNext(
  world: World,
  agent: PartyId,
): Promise<{ readonly ticketId: TicketId | null } | Refusal> {
  const { unit, rulebook } = world;
  const lines = await linesOf(world, agent);
  if (lines.length === 0)
    return refuse('no-desk-skill', 'Nothing that the desk needs is noted among your skills and languages.');
  const load = await loadOf(world, agent);
  const { openPerAgentMax } = rulebook.desk;
  if (load >= openPerAgentMax)
    return refuse('desk-full', `You have ${load} open tickets; answer some of them first.`, {
      facts: { openPerAgentMax },
    });
  const own: string[] = [];
  const next = () => unit.take(tickets, { column: 'free_line', values: lines, by: 'clock_at', except: own });
  let found = await next();
  // Their own affairs wait for a colleague, and keep nobody from what comes behind.
  for (; found && (await inOwnQuestion(world, found.state, agent)); found = await next()) own.push(found.id);
  if (!found) return { ticketId: null };
  const ticketId = found.id as TicketId;
  const command = { at: unit.now, to: agent, by: agent, how: 'next' as const, load };
  const done = apply(world, ticketId, decideAssign(found.state, command, false, rulebook));
  return isRefusal(done) ? done : { ticketId };
}

/** Takes it, or gives it to a colleague; `best` of those who have the skill and the language has the least to do. */
export async function assignTicket(
  world: World,
  input: {
    readonly ticketId: TicketId;
    readonly to: PartyId | 'best';
    readonly by: PartyId;
    readonly asHead: boolean;
  },
): Promise<{ readonly assignee: PartyId } | Refusal> {
  const { unit, rulebook } = world;
  const { ticketId, by, asHead } = input;
  const state = await unit.lock(tickets, ticketId, 'update');
  if (!state) return refuse('not-found', NOT_FOUND);
  const own = await inOwnQuestion(world, state, by);
  if (own) return own;
  const to = input.to === 'best' ? await bestFor(world, state) : input.to;
  if (to === undefined)
    return refuse('nobody-fits', 'Nobody at the desk has this skill and language, and room.', {
      field: 'to',
    });
  const party = await unit.load(parties, to);
  const isAtDesk = party?.roles.some((role) => role === 'representative' || role === 'head');
  if (!isAtDesk || (await isAtRest(world, to)))
    return refuse('not-found', 'There is no such colleague at the desk.', { field: 'to' });
  if (to !== by && (await inOwnQuestion(world, state, to)))
    return refuse('conflict-of-interest', 'An account of theirs is a side of this: give it to another one.', {
      field: 'to',
    });
  const how = to === by ? ('taken' as const) : ('given' as const);
  const command = { at: unit.now, to, by, how, load: await loadOf(world, to) };
  const done = apply(world, ticketId, decideAssign(state, command, asHead, rulebook));
  return isRefusal(done) ? done : { assignee: to };
}

/** Their roles rest: what they were given would lie there. */
async function isAtRest({ unit }: World, agent: PartyId): Promise<boolean> {
  return Boolean((await unit.load(standings, agent))?.hold);
}

async function bestFor(world: World, ticket: Ticket): Promise<PartyId | undefined> {
  const { unit, rulebook } = world;
  const { skill, answeredIn } = ticket;
  let best: { readonly id: PartyId; readonly load: number } | undefined;
  for (const { id } of await unit.find(parties, { roles: 'representative' })) {
    const known = await knowledgeAt(world, id as PartyId);
    if (!known.skills.includes(skill) || !known.languages.includes(answeredIn)) continue;
    const load = await loadOf(world, id as PartyId);
    if (load >= rulebook.desk.openPerAgentMax || (best && load >= best.load)) continue;
    if ((await isAtRest(world, id as PartyId)) || (await inOwnQuestion(world, ticket, id as PartyId)))
      continue;
    best = { id: id as PartyId, load };
  }
  return best?.id;
}

export async function answerTicket(
  world: World,
  input: {
    readonly ticketId: TicketId;
    readonly by: PartyId;
    readonly text: string;
    readonly then: AfterAnswer;
    readonly cause: string | null;
    readonly seen: number;
  },
): Promise<{ readonly ticketId: TicketId; readonly status: Ticket['status'] } | Refusal> {
  const { unit, rulebook } = world;
  const { ticketId, by, then, cause, seen } = input;
  const state = await unit.load(tickets, ticketId);
  if (!state) return refuse('not-found', NOT_FOUND);
  const own = await inOwnQuestion(world, state, by);
  if (own) return own;
  const text = input.text.trim();
  const party = state.requester ?? ticketId;
  const message = messageOf(world, { party, by, from: 'agent', channel: 'web', text });
  const command = { at: unit.now, by, message, characters: text.length, then, cause, seen };
  return apply(world, ticketId, decideAnswer(state, command, rulebook));
}

export async function addTicketNote(
  world: World,
  input: { readonly ticketId: TicketId; readonly by: PartyId; readonly text: string },
): Promise<{ readonly ticketId: TicketId; readonly status: Ticket['status'] } | Refusal> {
  const { unit, rulebook } = world;
  const { ticketId, by } = input;
  const state = await unit.load(tickets, ticketId);
  if (!state) return refuse('not-found', NOT_FOUND);
  const value = input.text.trim();
  // Notes are about the customer: they go with the customer's data.
  const text = unit.keep({ party: state.requester ?? ticketId, kind: TICKET_TEXT, value });
  const note = { at: unit.now, by, text };
  return apply(
    world,
    ticketId,
    decideNote(state, { at: unit.now, note, characters: value.length }, rulebook),
  );
}

/** The changes that need no more than the ticket itself. */
export async function changeTicket(
  world: World,
  ticketId: TicketId,
  change:
    | { readonly kind: 'release'; readonly by: PartyId; readonly asHead: boolean }
    | { readonly kind: 'reclassify'; readonly by: PartyId; readonly to: string }
    | { readonly kind: 'solve'; readonly by: PartyId; readonly cause: string },
): Promise<{ readonly ticketId: TicketId; readonly status: Ticket['status'] } | Refusal> {
  const { unit, rulebook } = world;
  const state = await unit.load(tickets, ticketId);
  if (!state) return refuse('not-found', NOT_FOUND);
  // Whoever finds that it is their own affair can still give it back.
  const own = change.kind === 'release' ? undefined : await inOwnQuestion(world, state, change.by);
  if (own) return own;
  const at = unit.now;
  switch (change.kind) {
    case 'release':
      return apply(world, ticketId, decideRelease(state, change.by, change.asHead, at));
    case 'reclassify':
      return apply(
        world,
        ticketId,
        decideReclassify(state, { at, by: change.by, kind: change.to }, rulebook),
      );
    case 'solve':
      return apply(world, ticketId, decideSolve(state, { at, by: change.by, cause: change.cause }, rulebook));
    default:
      return change satisfies never;
  }
}

function apply(
  { unit }: World,
  ticketId: TicketId,
  decision: Decision<TicketEvent>,
): { readonly ticketId: TicketId; readonly status: Ticket['status'] } | Refusal {
  if (isRefusal(decision)) return decision;
  const { status } = unit.append(tickets, ticketId, decision);
  return { ticketId, status };
}

export async function writeMacro(
  { unit, rulebook }: World,
  input: Omit<Macro, 'isRetired'> & { readonly macroId?: MacroId | undefined },
): Promise<{ readonly macroId: MacroId } | Refusal> {
  const { macroId: given, ...words } = input;
  const macroId: MacroId = given ?? unit.ids.next('mac');
  const state = await unit.load(macros, macroId);
  if (given !== undefined && !state) return refuse('not-found', 'There is no such macro.');
  const kinds = Object.keys(rulebook.desk.kinds);
  const events = decideWriteMacro(state, { ...words, at: unit.now, by: unit.by }, kinds);
  if (isRefusal(events)) return events;
  unit.append(macros, macroId, events);
  return { macroId };
}

export async function retireMacro(
  { unit }: World,
  macroId: MacroId,
): Promise<{ readonly macroId: MacroId } | Refusal> {
  const state = await unit.load(macros, macroId);
  if (!state) return refuse('not-found', 'There is no such macro.');
  if (!state.isRetired) unit.append(macros, macroId, [{ type: 'MacroRetired', at: unit.now, by: unit.by }]);
  return { macroId };
}
