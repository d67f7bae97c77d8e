import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { checkRulebook } from './check.ts';
import { lineOf, pathText, RulebookError, type RulebookProblem } from './problem.ts';
import { rulebookSchema, type Rulebook } from './schema.ts';
import { checkTranslation, translation, type Translation } from './translation.ts';

/** The rulebook that comes with the market. */
export const RULEBOOK_FILE = fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url));

/** Larger than any sensible rulebook, small enough that a wrong file is refused before it is parsed. */
const BYTES_MAX = 2_000_000;

export interface LoadedRulebook {
  readonly rulebook: Rulebook;
  /** SHA-256 (hex) of the rulebook's canonical JSON (RFC 8785): comments and the order of keys do not count. */
  readonly hash: string;
}

/**
 * Reads, checks, freezes and hashes a rulebook. Synchronous: nothing useful can happen before it is there.
 * Throws `RulebookError`, which names file, line and path of every problem, or the file system's error.
 */
export function loadRulebook(path: string): LoadedRulebook {
  return parseRulebook(readFileSync(path, 'utf8'), path, (language) => {
    const file = path.replace(/(\.ya?ml)?$/, `.${language}$1`);
    return { file, text: readFileSync(file, 'utf8') };
  });
}

interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** As `loadRulebook`, from text; `file` is only for messages, `readTexts` gives the texts in another language. */
export function parseRulebook(
  text: string,
  file: string,
  readTexts: (language: string) => TextFile = (language) => {
    throw new Error(`the texts in ${language} are in a file of their own`);
  },
): LoadedRulebook {
  const { data, fail } = parsed(rulebookSchema, { file, text });
  if (Object.keys(data.translations).length > 0)
    fail([{ path: ['translations'], message: 'name the languages; their texts are in files of their own' }]);
  const conflicts = checkRulebook(data);
  if (conflicts.length > 0) fail(conflicts);
  const translations: Record<string, Translation> = {};
  for (const language of data.languages) {
    const texts = parsed(translation, readTexts(language));
    const gaps = checkTranslation(data, texts.data);
    if (gaps.length > 0) texts.fail(gaps);
    translations[language] = texts.data;
  }
  const rulebook = { ...data, translations };
  return { rulebook: freeze(rulebook), hash: rulebookHash(rulebook) };
}

interface Parsed<T> {
  readonly data: T;
  /** Throws with the lines of these places. */
  readonly fail: (problems: readonly LocatedIssue[]) => never;
}

/** Reads YAML by a schema; throws `RulebookError` that names every line that is wrong. */
function parsed<S extends z.ZodType>(schema: S, { file, text }: TextFile): Parsed<z.infer<S>> {
  if (Buffer.byteLength(text) > BYTES_MAX)
    throw new RulebookError(file, [
      { line: 1, path: '', message: `larger than ${BYTES_MAX} bytes: not a rulebook` },
    ]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  // One broken bracket makes the parser stumble over the rest of the file: only the first error helps.
  const broken = document.errors[0];
  if (broken !== undefined) {
    const message = `not valid YAML: ${broken.message.split(' at line ', 1)[0]}`;
    throw new RulebookError(file, [{ line: broken.linePos?.[0].line ?? 1, path: '', message }]);
  }
  const fail = (problems: readonly LocatedIssue[]): never => {
    throw new RulebookError(
      file,
      problems.map(({ path, message }): RulebookProblem => ({
        line: lineOf(document, lines, path),
        path: pathText(path),
        message,
      })),
    );
  };
  const result = schema.safeParse(plain(document, file));
  if (!result.success) return fail(result.error.issues.flatMap((issue) => issueProblems(issue, document)));
  return { data: result.data, fail };
}

/** The name under which decisions cite a rulebook. */
export function rulebookHash(rulebook: Rulebook): string {
  const canonical = canonicalize(rulebook);
  if (canonical === undefined) throw new TypeError('a rulebook is a JSON object');
  return createHash('sha256').update(canonical).digest('hex');
}

/** Aliases could blow a small file up to gigabytes; the parser's limit turns that into an error. */
function plain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RulebookError(file, [{ line: 1, path: '', message: `not valid YAML: ${message}` }]);
  }
}

interface LocatedIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Zod's issues in our words; an unknown key is located at the key itself. */
function issueProblems(issue: z.core.$ZodIssue, document: Document): readonly LocatedIssue[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'unknown key: correct its spelling, or remove it',
    }));
  if (issue.code === 'invalid_key')
    return [{ path, message: `not a possible name: ${issue.issues[0]?.message ?? issue.message}` }];
  const wanted = issue.message
    .replace(/^Invalid (input|option): expected (one of )?/, 'write ')
    .replace(/^Invalid discriminator value\. Expected/, 'write one of')
    .replace(/, received \w+$/, '')
    .replace(/^write (object|record)$/, 'write keys and their values');
  const missing = path.length > 0 && !document.hasIn(path);
  return [{ path, message: missing ? `missing: add this key (${wanted})` : wanted }];
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
