import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { type Checkpoint, checkpointSchema, isSignedBy } from './checkpoints.ts';
import { chainHash } from './log.ts';

export type Fault =
  | 'not-canonical'
  | 'altered'
  | 'dropped'
  | 'inserted-or-reordered'
  | 'no-closing-checkpoint'
  | 'checkpoint-altered'
  | 'checkpoint-not-signed-by-key'
  | 'tail-dropped'
  | 'rewritten';

export type Verification =
  | {
      readonly intact: true;
      readonly entries: number;
      readonly head: string;
      readonly checkpointsMatched: number;
    }
  | {
      readonly intact: false;
      readonly fault: Fault;
      readonly position: number;
      readonly line: number;
      readonly detail: string;
    };

const entryLine = z.strictObject({
  entry: z.strictObject({
    by: z.string(),
    concept: z.string(),
    event: z.looseObject({ type: z.string(), at: z.number() }),
    position: z.int().positive(),
    recordedAt: z.int(),
    stream: z.string(),
    version: z.int().positive(),
  }),
  hash: z.hex().length(64),
});
const closingLine = z.strictObject({ checkpoint: checkpointSchema });

/**
 * Checks an export with nothing but the public key: each line is canonical, each hash follows from the one before,
 * positions have no gap, and the end is signed. Checkpoints kept elsewhere (`published`) also show a tail that was cut
 * off before exporting, or a chain rewritten by somebody who holds the database. Names the first wrong entry.
 */
export async function verifyLog(
  file: string,
  publicKey: KeyObject,
  published: readonly Checkpoint[] = [],
): Promise<Verification> {
  const publishedAt = new Map(published.map((c) => [c.position, c]));
  const outsider = published.find((c) => !isSignedBy(c, publicKey));
  if (outsider)
    return broken(
      'checkpoint-not-signed-by-key',
      outsider.position,
      0,
      'a published checkpoint is not signed by this key',
    );
  const walk: Walk = { previous: Buffer.alloc(32), position: 0, line: 0, matched: 0, closing: undefined };
  for await (const text of linesOf(file)) {
    walk.line += 1;
    const fault = step(walk, text, publishedAt);
    if (fault) return fault;
  }
  return conclude(walk, published, publicKey);
}

/** Where the walk through an export stands. */
interface Walk {
  previous: Buffer;
  position: number;
  line: number;
  matched: number;
  closing: Checkpoint | undefined;
}

/** Takes one line; returns what is wrong with it, if anything. */
function step(
  walk: Walk,
  text: string,
  publishedAt: ReadonlyMap<number, Checkpoint>,
): Verification | undefined {
  const next = walk.position + 1;
  const fault = (kind: Fault, detail: string) => broken(kind, next, walk.line, detail);
  if (walk.closing) return fault('inserted-or-reordered', 'something follows the closing checkpoint');
  const value = parse(text);
  const closing = closingLine.safeParse(value);
  if (closing.success) {
    walk.closing = closing.data.checkpoint;
    if (canonical(value) === text) return undefined;
    return broken(
      'checkpoint-altered',
      walk.position,
      walk.line,
      'the closing checkpoint is not canonical JSON',
    );
  }
  const parsed = entryLine.safeParse(value);
  if (!parsed.success) return fault('altered', 'not a log entry any more');
  if (canonical(value) !== text) return fault('not-canonical', 'the bytes differ from the canonical form');
  const { entry, hash } = parsed.data;
  if (entry.position !== next) return misplaced(walk, entry, hash);
  const expected = chainHash(walk.previous, canonicalize(entry) ?? '');
  if (expected.toString('hex') !== hash)
    return fault('altered', 'its hash does not follow from its content and its predecessor');
  walk.position = next;
  walk.previous = expected;
  const outside = publishedAt.get(next);
  if (outside && outside.hash !== hash)
    return fault('rewritten', 'differs from the checkpoint published for it');
  if (outside) walk.matched += 1;
  return undefined;
}

/** An entry with another position than the next: is its number wrong, or are entries missing or moved? The hash tells. */
function misplaced(walk: Walk, entry: z.infer<typeof entryLine>['entry'], hash: string): Verification {
  const next = walk.position + 1;
  const renumbered = chainHash(walk.previous, canonicalize({ ...entry, position: next }) ?? '');
  if (renumbered.toString('hex') === hash)
    return broken('altered', next, walk.line, `its position was changed to ${entry.position}`);
  return entry.position > next
    ? broken('dropped', next, walk.line, `entries ${next} to ${entry.position - 1} are missing here`)
    : broken(
        'inserted-or-reordered',
        next,
        walk.line,
        `entry ${entry.position} stands where ${next} belongs`,
      );
}

function conclude(walk: Walk, published: readonly Checkpoint[], publicKey: KeyObject): Verification {
  const { closing, position, line } = walk;
  if (!closing)
    return broken(
      'no-closing-checkpoint',
      position,
      line,
      'the export ends without its signed checkpoint: its tail is missing',
    );
  if (!isSignedBy(closing, publicKey))
    return broken(
      'checkpoint-not-signed-by-key',
      position,
      line,
      'the closing checkpoint was altered or signed by another key',
    );
  if (closing.position !== position)
    return broken(
      'tail-dropped',
      position + 1,
      line,
      `the log had ${closing.position} entries when it was exported`,
    );
  if (closing.hash !== walk.previous.toString('hex'))
    return broken('checkpoint-altered', position, line, 'signed for another head');
  const beyond = published.find((c) => c.position > position);
  if (beyond)
    return broken(
      'tail-dropped',
      position + 1,
      line,
      `a published checkpoint knows ${beyond.position} entries`,
    );
  return { intact: true, entries: position, head: closing.hash, checkpointsMatched: walk.matched };
}

function broken(fault: Fault, position: number, line: number, detail: string): Verification {
  return { intact: false, fault, position, line, detail };
}

/**
 * Lines by the newline byte alone: a reader that also splits at carriage returns or U+2028 would take some altered
 * bytes for none. A last line without its newline, or bytes that are not UTF-8, come out marked and parse as nothing.
 */
async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (bytes: Buffer) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return 'not UTF-8';
    }
  };
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield decode(Buffer.concat([...parts, chunk.subarray(from, end)]));
      [parts, bytes, from] = [[], 0, end + 1];
    }
    parts.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > LINE_BYTES_MAX) break;
  }
  if (bytes > 0) yield 'no newline at the end, or a line that never ends';
}

/** Longer than any entry: what has no newline for so long is another file, and need not be read to its end. */
const LINE_BYTES_MAX = 64_000_000;

/** Nothing for what JSON can say and its canonical form can't: half a character, a number beyond all. */
function canonical(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
