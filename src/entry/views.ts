import type { Reader } from '../door/route.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Party } from '../market/parties/party.ts';
import type { AskedField } from '../rulebook/trade.ts';
import { activePoints } from '../standing/standing.ts';
import { entryLimits, isStrict, probationProgress } from './limits.ts';

interface Counts {
  readonly open: number;
  readonly listed: number;
  readonly delivered: number;
  readonly everListed: boolean;
}

/** How far a seller has come: the limits of now, how much of them is used, what is still to be told and what ends them. */
export async function entryView(reader: Reader, id: PartyId) {
  const { db, now, rulebook } = reader;
  const found = await db.pool.query<{ doc: Party }>('select doc from concept_party where id = $1', [id]);
  const party = found.rows[0]?.doc;
  const standing = (await reader.standings([id])).get(id);
  if (!party || !standing) return undefined;
  const counts = await countsOf(reader, id);
  const { openOrdersMax, listingsMax, orderValueMinorMax, payoutDelayDays } = entryLimits(
    rulebook,
    standing,
    now,
  );
  const identityVerified = rulebook.identity.sellerMustGive.every((f) => party.identity[f]?.verified);
  const { missing, daysDoneAt } = probationProgress(rulebook, {
    standing,
    registeredAt: party.registeredAt,
    identityVerified,
    deliveredOrders: counts.delivered,
    now,
  });
  const { lifts } = rulebook.entry.probation;
  return {
    stage: standing.stage,
    /** Limits are tighter than those of other new sellers, after a hold or while points count. */
    strict: isStrict(rulebook, standing, now),
    limits: {
      openOrdersMax,
      listingsMax,
      orderValueMax: orderValueMinorMax && {
        amountMinor: orderValueMinorMax[party.currency],
        currency: party.currency,
      },
      payoutDelayDays,
    },
    used: { openOrders: counts.open, listings: counts.listed },
    everListed: counts.everListed,
    unlocks: {
      missing: standing.stage === 'established' ? [] : [...missing],
      deliveredOrders: counts.delivered,
      deliveredOrdersMin: lifts.deliveredOrdersMin,
      registeredAt: party.registeredAt,
      daysDoneAt,
      points: activePoints(standing, now),
    },
    identity: identityOf(reader, party),
    hasPayoutAccount: party.payoutAccount !== null,
  };
}

function identityOf({ rulebook }: Reader, party: Party) {
  const { sellerMustGive, giveBeforeSellingIn } = rulebook.identity;
  const mustGive = [...new Set([...sellerMustGive, ...(party.asked?.fields ?? [])])];
  const missing = mustGive.filter((f) => !isTold(party, f));
  const facts = Object.entries(party.identity);
  return {
    mustGive,
    missing,
    unverified: mustGive.filter((f) => f !== 'bank-account' && party.identity[f]?.verified === false),
    /** `null` beside missing fields: the time is up. */
    giveBy: party.asked?.giveBy ?? null,
    /** Asked because so much is sold to a country whose law wants it. */
    highVolume: party.asked?.because === 'high-volume',
    /** Of those who sold so much: since when the year runs, and until when to certify if that is asked. */
    certificate: party.certificate,
    beforeSelling:
      giveBeforeSellingIn.includes(party.country) && sellerMustGive.some((f) => !party.identity[f]),
    toCorrect: facts.flatMap(([field, fact]) =>
      fact.rejected ? [{ field, why: fact.rejected.why, correctBy: fact.rejected.correctBy }] : [],
    ),
  };
}

function isTold({ identity, payoutAccount }: Party, field: AskedField): boolean {
  return field === 'bank-account' ? payoutAccount !== null : identity[field] !== undefined;
}

async function countsOf({ db }: Reader, seller: PartyId): Promise<Counts> {
  const rows = await db.pool.query<Counts>(
    `select (select count(*)::int from concept_order where "openOf" = $1) as open,
       (select count(*)::int from concept_listing where seller = $1 and status in ('live', 'in-review')) as listed,
       (select count(*)::int from concept_order where seller = $1 and status = 'delivered') as delivered,
       exists (select from concept_listing where seller = $1) as "everListed"`,
    [seller],
  );
  return rows.rows[0] ?? { open: 0, listed: 0, delivered: 0, everListed: false };
}
