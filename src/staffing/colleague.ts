import type { Concept } from '../kernel/concept.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';

/** What a member of staff is good for, and how they came. Roles, which say what they may do, belong to their party. */
export interface Colleague {
  /** Keys of the rulebook's `staffing.skills`: which cases they know how to judge. */
  readonly skills: readonly string[];
  /** ISO 639 codes: in which languages they read and write to people. */
  readonly languages: readonly string[];
  /** `null` for those who were registered with an account. */
  readonly invitation: {
    readonly mail: Commitment;
    readonly expiresAt: EpochMs;
    readonly acceptedAt: EpochMs | null;
  } | null;
}

export type ColleagueEvent =
  | {
      readonly type: 'ColleagueInvited';
      readonly at: EpochMs;
      readonly mail: Commitment;
      readonly expiresAt: EpochMs;
      readonly by: string;
    }
  | { readonly type: 'ColleagueJoined'; readonly at: EpochMs }
  | {
      readonly type: 'SkillsSet';
      readonly at: EpochMs;
      readonly skills: readonly string[];
      readonly languages: readonly string[];
      readonly by: string;
    };

const UNKNOWN: Colleague = { skills: [], languages: [], invitation: null };

export function evolveColleague(state: Colleague | undefined, event: ColleagueEvent): Colleague {
  const before = state ?? UNKNOWN;
  switch (event.type) {
    case 'ColleagueInvited':
      return { ...before, invitation: { mail: event.mail, expiresAt: event.expiresAt, acceptedAt: null } };
    case 'ColleagueJoined':
      return { ...before, invitation: before.invitation && { ...before.invitation, acceptedAt: event.at } };
    case 'SkillsSet':
      return { ...before, skills: event.skills, languages: event.languages };
    default:
      return event satisfies never;
  }
}

/** Kind of the private value of an invited address. */
export const COLLEAGUE_MAIL = 'colleague-mail';

/** Stream id: that of the colleague's party. */
export const colleagues: Concept<Colleague, ColleagueEvent, 'skills' | 'languages'> = {
  name: 'colleague',
  revision: 1,
  evolve: evolveColleague,
  columns: {
    skills: { type: 'text[]', of: (c) => c.skills },
    languages: { type: 'text[]', of: (c) => c.languages },
  },
};
