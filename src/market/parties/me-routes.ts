import { z } from 'zod';
import { type Actor, TEAM_ROLES } from '../../door/actor.ts';
import {
  country,
  currency,
  id,
  language,
  line,
  OWN_ACCOUNT,
  paragraphs,
  partyId,
  postalAddress,
} from '../../door/fields.ts';
import { readUnit } from '../../door/read-unit.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import { assert, isRefusal, refuse, type Refusal } from '../../kernel/decision.ts';
import type { PartyId, UploadId } from '../../kernel/ids.ts';
import {
  acceptTerms,
  changePayoutAccount,
  changeProfile,
  declareHoliday,
  giveIdentity,
} from '../../processes/change-party.ts';
import { eraseParty, keptIfErased, type RemoveLogin } from '../../processes/erase-party.ts';
import { registerParty } from '../../processes/register-party.ts';
import { certify } from '../../processes/trader-duties.ts';
import { exportView, memberView, meView, type OwnData } from './me-views.ts';

/** The party that asks. The door lets only signed-in ones through to these routes. */
export function me(actor: Actor): PartyId {
  assert(
    actor.kind !== 'anonymous',
    'a route for those who are signed in was reached by somebody who is not',
  );
  return actor.partyId;
}

const identity = z.strictObject({
  legalName: line(200).optional(),
  companyNumber: line(60).optional(),
  taxId: line(60).optional(),
  mail: line(254).optional(),
  phone: line(40).optional(),
  address: postalAddress.optional(),
});

/** A file can only be brought by somebody who is registered. */
const uploadId: z.ZodType<UploadId, string> = id('upl');
const fullIdentity = identity.extend({ document: uploadId.optional() });

const NOT_FOUND = 'There is no such party.';

/** The state after a change, as small as a client needs: what it changed can be read again under `/me`. */
const changed = z.object({ partyId });

function answered(id: PartyId, outcome: object): { partyId: PartyId } | Refusal {
  return isRefusal(outcome) ? outcome : { partyId: id };
}

function register(connectedAccounts: boolean) {
  return write({
    method: 'post',
    path: '/parties',
    summary: 'Register as seller or buyer, with a sign-in account that has no party yet',
    tag: 'parties',
    access: { who: ['anyone'] },
    status: 201,
    body: z.strictObject({
      kind: z.enum(['seller', 'buyer']),
      name: line(100),
      about: paragraphs(2_000).optional(),
      country,
      language,
      currency,
      termsVersion: line(60),
      identity: identity.default({}),
      payoutAccount: line(60).optional(),
      device: line(200).optional(),
    }),
    response: z.object({ partyId, held: z.boolean() }),
    refusals: {
      'sign-in-needed': 403,
      'terms-outdated': 422,
      'identity-malformed': 422,
      'not-a-seller': 422,
    },
    handle: async (writer, { body }) => {
      const { actor } = writer;
      if (actor.kind !== 'anonymous')
        return refuse(
          'login-taken',
          'This sign-in account is registered already. Use another one for another role.',
        );
      if (!actor.login)
        return refuse('sign-in-needed', 'Open a sign-in account first, and register with it.');
      // The address was given at sign-in; a contact address may differ from it.
      const { userId: login, email: loginMail } = actor.login;
      const identity = { mail: loginMail, ...body.identity };
      return registerParty(writer, { ...body, identity, connectedAccounts, login, loginMail });
    },
  });
}

const readMe = read({
  path: '/me',
  summary: 'Who I am: my data, my standing, what is missing',
  tag: 'me',
  access: { ...OWN_ACCOUNT, team: TEAM_ROLES, action: 'data.read-own', beforeSecondFactor: true },
  response: z.looseObject({
    partyId,
    kind: z.enum(['seller', 'buyer', 'staff']),
    name: z.string(),
    roles: z.array(z.string()),
  }),
  handle: async (reader) => {
    const { actor } = reader;
    const member = actor.kind === 'seller' ? actor.member : undefined;
    const view = await (member ? memberView(reader, me(actor), member) : meView(reader, me(actor)));
    if (!view) return refuse('not-found', NOT_FOUND);
    // Staff who have yet to set it up are told here, since nothing else is open to them.
    return actor.kind === 'staff' && actor.lacksSecondFactor ? { ...view, lacksSecondFactor: true } : view;
  },
});

const changeMe = write({
  method: 'patch',
  path: '/me',
  summary: 'Change my name, description or language',
  tag: 'me',
  access: { ...OWN_ACCOUNT, action: 'account.edit' },
  body: z
    .strictObject({
      name: line(100).optional(),
      about: paragraphs(2_000).optional(),
      language: language.optional(),
    })
    .refine((b) => Object.values(b).some((v) => v !== undefined), 'name at least one thing to change'),
  response: changed,
  handle: async (writer, { body }) => {
    const id = me(writer.actor);
    return answered(id, await changeProfile(writer, { partyId: id, ...body }));
  },
});

const accept = write({
  method: 'post',
  path: '/me/terms',
  summary: 'Accept the terms in force',
  tag: 'me',
  access: { ...OWN_ACCOUNT, action: 'terms.accept' },
  body: z.strictObject({ version: line(60) }),
  response: changed,
  refusals: { 'terms-outdated': 422 },
  handle: async (writer, { body }) => {
    const id = me(writer.actor);
    return answered(id, await acceptTerms(writer, { partyId: id, version: body.version }));
  },
});

const putIdentity = write({
  method: 'put',
  path: '/me/identity',
  summary: 'Add or correct identity data; fields that are left out stay as they are',
  tag: 'me',
  access: { who: ['buyer', 'seller'], action: 'account.edit' },
  body: fullIdentity,
  response: changed,
  refusals: { 'identity-malformed': 422, 'file-type-not-accepted': 422 },
  handle: async (writer, { body }) => {
    const id = me(writer.actor);
    return answered(id, await giveIdentity(writer, { partyId: id, identity: body }));
  },
});

const postCertificate = write({
  method: 'post',
  path: '/me/identity/certificate',
  summary: 'Certify, when asked each year, that nothing of what I told has changed; a change certifies too',
  tag: 'me',
  access: { who: ['seller'], action: 'account.edit' },
  body: z.strictObject({ unchanged: z.literal(true) }),
  response: changed,
  handle: async (writer) => {
    const id = me(writer.actor);
    return answered(id, await certify(writer, { partyId: id }));
  },
});

function putPayoutAccount(connectedAccounts: boolean) {
  return write({
    method: 'put',
    path: '/me/payout-account',
    summary: 'Change the account that payouts go to, after a second factor; they rest for a while afterwards',
    tag: 'me',
    access: { who: ['seller'], action: 'payout.account.change', stepUp: true },
    body: z.strictObject({ account: line(60) }),
    response: changed,
    refusals: { 'identity-malformed': 422 },
    handle: async (writer, { body }) => {
      const id = me(writer.actor);
      return answered(
        id,
        await changePayoutAccount(writer, { partyId: id, account: body.account, connectedAccounts }),
      );
    },
  });
}

const day = z.iso.date('a date such as 2026-12-24').transform((d) => Date.parse(`${d}T00:00:00Z`));

const postHoliday = write({
  method: 'post',
  path: '/me/holidays',
  summary: 'Declare a holiday: orders placed from now on are not late because of it',
  tag: 'me',
  access: { who: ['seller'], action: 'holiday.declare' },
  status: 201,
  body: z.strictObject({ from: day, to: day }),
  response: changed,
  refusals: { 'holiday-empty': 422, 'holiday-past': 422 },
  handle: async (writer, { body }) => {
    const id = me(writer.actor);
    return answered(id, await declareHoliday(writer, { partyId: id, ...body }));
  },
});

function exportMe(parts: readonly OwnData[]) {
  return read({
    path: '/me/export',
    summary: 'Everything that is kept about me (GDPR art. 15 and 20)',
    tag: 'me',
    access: { ...OWN_ACCOUNT, action: 'data.export' },
    response: z.looseObject({ partyId, exportedAt: z.int() }),
    handle: async (reader) =>
      (await exportView(reader, me(reader.actor), parts)) ?? refuse('not-found', NOT_FOUND),
  });
}

const kept = z.array(
  z.object({
    why: z.enum(['open-orders', 'open-case', 'appeal-window', 'trader-data', 'retention']),
    kinds: z.array(z.string()),
    until: z.int().nullable(),
  }),
);

const readErasure = read({
  path: '/me/erasure',
  summary: 'What would have to be kept if I erased my account now, why and until when',
  tag: 'me',
  access: { ...OWN_ACCOUNT, action: 'data.read-own' },
  response: z.object({ kept }),
  handle: async (reader) => {
    const outcome = await keptIfErased(
      { unit: readUnit(reader), rulebook: reader.rulebook },
      me(reader.actor),
    );
    return isRefusal(outcome) ? outcome : { kept: outcome };
  },
});

function eraseMe(removeLogin: RemoveLogin) {
  return write({
    method: 'post',
    path: '/me/erasure',
    summary: 'Erase my account and data (GDPR art. 17); what the law keeps is named in the answer',
    tag: 'me',
    access: { ...OWN_ACCOUNT, action: 'account.edit' },
    body: z.strictObject({ confirm: z.literal('erase my account') }),
    response: z.object({ kept, signInClosed: z.boolean() }),
    handle: async (writer) => {
      const erased = await eraseParty(writer, me(writer.actor), removeLogin);
      if (isRefusal(erased)) return erased;
      return { kept: erased.kept, signInClosed: erased.closedLogin !== null };
    },
  });
}

export function meRoutes(ports: {
  readonly removeLogin: RemoveLogin;
  readonly ownData: readonly OwnData[];
  /** The payment provider has accounts of its own that payouts may go to. */
  readonly connectedAccounts: boolean;
}): readonly AnyRoute[] {
  return [
    register(ports.connectedAccounts),
    readMe,
    changeMe,
    accept,
    putIdentity,
    postCertificate,
    putPayoutAccount(ports.connectedAccounts),
    postHoliday,
    exportMe(ports.ownData),
    readErasure,
    eraseMe(ports.removeLogin),
  ];
}
