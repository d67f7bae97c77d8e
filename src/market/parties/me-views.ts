import type { Membership } from '../../door/actor.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { activeMeasures, activePoints, type Standing, standingWord } from '../../standing/standing.ts';
import type { Party } from './party.ts';
import { identityOf, nameIn, partyOf, payoutAccountOf } from './views.ts';

/** A party's standing in its own words. Which barred account it is linked to is not told: that is another person. */
export function standingView(standing: Standing, now: number) {
  return {
    word: standingWord(standing),
    stage: standing.stage,
    points: activePoints(standing, now),
    measures: activeMeasures(standing, now).map(({ kind, from, until, sanctionId, caseId, listingId }) => ({
      kind,
      from,
      until,
      sanctionId,
      caseId,
      listingId: listingId ?? null,
    })),
    hold: standing.hold && {
      reason: standing.hold.reason,
      at: standing.hold.at,
      marks: [...new Set(standing.hold.links.flatMap((l) => l.marks))],
    },
  };
}

export async function meView(reader: Reader, id: PartyId) {
  const party = await partyOf(reader, id);
  if (!party) return undefined;
  const person = 'person' in party.name ? [party.name.person] : [];
  const standing = (await reader.standings([id])).get(id);
  const { kind, roles, about, country, language, currency, registeredAt, holidays, erasure } = party;
  return {
    partyId: id,
    kind,
    roles,
    about,
    country,
    language,
    currency,
    registeredAt,
    holidays,
    name: nameIn(party, await reader.reveal(person)),
    terms: { accepted: party.terms.at(-1)?.version ?? null, current: reader.rulebook.terms.version },
    identity: await identityOf(reader, party),
    payoutAccount: await payoutAccountOf(reader, party),
    standing: standing ? standingView(standing, reader.now) : null,
    erasure,
  };
}

/** The same for a member of a seller's team: the shop they act for, and nothing of the owner's own data. */
export async function memberView(reader: Reader, id: PartyId, member: Membership) {
  const party = await partyOf(reader, id);
  if (!party) return undefined;
  const { kind, roles, about, country, language, currency, registeredAt, holidays } = party;
  const standing = (await reader.standings([id])).get(id);
  return {
    partyId: id,
    kind,
    roles,
    about,
    country,
    language,
    currency,
    registeredAt,
    holidays,
    name: nameIn(party, new Map()),
    terms: { accepted: null, current: reader.rulebook.terms.version },
    standing: standing ? { word: standingWord(standing), stage: standing.stage } : null,
    /** Present for members alone. */
    team: member,
  };
}

/** A part of somebody's own data that another slice adds to the export. */
export interface OwnData {
  readonly name: string;
  read(reader: Reader, partyId: PartyId): Promise<unknown>;
}

const ROWS_MAX = 50_000;

/** All rows of a concept in which the party is named in one of these columns. */
export function rowsOf(concept: string, columns: readonly string[]): OwnData {
  const where = columns.map((c) => `"${c}" = $1`).join(' or ');
  return {
    name: concept,
    read: async ({ db }, id) =>
      (
        await db.pool.query<{ id: string; facts: unknown }>(
          `select id, doc as facts from concept_${concept} where ${where} order by id limit ${ROWS_MAX}`,
          [id],
        )
      ).rows,
  };
}

/**
 * Everything we hold about a party (GDPR art. 15 and 20): its record and standing, every private value of its own,
 * and the rows in which it is a side. Texts of others appear as commitments only: they are theirs.
 */
export async function exportView(reader: Reader, id: PartyId, parts: readonly OwnData[]) {
  const party = await partyOf(reader, id);
  if (!party) return undefined;
  const values = await reader.db.pool.query<{ commitment: string; kind: string; value: string }>(
    `select commitment, kind, value from private_value
     where party in (
       select $1 union all select id from concept_kept_file where owner = $1
       union all select id from concept_report_draft where open_of = $1)
     order by kind, commitment`,
    [id],
  );
  const records: Record<string, unknown> = {};
  for (const part of parts) records[part.name] = await part.read(reader, id);
  const standing = (await reader.standings([id])).get(id);
  return {
    partyId: id,
    exportedAt: reader.now,
    party: withoutReviewers(party),
    standing: standing ? withoutLinked(standing) : null,
    privateValues: values.rows,
    records,
  };
}

/** By which marks the account is held is its own; whose they are as well is another person's. */
function withoutLinked(standing: Standing) {
  const { hold } = standing;
  return { ...standing, hold: hold && { ...hold, links: hold.links.map(({ marks }) => ({ marks })) } };
}

/** Who of the staff looked at a hold is the staff's own data. */
function withoutReviewers(party: Party) {
  const { holdReviewed, ...own } = party;
  return {
    ...own,
    holdReviewed: holdReviewed && {
      at: holdReviewed.at,
      outcome: holdReviewed.outcome,
      why: holdReviewed.why,
    },
  };
}
