/** One of several processes that serve the web: see `web-processes.ts`. Deadlines and sealing are the first process's work. */
import { assert } from './kernel/decision.ts';
import { keepHeapSmall } from './platform/heap.ts';
import { ensureBuilt } from './ui/build.ts';
import { mountWeb, openWebMarket, serveWeb, type WebSetup } from './web.ts';
import { SETUP_VARIABLE } from './web-processes.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);
const given = process.env[SETUP_VARIABLE];
assert(given, 'web-process.ts is started by web-processes.ts');
const setup = JSON.parse(given) as WebSetup;

const { market, stopServing } = await serving().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

async function serving() {
  keepHeapSmall();
  const opened = await openWebMarket(setup, say);
  await mountWeb(opened, await ensureBuilt({ log: say }));
  return { market: opened, stopServing: await serveWeb(opened, setup) };
}

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void stopServing()
    .then(() => market.close())
    .finally(() => process.exit(0));
};
process.on('SIGTERM', stop);
// Ctrl-C reaches every process of the terminal: the first one tells us when it is our turn.
process.on('SIGINT', () => undefined);
// Without the first process nothing seals and no deadline is kept: better none than one that serves on.
process.on('disconnect', stop);
