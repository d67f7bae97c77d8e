import type { Refusal } from '../kernel/decision.ts';
import type { ListingId, PartyId } from '../kernel/ids.ts';
import { listingAttempts } from '../market/listings/attempt.ts';
import type { World } from './world.ts';

/** Keeps that somebody tried to offer what may not be offered. Any other refusal is between them and the form. */
export async function noteRefusedListing(
  { unit }: Pick<World, 'unit'>,
  input: {
    readonly seller: PartyId;
    readonly refusal: Refusal;
    readonly title?: string | undefined;
    readonly listingId?: ListingId;
  },
): Promise<void> {
  const { seller, refusal, title, listingId } = input;
  if (refusal.refused !== 'prohibited-goods' && refusal.refused !== 'barred-goods') return;
  const { rule, clause, matched } = refusal.facts ?? {};
  unit.append(listingAttempts, unit.ids.next('lat'), [
    {
      type: 'ListingAttemptRefused',
      at: unit.now,
      seller,
      ...(title === undefined ? {} : { title }),
      ...(listingId === undefined ? {} : { listingId }),
      rule: String(rule),
      clause: String(clause),
      matched: String(matched),
    },
  ]);
}
