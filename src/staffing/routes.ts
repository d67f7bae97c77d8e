import { z } from 'zod';
import { STAFF_ROLES } from '../door/actor.ts';
import { country, currency, language, line, partyId } from '../door/fields.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { isRefusal, refuse } from '../kernel/decision.ts';
import { isLanguage } from '../kernel/language.ts';
import { acceptStaffInvitation, inviteColleague, setSkills } from '../processes/staffing.ts';
import { colleagueRow, loadBySkill, loadRow, staffWithLoad } from './views.ts';

const role = z.enum(STAFF_ROLES);
const skillNames = z.array(line(60)).max(20);
const languages = z
  .array(
    z
      .string()
      .regex(/^[a-z]{2}$/, { error: 'a language code such as pt', abort: true })
      .refine(isLanguage, 'no language has this code: one such as pt'),
  )
  .max(20);

const load = read({
  path: '/staff/load',
  summary: 'Who has what on their desk, the backlog by skill and language, and what next week will bring',
  tag: 'staff',
  access: { who: ['head'] },
  response: z.object({
    weeks: z.int(),
    skills: z.record(z.string(), z.string()),
    staff: z.array(colleagueRow),
    load: z.array(loadRow),
  }),
  handle: async (reader) => {
    const { forecastFromWeeks, skills } = reader.rulebook.staffing;
    const [staff, rows] = await Promise.all([staffWithLoad(reader), loadBySkill(reader)]);
    const titles = Object.fromEntries(Object.entries(skills).map(([name, { title }]) => [name, title]));
    return { weeks: forecastFromWeeks, skills: titles, staff, load: rows };
  },
});

/** Whom to invite; the command line asks for the same. */
export const invited = z.strictObject({
  name: line(100),
  mail: z.email('an address such as ana@cacashop.example').max(254),
  country,
  language,
  currency,
  roles: z.array(role).min(1, 'choose at least one role').max(STAFF_ROLES.length),
});

const invite = write({
  method: 'post',
  path: '/staff/invitations',
  summary: 'Invite a colleague by mail; the answer holds what the link to them carries',
  tag: 'staff',
  access: { who: ['head'] },
  status: 201,
  body: invited,
  response: z.object({ partyId, invitation: z.string(), expiresAt: z.int() }),
  refusals: { 'linked-to-barred': 403 },
  handle: (writer, { body }) => inviteColleague(writer, body),
});

const accept = write({
  method: 'post',
  path: '/staff/acceptance',
  summary: 'Accept an invitation to the staff, with a sign-in account that belongs to nobody else yet',
  tag: 'staff',
  access: { who: ['anyone'] },
  body: z.strictObject({ invitation: line(200) }),
  response: z.object({ partyId, roles: z.array(role) }),
  refusals: {
    'sign-in-needed': 403,
    'mail-not-verified': 403,
    'invitation-unknown': 404,
    'invitation-for-another': 403,
    'linked-to-barred': 403,
    'invitation-over': 410,
  },
  handle: async (writer, { body }) => {
    const { actor } = writer;
    if (actor.kind !== 'anonymous')
      return refuse(
        'login-taken',
        'This sign-in account belongs to somebody already. Use another one for the staff.',
      );
    if (!actor.login) return refuse('sign-in-needed', 'Sign in with the address that was invited, first.');
    if (actor.login.mailUnverified)
      return refuse(
        'mail-not-verified',
        'Confirm your mail address first, by the link in the mail that we sent you.',
      );
    return acceptStaffInvitation(writer, { invitation: body.invitation, login: actor.login });
  },
});

const putSkills = write({
  method: 'put',
  path: '/staff/{partyId}/skills',
  summary: 'Say what a colleague knows, and in which languages',
  tag: 'staff',
  access: { who: ['head'] },
  params: z.strictObject({ partyId }),
  body: z.strictObject({ skills: skillNames, languages }),
  response: z.object({ partyId, skills: z.array(z.string()), languages: z.array(z.string()) }),
  refusals: { 'unknown-skill': 422 },
  handle: async (writer, { params, body }) => {
    const after = await setSkills(writer, { partyId: params.partyId, ...body });
    if (isRefusal(after)) return after;
    return { partyId: params.partyId, skills: after.skills, languages: after.languages };
  },
});

export function staffingRoutes(): readonly AnyRoute[] {
  return [load, invite, accept, putSkills];
}
