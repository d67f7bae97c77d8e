import { parseArgs } from 'node:util';
import { DECISIONS } from './decisions/measurements.ts';
import { RELEVANCE } from './relevance/measurements.ts';
import { SEARCH } from './search/measurements.ts';
import { DESK } from './desk/measurements.ts';
import { STOREFRONT } from './storefront/measurements.ts';
import { throwAwayLeftOvers } from '../test/throwaway.ts';
import { judged, type JudgedRow, type Measurement, MissingData, readGoals } from './row.ts';

/**
 * `npm run bench -- NAME [--json] [--data DIR]`. Prints the rows, and progress on stderr. Exit 0: measured, whether or not the
 * goals hold; 2: wrong use; 1: a measurement failed.
 */
const BENCHES: Readonly<Record<string, readonly Measurement[]>> = {
  decisions: DECISIONS,
  desk: DESK,
  relevance: RELEVANCE,
  search: SEARCH,
  storefront: STOREFRONT,
};

const EXIT_WRONG_USE = 2;

function usage(): never {
  process.stderr.write(
    `usage: npm run bench -- NAME [--json] [--data DIR]\nNAME: ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(EXIT_WRONG_USE);
}

function line(row: JudgedRow): string {
  const mark = row.holds === null ? ' ' : row.holds ? 'holds' : 'FAILS';
  const value = `${row.value} ${row.unit}`.padEnd(24);
  return `${row.metric.padEnd(28)} ${value} ${(row.goal ?? '').padEnd(12)} ${mark}  ${row.note}`;
}

function optionsOf(args: readonly string[]): { name: string; json: boolean; data: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, data: { type: 'string' } },
    });
    const [name, more] = positionals;
    if (name !== undefined && more === undefined) return { name, json: values.json, data: values.data };
  } catch {
    // An option that we do not know.
  }
  return usage();
}

async function main(args: readonly string[]): Promise<void> {
  const { name, json, data } = optionsOf(args);
  const measurements = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (measurements === undefined) usage();
  const goals = readGoals()[name] ?? {};
  const rows: JudgedRow[] = [];
  const failed: string[] = [];
  const progress = (text: string) => process.stderr.write(`${text}\n`);
  await throwAwayLeftOvers();
  for (const measure of measurements)
    try {
      const found = await measure(progress, { data });
      rows.push(...found.map((row) => judged(row, goals[row.metric])));
    } catch (error) {
      if (error instanceof MissingData) throw error;
      // What the others have measured is worth having all the same.
      progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
      failed.push(measure.name);
      process.exitCode = 1;
    }
  process.stdout.write(
    json
      ? `${JSON.stringify({ bench: name, rows, ...(failed.length > 0 ? { failed } : {}) })}\n`
      : `${rows.map(line).join('\n')}\n`,
  );
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof MissingData)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
