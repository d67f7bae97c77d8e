import { type Decision, refuse } from '../../kernel/decision.ts';
import { DAY_MS, type EpochMs, plusMonths } from '../../kernel/time.ts';
import type { AskedField } from '../../rulebook/trade.ts';
import type { Rulebook } from '../../rulebook/schema.ts';
import type { IdentityField, Party, PartyEvent } from './party.ts';
import { knows } from './told.ts';

type Rules = Pick<Rulebook, 'identity'>;

/** Fields whose time is up: found `wrong` and not corrected, or asked for and still `missing`. */
export function overdueFields(
  party: Party,
  now: EpochMs,
): { readonly wrong: readonly IdentityField[]; readonly missing: readonly AskedField[] } {
  const wrong = (Object.keys(party.identity) as IdentityField[]).filter((field) => {
    const rejected = party.identity[field]?.rejected;
    return typeof rejected?.correctBy === 'number' && rejected.correctBy <= now;
  });
  const { asked } = party;
  return { wrong, missing: typeof asked?.giveBy === 'number' && asked.giveBy <= now ? asked.fields : [] };
}

/**
 * What the law of a country asks besides of those who sell much to it: what is missing of it, one question at a time, and
 * every year that all of it is current. Nothing where nothing is due.
 */
export function decideAskMore(
  party: Party,
  { at }: { readonly at: EpochMs },
  rulebook: Rules,
): Decision<PartyEvent> {
  const { alsoGive, giveWithinDays, certifyEveryMonths, certifyWithinDays } = rulebook.identity.highVolume;
  if (party.erasure) return refuse('party-erased', 'This account was erased.');
  if (party.kind !== 'seller') return refuse('not-a-seller', 'Only sellers are asked who they are.');
  const { certificate } = party;
  const events: PartyEvent[] = certificate ? [] : [{ type: 'VolumeReached', at }];
  const fields = alsoGive.filter((field) => !knows(party, field));
  if (!party.asked && fields.length > 0) {
    const giveBy = at + giveWithinDays * DAY_MS;
    events.push({ type: 'IdentityAsked', at, fields, giveBy, because: 'high-volume' });
  }
  if (certificate && !certificate.asked && plusMonths(certificate.from, certifyEveryMonths) <= at) {
    const certifyBy = at + certifyWithinDays * DAY_MS;
    events.push({ type: 'CertificateAsked', at, certifyBy, isLast: false });
  }
  return events;
}

/** By the seller: what was told is current, nothing has changed. */
export function decideCertify(party: Party, { at }: { readonly at: EpochMs }): Decision<PartyEvent> {
  if (party.erasure) return refuse('party-erased', 'This account was erased.');
  if (!party.certificate?.asked)
    return refuse('certificate-not-asked', 'You are not asked to certify your data now.');
  return [{ type: 'InformationCertified', at, changed: false }];
}

/**
 * What the silence of a seller leads to. The law on those who sell much wants a last notice before anything is stopped, so
 * the first deadline sets a second one; what every seller has to tell, or to correct, was announced with its deadline.
 */
export function decideOverdue(
  party: Party,
  { at }: { readonly at: EpochMs },
  rulebook: Rules,
): Decision<PartyEvent> {
  const { wrong, missing } = overdueFields(party, at);
  const events: PartyEvent[] = [];
  const again = at + rulebook.identity.highVolume.lastNoticeDays * DAY_MS;
  const { asked, certificate } = party;
  const isTold = asked?.because === 'high-volume' && !asked.isLast && missing.length > 0;
  if (isTold) events.push({ type: 'IdentityAsked', at, ...asked, giveBy: again, isLast: true });
  const fields = isTold ? wrong : [...wrong, ...missing];
  if (fields.length > 0) events.push({ type: 'IdentityOverdue', at, fields });
  const certify = certificate?.asked;
  if (typeof certify?.certifyBy === 'number' && certify.certifyBy <= at)
    events.push(
      certify.isLast
        ? { type: 'CertificateOverdue', at }
        : { type: 'CertificateAsked', at, certifyBy: again, isLast: true },
    );
  return events.length > 0 ? events : refuse('not-due', 'Nothing is due.');
}
