import type { Actor } from '../../door/actor.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { activePoints, type Standing, standingWord } from '../../standing/standing.ts';
import { documentOpenings } from './document-views.ts';
import { kindOf, sharedKinds } from './mark.ts';
import type { Party } from './party.ts';
import { identityOf, nameIn, namesOf, partyOf, payoutAccountOf } from './views.ts';

/** Who of the staff needs identity data: those who verify, investigate and judge. Others see that they are there. */
function seesIdentity(actor: Actor): boolean {
  const needed = ['investigator', 'reviewer', 'head'];
  return actor.kind === 'staff' && actor.roles.some((r) => needed.includes(r));
}

/** The address of a sign-in account, which nothing but comparing is done with. */
export async function signInMail(
  { db }: Pick<Reader, 'db'>,
  login: string | undefined,
): Promise<string | undefined> {
  if (login === undefined) return undefined;
  const rows = await db.pool.query<{ email: string }>('select email from auth_user where id = $1', [login]);
  return rows.rows[0]?.email;
}

/** A party as a member of staff sees it, by role. */
export async function partyForStaff(reader: Reader, id: PartyId) {
  const party = await partyOf(reader, id);
  if (!party) return undefined;
  const person = 'person' in party.name ? [party.name.person] : [];
  const standing = (await reader.standings([id])).get(id) ?? null;
  const allowed = seesIdentity(reader.actor);
  const { kind, about, country, language, currency, registeredAt, holidays, roles, erasure, holdReviewed } =
    party;
  return {
    partyId: id,
    kind,
    name: nameIn(party, await reader.reveal(person)),
    about,
    country,
    language,
    currency,
    registeredAt,
    holidays,
    roles,
    terms: party.terms,
    erasure,
    holdReviewed,
    standing,
    word: standing && standingWord(standing),
    points: standing && activePoints(standing, reader.now),
    markKinds: [...new Set(party.marks.map(kindOf))].toSorted(),
    identity: allowed ? await identityOf(reader, party) : null,
    documentOpenings: allowed ? await documentOpenings(reader, id) : null,
    certificate: party.certificate,
    payoutAccount: allowed ? await payoutAccountOf(reader, party) : null,
    sharesMarksWith: allowed ? await sharingParties(reader, id, party) : null,
  };
}

const SHARING_MAX = 100;

/** Other accounts with the same marks, and which kinds: a fact to look into, not a finding. */
async function sharingParties(reader: Reader, id: PartyId, party: Party) {
  if (party.marks.length === 0) return [];
  const rows = await reader.db.pool.query<{ id: PartyId; doc: Party; word: string }>(
    `select p.id, p.doc, s.word from concept_party p join concept_standing s on s.id = p.id
     where p.marks && $1::text[] and p.id <> $2 order by p.id limit ${SHARING_MAX}`,
    [party.marks, id],
  );
  const names = await namesOf(
    reader,
    rows.rows.map((r) => r.id),
  );
  return rows.rows.map((r) => ({
    partyId: r.id,
    name: names.get(r.id) ?? '',
    word: r.word,
    marks: sharedKinds(party.marks, r.doc.marks),
  }));
}

const STAFF_MAX = 1_000;

export async function staffList(reader: Reader) {
  const rows = await reader.db.pool.query<{ id: PartyId; doc: Party }>(
    `select id, doc from concept_party where kind = 'staff' order by id limit ${STAFF_MAX}`,
  );
  const names = await namesOf(
    reader,
    rows.rows.map((r) => r.id),
  );
  return rows.rows.map(({ id, doc }) => ({
    partyId: id,
    name: names.get(id) ?? '',
    roles: doc.roles,
    since: doc.registeredAt,
  }));
}

/** Accounts that wait for a reviewer, the longest first. Those that were looked at and kept come last. */
export async function heldAccounts(reader: Reader, limit: number, offset: number) {
  const rows = await reader.db.pool.query<{ id: PartyId; doc: Standing; party: Party }>(
    `select s.id, s.doc, p.doc as party from concept_standing s join concept_party p on p.id = s.id
     where s.word = 'held'
     order by (p.doc->'holdReviewed' <> 'null'::jsonb
               and (p.doc->'holdReviewed'->>'at')::bigint >= (s.doc->'hold'->>'at')::bigint),
       (s.doc->'hold'->>'at')::bigint, s.id
     limit $1 offset $2`,
    [limit, offset],
  );
  const names = await namesOf(
    reader,
    rows.rows.flatMap((r) => [
      r.id,
      ...(r.doc.hold?.links.map((l) => l.party) ?? []),
      ...(r.party.holdReviewed ? [r.party.holdReviewed.by] : []),
    ]),
  );
  const nameOf = (party: PartyId) => names.get(party) ?? '';
  return rows.rows.map(({ id, doc, party: { holdReviewed } }) => ({
    partyId: id,
    name: nameOf(id),
    kind: doc.kind,
    hold: doc.hold && {
      ...doc.hold,
      links: doc.hold.links.map((link) => ({ ...link, name: nameOf(link.party) })),
    },
    reviewed: holdReviewed && { ...holdReviewed, byName: nameOf(holdReviewed.by) },
  }));
}
