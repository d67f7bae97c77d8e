import type { StaffRole } from '../door/actor.ts';
import { type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { NoticeId, PartyId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Commitment } from '../kernel/unit.ts';
import {
  decideAcceptTerms,
  decideChangeProfile,
  decideChangeRole,
  decideDeclareHoliday,
  decideGiveIdentity,
  decideJudgeIdentity,
  decidePayoutAccount,
  isIdentityVerified,
} from '../market/parties/decide.ts';
import { spellings } from '../market/parties/mark.ts';
import {
  type IdentityField,
  type Mark,
  type Party,
  parties,
  type PartyEvent,
} from '../market/parties/party.ts';
import { isOverdue } from '../market/parties/told.ts';
import { standings } from '../standing/standing.ts';
import { giveNotice } from './give-notice.ts';
import { holdAccount, releaseAccount } from './hold-account.ts';
import { lookAgainAtErasure, type RemoveLogin } from './erase-party.ts';
import { useDocument } from './identity-document.ts';
import { checkMarks, holdIfLinked } from './identity-links.ts';
import { type IdentityInput, keepBankAccount, keepIdentity } from './identity-values.ts';
import { ownsAnyOf } from './judge-conflict.ts';
import { reviewStage } from './review-stage.ts';
import { expireDuties, releaseIfTold } from './trader-duties.ts';
import type { World } from './world.ts';

type Outcome = Promise<Party | Refusal>;

/** Loads, decides and appends; the shape of every change of a party. */
async function change(world: World, id: PartyId, decide: (party: Party) => Decision<PartyEvent>): Outcome {
  const party = await world.unit.load(parties, id);
  if (!party) return refuse('not-found', 'There is no such party.');
  const decision = decide(party);
  return isRefusal(decision) ? decision : world.unit.append(parties, id, decision);
}

/** Refuses `terms-outdated` unless it is the version in force. */
export async function acceptTerms(
  world: World,
  input: { readonly partyId: PartyId; readonly version: string },
): Outcome {
  return change(world, input.partyId, (party) =>
    decideAcceptTerms(party, { at: world.unit.now, version: input.version }, world.rulebook),
  );
}

export async function changeProfile(
  world: World,
  input: {
    readonly partyId: PartyId;
    readonly name?: string | undefined;
    readonly about?: string | undefined;
    readonly language?: string | undefined;
  },
): Outcome {
  const { unit } = world;
  const { partyId: party, name, about, language } = input;
  return change(world, party, (state) =>
    decideChangeProfile(state, {
      at: unit.now,
      ...(name === undefined
        ? {}
        : {
            name:
              state.kind === 'seller'
                ? { shop: name }
                : { person: unit.keep({ party, kind: 'person-name', value: name }) },
          }),
      ...(about === undefined ? {} : { about }),
      ...(language === undefined ? {} : { language }),
    }),
  );
}

/** Corrected or added identity data. A match with a barred party holds the account, as at registration. */
export async function giveIdentity(
  world: World,
  input: { readonly partyId: PartyId; readonly identity: IdentityInput },
): Outcome {
  const { unit } = world;
  const { partyId } = input;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', 'There is no such party.');
  const facts = keepIdentity(unit, partyId, party.country, input.identity);
  if (isRefusal(facts)) return facts;
  const { document } = input.identity;
  const refused = document && !party.erasure && (await useDocument(world, partyId, document));
  if (refused) return refused;
  const decision = decideGiveIdentity(party, { at: unit.now, facts });
  const after = await appendMarked(world, partyId, party, decision);
  if (!isRefusal(after)) await releaseIfTold(world, partyId, party, after);
  return after;
}

/** The time of the change is in the event: payouts rest after it. Refuses a malformed account and non-sellers. */
export async function changePayoutAccount(
  world: World,
  input: {
    readonly partyId: PartyId;
    readonly account: string;
    readonly connectedAccounts?: boolean | undefined;
  },
): Outcome {
  const { unit } = world;
  const { partyId, connectedAccounts } = input;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', 'There is no such party.');
  const where = { country: party.country, connectedAccounts };
  const kept = keepBankAccount(unit, partyId, where, input.account);
  if (isRefusal(kept)) return kept;
  const decision = decidePayoutAccount(party, { at: unit.now, ...kept });
  const after = await appendMarked(world, partyId, party, decision);
  if (!isRefusal(after)) await releaseIfTold(world, partyId, party, after);
  return after;
}

async function appendMarked(
  world: World,
  id: PartyId,
  party: Party,
  decision: Decision<PartyEvent>,
): Outcome {
  if (isRefusal(decision)) return decision;
  const values = decision.flatMap((e) => ('mark' in e ? [e] : []));
  const isKnown = (mark: Mark) => party.marks.includes(mark);
  // Who is among those of a value already does not make them one more.
  const added = values.filter((v) => !spellings(v).some(isKnown));
  const crowded = await checkMarks(world, id, added);
  if (crowded) return crowded;
  const after = world.unit.append(parties, id, decision);
  await holdIfLinked(
    world,
    id,
    values.flatMap(spellings).filter((m) => !isKnown(m)),
  );
  return after;
}

/** First and last day, both included, at midnight UTC. */
export async function declareHoliday(
  world: World,
  input: { readonly partyId: PartyId; readonly from: EpochMs; readonly to: EpochMs },
): Outcome {
  const { partyId, from, to } = input;
  return change(world, partyId, (party) =>
    decideDeclareHoliday(party, { at: world.unit.now, from, to }, world.rulebook),
  );
}

/**
 * A member of staff has compared a value with its proof: `wrong` absent means found right, otherwise it says what
 * to correct, and the rulebook until when. `seen` is the commitment of the value that was looked at.
 */
export async function judgeIdentity(
  world: World,
  input: {
    readonly partyId: PartyId;
    readonly by: PartyId;
    readonly field: IdentityField;
    readonly seen: Commitment;
    readonly wrong?: string | undefined;
  },
): Outcome {
  const { unit, rulebook } = world;
  const { partyId, by, field, seen, wrong } = input;
  if (partyId === by) return refuse('forbidden', 'Nobody judges their own data.');
  const own = await ownsAnyOf(world, [partyId], by);
  if (own) return own;
  const verdict = { at: unit.now, by, field, seen, ...(wrong === undefined ? {} : { wrong }) };
  const after = await change(world, partyId, (party) => decideJudgeIdentity(party, verdict, rulebook));
  if (isRefusal(after)) return after;
  const correctBy = after.identity[field]?.rejected?.correctBy;
  if (wrong !== undefined && typeof correctBy === 'number')
    giveNotice(world, {
      to: partyId,
      body: { kind: 'identity-asked', because: 'found-wrong', fields: [field], dueAt: correctBy },
      words: wrong,
      // Named after what it tells: a judgement is told once, and a simulated market lives on as it did without.
      noticeId: `ntc_${partyId.slice(4)}_${field}_${unit.now}` as NoticeId,
    });
  const stillWrong = Object.values(after.identity).some((fact) => fact.rejected);
  if (wrong === undefined && !stillWrong)
    await releaseIdentityHold(world, partyId, by, { isOverdue: isOverdue(after) });
  if (isIdentityVerified(after, rulebook)) await reviewStage(world, partyId);
  return after;
}

/**
 * A hold for missing or wrong data ends when they are put right; a hold for a link only by `reviewHold`. Where only the
 * seller's own word is still missing, that alone holds on, and nobody has to look at it.
 */
async function releaseIdentityHold(
  world: World,
  party: PartyId,
  by: PartyId,
  more: { readonly isOverdue: boolean },
): Promise<void> {
  const standing = await world.unit.lock(standings, party, 'update');
  if (!standing?.hold || standing.hold.reason === 'linked-to-barred') return;
  const { reason } = standing.hold;
  if (more.isOverdue) {
    const hold = { reason: 'identity-overdue', at: world.unit.now, links: [] } as const;
    if (reason !== hold.reason) holdAccount(world, party, hold, standing.hold);
    return;
  }
  releaseAccount(world, party, { by, why: 'The data were corrected and verified.', reason });
}

/** Only for staff, never one's own, and one head of service stays. `by` of the unit is recorded. */
export async function changeRole(
  world: World,
  input: { readonly partyId: PartyId; readonly role: StaffRole; readonly grant: boolean },
): Outcome {
  const { unit } = world;
  const { partyId: id, role, grant } = input;
  const heads = role === 'head' && !grant ? await unit.find(parties, { roles: 'head' }) : [];
  const otherHeads = heads.filter((h) => h.id !== id).length;
  return change(world, id, (party) =>
    decideChangeRole(party, { at: unit.now, by: unit.by, id, role, grant, otherHeads }),
  );
}

/** The deadlines of a party: data that were not given or corrected in time hold the account; what an erasure had to keep is looked at again. */
export async function expireParty(
  world: World,
  id: string,
  removeLogin: RemoveLogin,
): Promise<object | Refusal> {
  const { unit } = world;
  const partyId = id as PartyId;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', 'There is no such party.');
  return party.erasure
    ? lookAgainAtErasure(world, partyId, removeLogin)
    : expireDuties(world, partyId, party);
}
