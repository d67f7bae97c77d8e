import { z } from 'zod';
import { type Actor, STAFF_ROLES, type StaffRole } from '../../door/actor.ts';
import {
  ALL_STAFF,
  country,
  currency,
  cursor,
  language,
  limit,
  line,
  offsetCursor,
  offsetOf,
  partyId,
} from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { Commitment } from '../../kernel/unit.ts';
import { changeRole, judgeIdentity } from '../../processes/change-party.ts';
import { eraseParty, type RemoveLogin } from '../../processes/erase-party.ts';
import { askDocument, openDocument } from '../../processes/identity-document.ts';
import { reviewHold } from '../../processes/identity-links.ts';
import { FIELD_OF, type IdentityInput } from '../../processes/identity-values.ts';
import { registerStaff } from '../../processes/register-party.ts';
import { documentOf } from './document-views.ts';
import { me } from './me-routes.ts';
import { partiesNamed, STANDING_WORDS } from './search-views.ts';
import { heldAccounts, partyForStaff, signInMail, staffList } from './staff-views.ts';

const role = z.enum(STAFF_ROLES);
const NOT_FOUND = 'There is no such party.';
const reason = line(1_000);

const readParty = read({
  path: '/parties/{partyId}',
  summary: 'A party with its standing; identity data for those who verify and judge',
  tag: 'parties',
  access: { who: ALL_STAFF },
  params: z.strictObject({ partyId }),
  response: z.looseObject({ partyId, kind: z.string(), name: z.string() }),
  handle: async (reader, { params }) =>
    (await partyForStaff(reader, params.partyId)) ?? refuse('not-found', NOT_FOUND),
});

const findParties = read({
  path: '/parties',
  summary: 'Parties by name or id, kind and standing, the newest first',
  tag: 'parties',
  access: { who: ['representative', 'investigator', 'reviewer', 'head'] },
  query: z.strictObject({
    /** Part of a name, or a whole id. */
    q: line(200).optional(),
    kind: z.enum(['seller', 'buyer', 'staff']).optional(),
    standing: z.enum(STANDING_WORDS).optional(),
    limit: limit.default(50),
    cursor: cursor.optional(),
  }),
  response: z.object({
    rows: z.array(
      z.object({
        id: partyId,
        name: z.string(),
        kind: z.string(),
        country: z.string(),
        since: z.int(),
        standing: z.enum(STANDING_WORDS),
        points: z.int(),
      }),
    ),
    next: z.string().nullable(),
  }),
  handle: (reader, { query }) => partiesNamed(reader, { ...query, offset: offsetOf(query.cursor) }),
});

const judge = write({
  method: 'post',
  path: '/parties/{partyId}/identity/{field}/judgement',
  summary: 'A value was compared with its proof: right, or wrong and to be corrected',
  tag: 'parties',
  access: { who: ['investigator', 'reviewer', 'head'] },
  params: z.strictObject({
    partyId,
    field: z.enum(Object.keys(FIELD_OF) as [keyof IdentityInput, ...(keyof IdentityInput)[]]),
  }),
  body: z.strictObject({
    /** From the party's view: what was looked at. */
    seen: z.string().regex(/^[\w-]{43}$/, 'hand back `seen` as it was given'),
    wrong: reason.optional(),
  }),
  response: z.object({ partyId, verified: z.boolean() }),
  refusals: { 'conflict-of-interest': 403 },
  handle: async (writer, { params, body }) => {
    const after = await judgeIdentity(writer, {
      partyId: params.partyId,
      by: me(writer.actor),
      field: FIELD_OF[params.field],
      seen: body.seen as Commitment,
      wrong: body.wrong,
    });
    if (isRefusal(after)) return after;
    return { partyId: params.partyId, verified: body.wrong === undefined };
  },
});

const readDocument = read({
  path: '/parties/{partyId}/identity/document/file',
  summary:
    'The identification document that a party gave, for those who compare it with what was told; that it was opened is noted',
  tag: 'parties',
  access: { who: ['investigator', 'reviewer', 'head'] },
  params: z.strictObject({ partyId }),
  response: { media: ['*/*'] },
  note: (preparer, { params }) =>
    preparer.run((world) => openDocument(world, { ...params, by: me(preparer.actor) })),
  handle: async (reader, { params }) =>
    (await documentOf(reader, params.partyId)) ?? refuse('not-found', 'There is no such document.'),
});

const postDocumentRequest = write({
  method: 'post',
  path: '/parties/{partyId}/identity/document/request',
  summary: 'Ask a seller for an identification document, where the rest can’t be verified without it',
  tag: 'parties',
  access: { who: ['investigator', 'reviewer', 'head'] },
  params: z.strictObject({ partyId }),
  response: z.object({ partyId, giveBy: z.int().nullable() }),
  handle: async (writer, { params }) => {
    const after = await askDocument(writer, params);
    return isRefusal(after) ? after : { ...params, giveBy: after.asked?.giveBy ?? null };
  },
});

const readHolds = read({
  path: '/holds',
  summary: 'Accounts that are held until a person has looked at them',
  tag: 'parties',
  access: { who: ['investigator', 'reviewer', 'head'] },
  query: z.strictObject({ limit: limit.default(50), cursor: cursor.optional() }),
  response: z.object({
    holds: z.array(z.looseObject({ partyId, name: z.string() })),
    next: z.string().nullable(),
  }),
  handle: async (reader, { query }) => {
    const offset = offsetOf(query.cursor);
    const holds = await heldAccounts(reader, query.limit, offset);
    return { holds, next: holds.length < query.limit ? null : offsetCursor(offset + query.limit) };
  },
});

const postHoldReview = write({
  method: 'post',
  path: '/parties/{partyId}/hold/review',
  summary:
    'Release a held account, or keep it held, with the reason; that of a colleague, whose roles rest, as head of service',
  tag: 'parties',
  access: { who: ['reviewer', 'head'] },
  params: z.strictObject({ partyId }),
  body: z.strictObject({ outcome: z.enum(['release', 'keep']), why: reason }),
  response: z.object({ held: z.boolean() }),
  refusals: { 'conflict-of-interest': 403, 'head-needed': 403 },
  handle: (writer, { params, body }) =>
    reviewHold(writer, {
      partyId: params.partyId,
      by: me(writer.actor),
      asHead: isHead(writer.actor),
      ...body,
    }),
});

const readStaff = read({
  path: '/staff',
  summary: 'Members of staff and their roles',
  tag: 'staff',
  access: { who: ['head', 'engineer'] },
  response: z.object({
    staff: z.array(z.object({ partyId, name: z.string(), roles: z.array(role), since: z.int() })),
  }),
  handle: async (reader) => ({ staff: await staffList(reader) }),
});

const postStaff = write({
  method: 'post',
  path: '/staff',
  summary: 'Open the account of a colleague',
  tag: 'staff',
  access: { who: ['head', 'engineer'] },
  status: 201,
  body: z.strictObject({
    name: line(100),
    country,
    language,
    currency,
    /** Id of the sign-in account. */
    login: z
      .string()
      .regex(/^[\w-]{1,100}$/, 'the id of a sign-in account')
      .optional(),
    roles: z.array(role).max(STAFF_ROLES.length),
  }),
  response: z.object({ partyId }),
  refusals: { 'linked-to-barred': 403, 'head-needed': 403 },
  prepare: async (preparer, { body }) => ({ loginMail: await signInMail(preparer, body.login) }),
  handle: async (writer, { body, prepared }) =>
    notTheirsToGive(writer.actor, body.roles) ??
    registerStaff(writer, { ...body, loginMail: prepared.loginMail }),
});

function isHead(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.roles.includes('head');
}

/** Engineers judge nothing, also not through whom they let judge: an account of theirs with another role would be enough. */
function notTheirsToGive(actor: Actor, roles: readonly StaffRole[]): Refusal | undefined {
  return isHead(actor) || roles.every((one) => one === 'engineer')
    ? undefined
    : refuse('head-needed', 'Who judges, answers or inspects is for the head of service to say.', {
        field: 'roles',
      });
}

function postRole(grant: boolean): AnyRoute {
  return write({
    method: grant ? 'put' : 'delete',
    path: '/staff/{partyId}/roles/{role}',
    summary: grant ? 'Grant a role' : 'Take a role away',
    tag: 'staff',
    access: { who: ['head', 'engineer'] },
    params: z.strictObject({ partyId, role }),
    response: z.object({ partyId, roles: z.array(role) }),
    refusals: { 'head-needed': 403 },
    handle: async (writer, { params }) => {
      const refused = notTheirsToGive(writer.actor, [params.role]);
      if (refused) return refused;
      const after = await changeRole(writer, { ...params, grant });
      return isRefusal(after) ? after : { partyId: params.partyId, roles: after.roles };
    },
  });
}

/** For requests that arrive by letter: who they come from is checked by the head of service. */
function postErasure(removeLogin: RemoveLogin): AnyRoute {
  return write({
    method: 'post',
    path: '/parties/{partyId}/erasure',
    summary: "Erase a party's data at its request; what the law keeps is named in the answer",
    tag: 'parties',
    access: { who: ['head'] },
    params: z.strictObject({ partyId }),
    body: z.strictObject({ confirm: z.literal('erase this account') }),
    response: z.looseObject({ signInClosed: z.boolean() }),
    handle: async (writer, { params }) => {
      const erased = await eraseParty(writer, params.partyId, removeLogin);
      if (isRefusal(erased)) return erased;
      return { kept: erased.kept, signInClosed: erased.closedLogin !== null };
    },
  });
}

export function staffRoutes(ports: { readonly removeLogin: RemoveLogin }): readonly AnyRoute[] {
  return [
    readParty,
    findParties,
    judge,
    readDocument,
    postDocumentRequest,
    readHolds,
    postHoldReview,
    readStaff,
    postStaff,
    postRole(true),
    postRole(false),
    postErasure(ports.removeLogin),
  ];
}
