/** Fifty colleagues at their desks, in a thread of their own: what they wait for is measured there, as a browser would. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Actor } from '../../src/door/actor.ts';
import { randomFrom } from '../random.ts';

export type Step = 'queue' | 'next' | 'ticket' | 'answer';

export interface Timed {
  readonly what: Step;
  readonly at: number;
  readonly ms: number;
}

export interface Shift {
  readonly base: string;
  /** Where the server finds who asks. */
  readonly header: string;
  readonly agents: readonly Actor[];
  readonly untilMs: number;
  /** How long an agent looks before the next press, on average. */
  readonly thinkingMs: Readonly<Record<Step, number>>;
}

const { base, header, agents, untilMs, thinkingMs } = workerData as Shift;
const timed: Timed[] = [];
const random = randomFrom(1);

/** People are not in step: half as long to one and a half times. */
const think = (after: Step) => sleep(thinkingMs[after] * (0.5 + random()));

async function ask(actor: Actor, what: Step, method: string, path: string, body?: unknown): Promise<unknown> {
  const started = performance.now();
  const response = await fetch(base + path, {
    method,
    headers: {
      [header]: JSON.stringify(actor),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  timed.push({ what, at: Date.now(), ms: performance.now() - started });
  await think(what);
  return answer;
}

/** Looks at the queue, takes the next, reads it, answers. */
async function oneTicket(actor: Actor): Promise<void> {
  await ask(actor, 'queue', 'GET', '/desk/tickets?view=free');
  const { ticketId } = (await ask(actor, 'next', 'POST', '/desk/next', {})) as { ticketId: string | null };
  if (ticketId === null) throw new Error('the desk ran out of tickets');
  const page = (await ask(actor, 'ticket', 'GET', `/desk/tickets/${ticketId}`)) as {
    ticket: { messages: number };
  };
  await ask(actor, 'answer', 'POST', `/desk/tickets/${ticketId}/answers`, {
    text: 'Twice a year, with linseed oil.',
    then: 'solve',
    cause: 'answered',
    seen: page.ticket.messages,
  });
}

await Promise.all(
  agents.map(async (actor) => {
    await think('answer');
    while (Date.now() < untilMs) await oneTicket(actor);
  }),
);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(timed);
