import type { Actor, StaffRole } from '../door/actor.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Sanction } from '../sanctions/sanction.ts';
import type { Case } from './case.ts';
import { mayJudge } from './decide.ts';

/** Roles that judge cases, and those that are the second person. */
export const JUDGES = ['investigator', 'head'] as const satisfies readonly StaffRole[];
export const SECOND_PEOPLE = ['reviewer', 'head'] as const satisfies readonly StaffRole[];
export const CASE_STAFF = [
  'representative',
  'investigator',
  'reviewer',
  'head',
] as const satisfies readonly StaffRole[];

function has(actor: Actor, roles: readonly StaffRole[]): PartyId | undefined {
  return actor.kind === 'staff' && actor.roles.some((r) => roles.includes(r)) ? actor.partyId : undefined;
}

/** Commands that this actor may give on this case now, by name, so that a page offers nothing that would be refused. */
export function commandsFor(actor: Actor, doc: Case): readonly string[] {
  const handler = has(actor, CASE_STAFF);
  if (!handler || doc.status === 'closed') return [];
  const commands = doc.conflicts.includes(handler) ? [] : ['declare-conflict'];
  if (mayJudge(doc, handler)) return commands;
  const judge = has(actor, JUDGES);
  const mine = doc.assignee === null || doc.assignee === judge;
  if (judge && doc.assignee !== judge && (mine || (actor.kind === 'staff' && actor.roles.includes('head'))))
    commands.push('take-case');
  if (doc.status === 'open') commands.push('add-evidence', 'ask-statement');
  if (judge && mine && doc.status === 'open')
    commands.push('make-finding', 'add-allegation', 'collect-evidence');
  if (judge && doc.status === 'found') commands.push('impose-sanctions', 'close-case');
  if (judge) commands.push('declare-emergency');
  return commands;
}

/** Whether this actor's approval would count: a second person, not a side of the case, not twice, and not for a metric alone. */
export function mayApprove(actor: Actor, sanction: Sanction, doc: Case | undefined): boolean {
  const person = has(actor, SECOND_PEOPLE);
  if (!person || sanction.status !== 'proposed' || sanction.cause.kind === 'signal') return false;
  if (sanction.approvals.some((a) => a.by === person) || (doc && mayJudge(doc, person))) return false;
  return true;
}

function hasDecided(sanction: Sanction, person: PartyId): boolean {
  return sanction.proposedBy === person || sanction.approvals.some((a) => a.by === person);
}

/** What this actor may do about a sanction now: a second person's commands, so that a page offers nothing that would be refused. */
export function sanctionCommands(actor: Actor, sanction: Sanction, doc: Case | undefined): readonly string[] {
  const confirms = has(actor, ['investigator', 'reviewer', 'head']);
  if (!confirms || (doc && mayJudge(doc, confirms))) return [];
  const second = has(actor, SECOND_PEOPLE);
  const commands: string[] = [];
  if (mayApprove(actor, sanction, doc)) commands.push('approve-sanction');
  if (second && sanction.status === 'proposed') commands.push('decline-sanction');
  const lifts = second !== undefined && !sanction.finders.includes(second);
  // Announced for a day to come: withdrawn rather than lifted.
  if (lifts && sanction.status === 'approved' && sanction.effectiveAt !== null)
    commands.push('lift-sanction');
  if (sanction.status !== 'in-force') return commands;
  if (sanction.confirmBy !== null && !hasDecided(sanction, confirms)) commands.push('confirm-emergency');
  if (lifts) commands.push('lift-sanction');
  const looksAgain = lifts && !hasDecided(sanction, second);
  if (looksAgain && sanction.basisGone && !sanction.basisGone.reviewedBy) commands.push('keep-sanction');
  return commands;
}
