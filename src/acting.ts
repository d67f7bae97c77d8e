import type { Actor, Assurance } from './door/actor.ts';
import type { MemberId, PartyId } from './kernel/ids.ts';
import type { Party } from './market/parties/party.ts';
import { type Member, membershipOf } from './market/team/member.ts';
import type { Auth, SignedIn } from './platform/auth.ts';
import type { Database } from './platform/database.ts';

/** The party behind a session. A signed-in account without a party may register one, and nothing else. */
export async function actorOf(headers: Headers, auth: Auth, db: Database): Promise<Actor> {
  const identity = await auth.authenticate(headers);
  if (!identity) return { kind: 'anonymous' };
  const found = await db.pool.query<{ id: PartyId; doc: Party }>(
    'select id, doc from concept_party where login = $1',
    [identity.userId],
  );
  const party = found.rows[0];
  if (!party)
    return (
      (await memberActor(identity, db)) ?? {
        kind: 'anonymous',
        login: {
          userId: identity.userId,
          email: identity.email,
          ...(identity.mailVerified ? {} : { mailUnverified: true }),
        },
      }
    );
  const partyId = party.id;
  const assurance = assuranceOf(identity, party.doc.kind === 'staff');
  return party.doc.kind === 'staff'
    ? { kind: 'staff', partyId, roles: party.doc.roles, ...assurance }
    : { kind: party.doc.kind, partyId, ...assurance };
}

function assuranceOf(identity: SignedIn, isStaff: boolean): Assurance {
  const isWaived = identity.secondFactorWaived && process.env['STAFF_SECOND_FACTOR'] !== 'always';
  return {
    ...(identity.confirmedAt === null ? {} : { confirmedAt: identity.confirmedAt }),
    ...(identity.mailVerified ? {} : { mailUnverified: true }),
    ...(isStaff && !identity.secondFactor && !isWaived ? { lacksSecondFactor: true } : {}),
  };
}

/** Somebody without a party of their own may act for a seller whose team they joined. */
async function memberActor(identity: SignedIn, db: Database): Promise<Actor | undefined> {
  const found = await db.pool.query<{ id: MemberId; doc: Member }>(
    'select id, doc from concept_member where login = $1',
    [identity.userId],
  );
  const row = found.rows[0];
  const member = row && membershipOf(row.id, row.doc);
  return member && { kind: 'seller', partyId: row.doc.seller, member, ...assuranceOf(identity, false) };
}
