import type { Concept } from '../kernel/concept.ts';
import { assert, type Decision, refuse } from '../kernel/decision.ts';
import type { PartyId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Upload } from './evidence.ts';

/** A file that somebody brought, before and after a complaint or a case uses it. */
export interface KeptFile extends Upload {
  readonly owner: PartyId;
  readonly keptAt: EpochMs;
  /** Complaints and cases that it belongs to, and the party whose identity it shows. */
  readonly usedIn: readonly string[];
  /** When it goes if nothing uses it by then; `null` when something does, or it is gone. */
  readonly goesAt: EpochMs | null;
  readonly isGone: boolean;
}

export type KeptFileEvent =
  | ({
      readonly type: 'FileKept';
      readonly at: EpochMs;
      readonly owner: PartyId;
      readonly goesAt: EpochMs;
    } & Upload)
  | { readonly type: 'FileUsed'; readonly at: EpochMs; readonly in: string }
  /** Nothing there needs it any more. */
  | { readonly type: 'FileReleased'; readonly at: EpochMs; readonly from: string }
  /** Came by mail, and its sender has shown which account is theirs: from now on it goes with that. */
  | { readonly type: 'FileHandedOver'; readonly at: EpochMs; readonly to: PartyId }
  | { readonly type: 'FileDropped'; readonly at: EpochMs; readonly why: 'removed' | 'unused' | 'replaced' };

type FileDecision = Decision<KeptFileEvent>;

/** Keeps it, or finds it kept: the same file of the same person is one, however often it is sent. */
export function keepFile(
  state: KeptFile | undefined,
  command: {
    readonly owner: PartyId;
    readonly upload: Upload;
    readonly unused: number;
    readonly at: EpochMs;
  },
  rulebook: Pick<Rulebook, 'evidence'>,
): FileDecision {
  if (state && !state.isGone) return [];
  const { owner, upload, unused, at } = command;
  const { uploadsUnusedMax, uploadsUnusedDays } = rulebook.evidence;
  if (unused >= uploadsUnusedMax)
    return refuse(
      'too-many-uploads',
      `${uploadsUnusedMax} of your files are not used yet. Remove some, or send what they belong to.`,
      { field: 'content' },
    );
  return [{ type: 'FileKept', at, owner, goesAt: at + uploadsUnusedDays * DAY_MS, ...upload }];
}

export function useFile(state: KeptFile, place: string, at: EpochMs): readonly KeptFileEvent[] {
  return state.usedIn.includes(place) ? [] : [{ type: 'FileUsed', at, in: place }];
}

/** No longer needed at a place: it goes, unless it is part of something else. */
export function releaseFile(state: KeptFile, place: string, at: EpochMs): readonly KeptFileEvent[] {
  if (!state.usedIn.includes(place)) return [];
  const released = { type: 'FileReleased', at, from: place } as const;
  return state.usedIn.length > 1 ? [released] : [released, { type: 'FileDropped', at, why: 'replaced' }];
}

/** What a complaint or a case rests on stays, and what shows who somebody is. */
export function dropFile(state: KeptFile, why: 'removed' | 'unused', at: EpochMs): FileDecision {
  if (state.isGone) return [];
  if (state.usedIn.length > 0)
    return refuse('upload-in-use', 'This file is part of a complaint or a case, or shows who you are.');
  if (why === 'unused' && (state.goesAt === null || state.goesAt > at)) return refuse('not-due');
  return [{ type: 'FileDropped', at, why }];
}

export function evolveKeptFile(state: KeptFile | undefined, event: KeptFileEvent): KeptFile {
  if (event.type === 'FileKept') {
    const { type: _, at: keptAt, ...facts } = event;
    return { ...facts, keptAt, usedIn: [], isGone: false };
  }
  assert(state, `${event.type} before FileKept`);
  switch (event.type) {
    case 'FileUsed':
      return { ...state, usedIn: [...state.usedIn, event.in], goesAt: null };
    case 'FileReleased':
      return { ...state, usedIn: state.usedIn.filter((place) => place !== event.from) };
    case 'FileHandedOver':
      return { ...state, owner: event.to };
    case 'FileDropped':
      return { ...state, goesAt: null, isGone: true };
    default:
      return event satisfies never;
  }
}

/** Stream id `upl_...`, made of whose it is and of its bytes. */
export const keptFiles: Concept<KeptFile, KeptFileEvent, 'owner' | 'unused_of'> = {
  name: 'kept_file',
  revision: 1,
  evolve: evolveKeptFile,
  columns: {
    owner: { type: 'text', of: (f) => f.owner },
    unused_of: { type: 'text', of: (f) => (f.isGone || f.usedIn.length > 0 ? null : f.owner) },
  },
  due: (f) => f.goesAt ?? undefined,
};
