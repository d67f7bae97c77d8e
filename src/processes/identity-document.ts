import { keptFiles, releaseFile } from '../cases/kept-file.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, UploadId } from '../kernel/ids.ts';
import { decideAskDocument } from '../market/parties/decide.ts';
import { parties, type Party } from '../market/parties/party.ts';
import { giveNotice } from './give-notice.ts';
import { ownUploads, useUploads } from './keep-upload.ts';
import type { World } from './world.ts';

/** One person never has so many. */
const FILES_MAX = 100_000;

/**
 * Makes a file of the party's own its identification document. The one before goes: what nobody compares any more is
 * not kept. Refuses `not-found` and `file-type-not-accepted`.
 */
export async function useDocument(
  world: World,
  party: PartyId,
  document: UploadId,
): Promise<Refusal | undefined> {
  const field = 'identity.document';
  const files = await ownUploads(world, party, [document]);
  if (isRefusal(files)) return { ...files, field };
  if (files.some((file) => file.kind === 'video'))
    return refuse('file-type-not-accepted', 'A document is given as a photo or as a PDF.', { field });
  await releaseDocuments(world, party, document);
  useUploads(world, files, party);
  return undefined;
}

/** Lets the identification document go with the rest of what was told. */
export async function releaseDocuments({ unit }: World, party: PartyId, but?: UploadId): Promise<void> {
  for (const { id, state } of await unit.find(keptFiles, { owner: party }, FILES_MAX)) {
    const events = id === but ? [] : releaseFile(state, party, unit.now);
    if (events.length === 0) continue;
    if (unit.append(keptFiles, id, events).isGone) unit.erase(id, []);
  }
}

/**
 * Notes that a member of staff reads it, before they do. Refuses `not-found` where there is none, so that nothing is noted
 * that nobody could read.
 */
export async function openDocument(
  world: World,
  input: { readonly partyId: PartyId; readonly by: PartyId },
): Promise<object | Refusal> {
  const { unit } = world;
  const { partyId, by } = input;
  const document = (await unit.load(parties, partyId))?.identity.document?.value;
  const id = document && (await unit.reveal([document])).get(document);
  const file = id === undefined ? undefined : await unit.load(keptFiles, id);
  if (!document || file?.owner !== partyId || file.isGone)
    return refuse('not-found', 'There is no such document.');
  unit.append(parties, partyId, [{ type: 'DocumentOpened', at: unit.now, by, document }]);
  return {};
}

/** Asks a seller for it, and tells them until when; after that the account is held until it is given. */
export async function askDocument(
  world: World,
  input: { readonly partyId: PartyId },
): Promise<Party | Refusal> {
  const { unit, rulebook } = world;
  const { partyId } = input;
  const party = await unit.load(parties, partyId);
  if (!party) return refuse('not-found', 'There is no such party.');
  const decision = decideAskDocument(party, { at: unit.now }, rulebook);
  if (isRefusal(decision) || decision.length === 0) return isRefusal(decision) ? decision : party;
  const after = unit.append(parties, partyId, decision);
  if (typeof after.asked?.giveBy === 'number')
    giveNotice(world, {
      to: partyId,
      body: {
        kind: 'identity-asked',
        because: 'to-verify',
        fields: after.asked.fields,
        dueAt: after.asked.giveBy,
      },
    });
  return after;
}
