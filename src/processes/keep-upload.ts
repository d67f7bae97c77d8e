import type { InspectedUpload, Upload } from '../cases/evidence.ts';
import { dropFile, keepFile, type KeptFile, keptFiles, useFile } from '../cases/kept-file.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, UploadId } from '../kernel/ids.ts';
import type { World } from './world.ts';

/** One person never has so many. */
const FILES_MAX = 100_000;

/**
 * Keeps a file, which goes with its owner (`eraseFiles`). Its id is made of the owner and of the bytes as they were sent, so a
 * form that is sent again after a lost connection finds the file and stores nothing twice.
 */
export async function keepUpload(
  { unit, rulebook }: World,
  owner: PartyId,
  { base64, given, ...facts }: InspectedUpload,
): Promise<{ readonly uploadId: UploadId } | Refusal> {
  const uploadId = `upl_${unit.commit('upload-id', `${owner}\n${facts.kind}\n${given}`)}` as UploadId;
  const state = await unit.load(keptFiles, uploadId);
  const unused =
    state && !state.isGone ? 0 : (await unit.find(keptFiles, { unused_of: owner }, FILES_MAX)).length;
  const content = unit.commit('upload', base64);
  const events = keepFile(state, { owner, upload: { ...facts, content }, unused, at: unit.now }, rulebook);
  if (isRefusal(events)) return events;
  if (events.length > 0) {
    // Under the file's own name, so that one file can go alone.
    unit.keep({ party: uploadId, kind: 'upload', value: base64 });
    unit.append(keptFiles, uploadId, events);
  }
  return { uploadId };
}

/** One's own files by id, in that order; `not-found` names the first that is not there any more. */
export async function ownUploads(
  { unit }: World,
  owner: PartyId,
  ids: readonly UploadId[],
): Promise<readonly (KeptFile & { readonly id: UploadId })[] | Refusal> {
  const found: (KeptFile & { readonly id: UploadId })[] = [];
  for (const [i, id] of ids.entries()) {
    const file = await unit.load(keptFiles, id);
    if (file?.owner !== owner || file.isGone)
      return refuse('not-found', 'This file is not there any more: add it again.', { field: `uploads.${i}` });
    found.push({ ...file, id });
  }
  return found;
}

/** Marks files as part of a complaint or a case, which keeps them, and returns what to note of them there. */
export function useUploads(
  { unit }: World,
  files: readonly (KeptFile & { readonly id: UploadId })[],
  place: string,
): void {
  for (const file of files) unit.append(keptFiles, file.id, useFile(file, place, unit.now));
}

export function noteOf({ kind, mime, bytes, sha256, content }: KeptFile): Upload {
  return { kind, mime, bytes, sha256, content };
}

export async function removeUpload(
  world: World,
  input: { readonly uploadId: UploadId; readonly by: PartyId },
): Promise<{ readonly uploadId: UploadId } | Refusal> {
  const { uploadId, by } = input;
  const state = await world.unit.load(keptFiles, uploadId);
  if (state?.owner !== by) return refuse('not-found', 'There is no such file of yours.');
  const refused = drop(world, uploadId, state, 'removed');
  return refused ?? { uploadId };
}

/** Nothing has used it in time. */
export async function expireUpload(world: World, id: string): Promise<object | Refusal> {
  const state = await world.unit.load(keptFiles, id);
  if (!state) return refuse('not-due');
  return drop(world, id as UploadId, state, 'unused') ?? {};
}

function drop(
  { unit }: World,
  id: UploadId,
  state: KeptFile,
  why: 'removed' | 'unused',
): Refusal | undefined {
  const events = dropFile(state, why, unit.now);
  if (isRefusal(events)) return events;
  if (events.length === 0) return undefined;
  unit.append(keptFiles, id, events);
  unit.erase(id, []);
  return undefined;
}

/** What was kept under another name is somebody's from now on. */
export async function handFilesOver({ unit }: World, from: string, to: PartyId): Promise<void> {
  for (const { id } of await unit.find(keptFiles, { owner: from }, FILES_MAX))
    unit.append(keptFiles, id, [{ type: 'FileHandedOver', at: unit.now, to }]);
}

/**
 * Lets everything go that somebody has brought: their data are erased, and nothing needs the files any more, save for a
 * while the one that shows who a trader is.
 */
export async function eraseFiles(
  { unit }: World,
  owner: PartyId,
  { butDocument }: { readonly butDocument: boolean },
): Promise<void> {
  for (const { id, state } of await unit.find(keptFiles, { owner }, FILES_MAX))
    if (!(butDocument && state.usedIn.includes(owner))) unit.erase(id, []);
}
