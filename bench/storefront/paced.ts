import { Agent, get } from 'node:http';
import { randomFrom } from '../random.ts';

const SEED = 2026;

/**
 * Requests that come as people do: independently of one another and of how long the answers take (a Poisson process), each
 * waited for from the moment it was due. autocannon's `overallRate` lets each connection send its whole second's share at
 * once, which measures a burst at full load every second instead.
 *
 * @param perSecond how many come in a second, on average
 * @returns milliseconds that each waited
 */
export async function pacedLoad(
  url: string,
  paths: readonly string[],
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true });
  const random = randomFrom(SEED);
  const answers: Promise<number>[] = [];
  const started = performance.now();
  let due = started;
  for (let i = 0; due < started + seconds * 1_000; i++) {
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const answer = waited(`${url}${paths[i % paths.length]}`, agent, due);
    // Said below, when all that are under way have ended.
    answer.catch(() => undefined);
    answers.push(answer);
    due += (-Math.log(1 - random()) / perSecond) * 1_000;
  }
  const waits = await Promise.all(answers);
  agent.destroy();
  return waits;
}

function waited(url: string, agent: Agent, due: number): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.on('data', () => undefined);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - due);
        else reject(new Error(`${url}: ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
