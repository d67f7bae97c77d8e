import { open, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import type { FileHandle } from 'node:fs/promises';
import type { EpochMs } from '../kernel/time.ts';
import type { RankingEngine } from './engine.ts';
import { engineOf, type Numbers, partsOf } from './snapshot.ts';

/** Raise it when what is written down, or how a listing is read, has changed. */
const REVISION = 1;
const MAGIC = `cacashop search index ${REVISION} ${endianness()}\n`;
/** Behind the magic: length and checksum of the table of contents. */
const LENGTHS = 8;
const CONTENTS_MAX = 1 << 20;

const KINDS = { Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array } as const;
type Kind = keyof typeof KINDS;

/** What a snapshot belongs to. */
export interface SnapshotMark {
  /** Everything up to this position of the sealed log is in it. */
  readonly position: number;
  /** Hash of the log there: another log's snapshot is none of ours. */
  readonly hash: string;
  /** The rules by which listings were read, as a hash. */
  readonly rules: string;
  /** Live listings that are not in it, since they were taken down. */
  readonly takenDown: readonly string[];
}

interface Contents extends SnapshotMark {
  readonly live: number;
  readonly listings: number;
  readonly segments: number;
  readonly arrays: readonly {
    readonly name: string;
    readonly kind: Kind;
    readonly length: number;
    readonly crc: number;
  }[];
}

/** A file that holds an index. */
export interface SavedSnapshot {
  readonly at: EpochMs;
  readonly bytes: number;
}

/** An index as it is now, ready to be written: it may change meanwhile. */
export type Snapshot = ReturnType<typeof partsOf>;

export function snapshotOf(engine: RankingEngine): Snapshot {
  return partsOf(engine);
}

/** Writes a snapshot beside the file and puts it in its place: a crash leaves the one before. */
export async function saveSnapshot(
  file: string,
  snapshot: Snapshot,
  mark: SnapshotMark,
): Promise<SavedSnapshot> {
  const { arrays, live, listings, segments } = snapshot;
  const contents: Contents = {
    ...mark,
    live,
    listings,
    segments,
    arrays: [...arrays].map(([name, array]) => ({
      name,
      kind: array.constructor.name as Kind,
      length: array.length,
      crc: crc32(bytesOf(array)),
    })),
  };
  const table = Buffer.from(JSON.stringify(contents));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32LE(table.length, 0);
  lengths.writeUInt32LE(crc32(table), 4);
  const beside = `${file}.${process.pid}`;
  const handle = await open(beside, 'w');
  let saved: SavedSnapshot;
  try {
    for (const part of [Buffer.from(MAGIC), lengths, table, ...[...arrays.values()].map(bytesOf)])
      await writeAll(handle, part);
    await handle.sync();
    saved = await savedAs(handle);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  return saved;
}

async function savedAs(handle: FileHandle): Promise<SavedSnapshot> {
  const { mtimeMs, size } = await handle.stat();
  return { at: Math.round(mtimeMs), bytes: size };
}

/** Reads a snapshot, or nothing if there is none, or if a single bit of it is not as it was written. */
export async function loadSnapshot(file: string): Promise<
  | {
      readonly engine: RankingEngine;
      readonly mark: SnapshotMark;
      readonly saved: SavedSnapshot;
    }
  | undefined
> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const contents = await readContents(handle);
    if (!contents) return undefined;
    const arrays = new Map<string, Numbers>();
    for (const { name, kind, length, crc } of contents.arrays) {
      const array = new KINDS[kind](length);
      if (!(await readAll(handle, bytesOf(array))) || crc32(bytesOf(array)) !== crc) return undefined;
      arrays.set(name, array);
    }
    const { position, hash, rules, takenDown } = contents;
    return {
      engine: engineOf({ ...contents, arrays }),
      mark: { position, hash, rules, takenDown },
      saved: await savedAs(handle),
    };
  } finally {
    await handle.close();
  }
}

async function readContents(handle: FileHandle): Promise<Contents | undefined> {
  const head = Buffer.alloc(MAGIC.length + LENGTHS);
  if (!(await readAll(handle, head)) || head.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  const length = head.readUInt32LE(MAGIC.length);
  if (length > CONTENTS_MAX) return undefined;
  const table = Buffer.alloc(length);
  if (!(await readAll(handle, table)) || crc32(table) !== head.readUInt32LE(MAGIC.length + 4))
    return undefined;
  const contents = JSON.parse(table.toString()) as Contents;
  // As long as it says, and no longer: else there is no telling what it is.
  const whole =
    head.length +
    length +
    contents.arrays.reduce((sum, { kind, length: n }) => sum + n * KINDS[kind].BYTES_PER_ELEMENT, 0);
  return (await handle.stat()).size === whole ? contents : undefined;
}

function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** A system call takes two gigabytes at most. */
const PIECE = 1 << 28;

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;)
    at += (await handle.write(bytes, at, Math.min(PIECE, bytes.length - at))).bytesWritten;
}

async function readAll(handle: FileHandle, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(PIECE, bytes.length - at));
    if (bytesRead === 0) return false;
    at += bytesRead;
  }
  return true;
}
