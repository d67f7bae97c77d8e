import { type Decision, refuse } from '../kernel/decision.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Colleague, ColleagueEvent } from './colleague.ts';

type ColleagueDecision = Decision<ColleagueEvent>;

export function decideInvite(
  command: { readonly at: EpochMs; readonly mail: Commitment; readonly by: string },
  { staffing }: Pick<Rulebook, 'staffing'>,
): ColleagueDecision {
  const expiresAt = command.at + staffing.invitationDays * DAY_MS;
  return [{ type: 'ColleagueInvited', ...command, expiresAt }];
}

/** Refuses `invitation-over` and `invitation-for-another`. */
export function decideJoin(
  colleague: Colleague | undefined,
  command: {
    readonly at: EpochMs;
    /** Commitment to the address of the account that accepts. */
    readonly mail: Commitment;
  },
): ColleagueDecision {
  const { at, mail } = command;
  const invitation = colleague?.invitation;
  if (!invitation || invitation.acceptedAt !== null)
    return refuse('invitation-over', 'This invitation was used or withdrawn; ask for a new one.');
  if (invitation.expiresAt <= at)
    return refuse('invitation-over', 'This invitation was not accepted in time; ask for a new one.');
  if (invitation.mail !== mail)
    return refuse(
      'invitation-for-another',
      'This invitation is for another address. Sign in with the one it was sent to.',
    );
  return [{ type: 'ColleagueJoined', at }];
}

/** Refuses `unknown-skill`. The same again changes nothing. */
export function decideSetSkills(
  colleague: Colleague | undefined,
  command: {
    readonly at: EpochMs;
    readonly by: string;
    readonly skills: readonly string[];
    readonly languages: readonly string[];
  },
  { staffing }: Pick<Rulebook, 'staffing'>,
): ColleagueDecision {
  const skills = [...new Set(command.skills)].toSorted();
  const languages = [...new Set(command.languages)].toSorted();
  const unknown = skills.find((skill) => !Object.hasOwn(staffing.skills, skill));
  if (unknown !== undefined)
    return refuse(
      'unknown-skill',
      `There is no skill named ${unknown}; name of: ${Object.keys(staffing.skills).join(', ')}.`,
      {
        field: 'skills',
      },
    );
  const same = (a: readonly string[], b: readonly string[]) => a.join(' ') === b.join(' ');
  if (colleague && same(colleague.skills, skills) && same(colleague.languages, languages)) return [];
  return [{ type: 'SkillsSet', at: command.at, skills, languages, by: command.by }];
}
