import type { Actor } from '../../src/door/actor.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed: boolean;
}

/** A change that was answered: the market has promised never to forget or repeat it. */
export interface Promised {
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  readonly answer: Answer;
}

const RETRY_MS = 25;
/** Longer than any start: after this, the market is not coming back. */
const GIVE_UP_MS = 60_000;
const ANSWER_MS_MAX = 20_000;

/** Asks a market that may be away or die while it answers, as a good client does: again, with the same key. */
export class Client {
  readonly promises: Promised[] = [];
  /** Requests that were sent more than once. */
  repeated = 0;
  private readonly port: () => number;

  constructor(port: () => number) {
    this.port = port;
  }

  async read(actor: Actor, path: string): Promise<Answer> {
    return this.untilAnswered({ actor, method: 'GET', path, body: undefined, key: '' });
  }

  /** A change; answered once it is done, or refused. */
  async change(actor: Actor, method: string, path: string, body: unknown, key: string): Promise<Answer> {
    const wish = { actor, method, path, body, key };
    const answer = await this.untilAnswered(wish);
    if (answer.status < 300) this.promises.push({ ...wish, answer });
    return answer;
  }

  /** Sends an answered change again, once. */
  async again(promised: Promised): Promise<Answer> {
    return this.untilAnswered(promised);
  }

  private async untilAnswered(wish: Omit<Promised, 'answer'>): Promise<Answer> {
    for (const started = performance.now(); ;) {
      const answer = await ask(this.port(), wish);
      if (answer && answer.status < 500) return answer;
      if (performance.now() - started > GIVE_UP_MS)
        throw new Error(`${wish.method} ${wish.path} was not answered: ${JSON.stringify(answer)}`);
      this.repeated += 1;
      await new Promise((resume) => setTimeout(resume, RETRY_MS));
    }
  }
}

/** One request, once. Undefined: not there, or gone before it had answered, so that nobody knows whether it was done. */
export async function ask(port: number, wish: Omit<Promised, 'answer'>): Promise<Answer | undefined> {
  const { actor, method, path, body, key } = wish;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        'x-test-actor': JSON.stringify(actor),
        'content-type': 'application/json',
        ...(key === '' ? {} : { 'idempotency-key': key }),
      },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: JSON.parse(text),
      replayed: response.headers.get('idempotency-replayed') === 'true',
    };
  } catch {
    return undefined;
  }
}
