import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { madeUpListings, madeUpQueries, madeUpTrust, type Mode } from './corpus.ts';
import type { Rate } from './engine.ts';
import type { Measured } from './measured.ts';

const PROGRAM = fileURLToPath(new URL('lucene/Search.java', import.meta.url));
/** Where Debian's liblucene8-java puts them. */
const JARS = '/usr/share/java/lucene-{core,queries,analyzers-common}-8*.jar';
const LINES_AT_ONCE = 1_000;
const MS_MAX = 400_000;
const HOW = 'Lucene 8 in a Java process, one thread, one segment, trust an array read by doc value';

/** What the program prints. */
interface Printed extends Readonly<Record<Mode, Rate>> {
  readonly buildS: number;
  readonly diskMb: number;
}

/** Lucene 8 by a Java program of ours; a text that says why, where there is no JDK or no Lucene. */
export async function lucene(listings: number): Promise<Measured | string> {
  const jars = globSync(JARS);
  if (jars.length < 3) return 'liblucene8-java is not installed';
  if (spawnSync('javac', ['-version']).status !== 0) return 'no JDK is installed';
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-lucene-'));
  try {
    await pipeline(Readable.from(lines(listings)), createWriteStream(join(folder, 'listings.tsv')));
    const queries = madeUpQueries(listings).map((q) => [`c${q.category}`, ...q.words].join('\t'));
    writeFileSync(join(folder, 'queries.tsv'), queries.join('\n'));
    writeFileSync(join(folder, 'trust.txt'), madeUpTrust().join('\n'));
    const child = spawn('java', ['-Xmx2g', '-cp', jars.join(':'), PROGRAM, folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: MS_MAX,
    });
    const text = await new Response(Readable.toWeb(child.stdout) as ReadableStream).text();
    if (text === '') return 'its program ended without an answer';
    const { diskMb, ...found } = JSON.parse(text) as Printed;
    return { ...found, name: 'Lucene', how: HOW, rssMb: 0, size: `${diskMb} MB on disk`, trustChangeUs: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* lines(count: number): Generator<string> {
  let some = '';
  for (const { number, title, category, seller } of madeUpListings(count)) {
    some += `${number}\t${title}\tc${category}\t${seller}\n`;
    if (number % LINES_AT_ONCE === 0) {
      yield some;
      some = '';
    }
  }
  yield some;
}
