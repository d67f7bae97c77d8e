import { DECISIONS } from './decisions/measurements.ts';
import { STOREFRONT } from './storefront/measurements.ts';
import { judged, type JudgedRow, type Measurement, readGoals } from './row.ts';

/**
 * `npm run bench -- NAME [--json]`. Prints the rows, and progress on stderr. Exit 0: measured, whether or not the
 * goals hold; 2: wrong use; 1: a measurement failed.
 */
const BENCHES: Readonly<Record<string, readonly Measurement[]>> = {
  decisions: DECISIONS,
  storefront: STOREFRONT,
};

const EXIT_WRONG_USE = 2;

function usage(): never {
  process.stderr.write(`usage: npm run bench -- NAME [--json]\nNAME: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(EXIT_WRONG_USE);
}

function line(row: JudgedRow): string {
  const mark = row.holds === null ? ' ' : row.holds ? 'holds' : 'FAILS';
  const value = `${row.value} ${row.unit}`.padEnd(24);
  return `${row.metric.padEnd(28)} ${value} ${(row.goal ?? '').padEnd(12)} ${mark}  ${row.note}`;
}

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.filter((arg) => arg.startsWith('--') && arg !== '--json');
  const name = names[0];
  const measurements = name === undefined ? undefined : BENCHES[name];
  if (name === undefined || measurements === undefined || names.length > 1 || unknown.length > 0) usage();
  const goals = readGoals()[name] ?? {};
  const rows: JudgedRow[] = [];
  for (const measure of measurements) {
    const found = await measure((text) => process.stderr.write(`${text}\n`));
    rows.push(...found.map((row) => judged(row, goals[row.metric])));
  }
  process.stdout.write(
    args.includes('--json') ? `${JSON.stringify({ bench: name, rows })}\n` : `${rows.map(line).join('\n')}\n`,
  );
}

await main(process.argv.slice(2));
