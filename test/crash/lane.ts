import type { Actor } from '../../src/door/actor.ts';
import type { PartyId } from '../../src/kernel/ids.ts';
import type { Random } from '../../simulation/random.ts';
import type { Answer, Client } from './client.ts';

/** What goes on in the market while things are killed: each lane does one thing after the other, beside the others. */
export interface Lane {
  readonly name: string;
  /** One small act of a few requests. Throws if the market answers what it must not. */
  step(): Promise<void>;
}

/** What a lane is given, and what it leaves for the invariants. */
export interface Stage {
  readonly client: Client;
  readonly random: Random;
  /** The market's time, as it was last set. */
  now(): number;
  /** Facts from outside that were taken. */
  readonly facts: string[];
  /** Streams that answers have named. */
  readonly streams: { readonly concept: string; readonly stream: string }[];
  /** A key that no request had before. */
  readonly key: (what: string) => string;
  /** Counts what really happened, so that a run in which everything was refused does not look good. */
  readonly count: (what: string) => void;
}

export const staff = (name: string, ...roles: Extract<Actor, { kind: 'staff' }>['roles']): Actor => ({
  kind: 'staff',
  partyId: `pty_${name}` as PartyId,
  roles,
});

/** The body of an answer that must be a success. */
export function done(answer: Answer, what: string): unknown {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
