import { parseArgs } from 'node:util';
import { crashRun, newSeed } from '../crash/run.ts';
import { throwAwayLeftOvers } from '../throwaway.ts';

const USAGE = `npm run soak -- [--points N] [--seed S]

  --points N   how often something is killed; 200 if not said
  --seed S     the same plan again; a new one if not said

Exit 0: everything held; 1: something was lost, done twice or broken; 2: wrong use.`;

const POINTS = 200;

function options(): { points: number; seed: string } | undefined {
  try {
    const { values } = parseArgs({ options: { points: { type: 'string' }, seed: { type: 'string' } } });
    const points = Number(values.points ?? POINTS);
    return Number.isInteger(points) && points > 0 ? { points, seed: values.seed ?? newSeed() } : undefined;
  } catch {
    return undefined;
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const asked = options();
  if (!asked) {
    say(USAGE);
    return 2;
  }
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  say(`seed ${asked.seed}, ${asked.points} points`);
  await throwAwayLeftOvers();
  try {
    const result = await crashRun({ ...asked, log: (line) => say(`${seconds()} s  ${line}`) });
    say(JSON.stringify(result, null, 2));
    if (result.violations.length === 0) return 0;
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  say(`FAILED. Again with: npm run soak -- --points ${asked.points} --seed ${asked.seed}`);
  return 1;
}

process.exitCode = await main();
