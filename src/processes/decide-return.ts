import {
  decideReturn as decideOutcome,
  appealDecision,
  judgeReturnAppeal,
} from '../aftersales/returns/platform.ts';
import type { ReturnEvent } from '../aftersales/returns/events.ts';
import { returns } from '../aftersales/returns/evolve.ts';
import type { Outcome, Remedy, Return } from '../aftersales/returns/return.ts';
import { type Decision, isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, ReturnId } from '../kernel/ids.ts';
import type { CashierCalls } from './cashier.ts';
import { settle, stepReturn } from './return-steps.ts';
import { decidedAlready, ownsAnyOf } from './judge-conflict.ts';
import type { World } from './world.ts';

interface ByStaff {
  readonly returnId: ReturnId;
  readonly by: PartyId;
  readonly words: string;
  readonly cashier?: CashierCalls;
}

async function asStaff(
  world: World,
  { returnId, by, cashier }: ByStaff,
  decide: (state: Return) => Decision<ReturnEvent>,
): Promise<Return | Refusal> {
  const state = await world.unit.lock(returns, returnId, 'update');
  if (!state) return refuse('not-found', 'There is no such return.');
  const own = await ownsAnyOf(world, [state.buyer, state.seller], by);
  if (own) return own;
  const events = decide(state);
  return isRefusal(events) ? events : settle(world, returnId, state, events, cashier);
}

/** A representative decides on the frozen evidence, with reasons for both sides. */
export function decideReturn(
  world: World,
  input: ByStaff & {
    readonly outcome: Outcome;
    readonly remedy: Remedy | null;
    readonly amountMinor: number | null;
    readonly misuse: boolean;
  },
): Promise<Return | Refusal> {
  const { unit, rulebook } = world;
  const { by, returnId, words, outcome, remedy, amountMinor, misuse } = input;
  return asStaff(world, input, (state) => {
    const reasons = unit.keep({ party: returnId, kind: 'decision-words', value: words });
    const command = { by, outcome, remedy, amountMinor, misuse, reasons, at: unit.now };
    return decideOutcome(state, command, rulebook);
  });
}

/** Somebody else looks at it again, once; who has two accounts among the staff is one person. */
export async function judgeAppeal(
  world: World,
  input: ByStaff & { readonly outcome: 'upheld' | 'reversed' },
): Promise<Return | Refusal> {
  const { unit, rulebook } = world;
  const { by, returnId, words, outcome } = input;
  const decided = (await unit.load(returns, returnId))?.decision;
  const twice = decided && (await decidedAlready(world, [decided.by], by));
  if (twice) return twice;
  return asStaff(world, input, (state) => {
    const reasons = unit.keep({ party: returnId, kind: 'decision-words', value: words });
    return judgeReturnAppeal(state, { reviewer: by, outcome, reasons, at: unit.now }, rulebook);
  });
}

export function appealReturn(
  world: World,
  input: { readonly returnId: ReturnId; readonly by: PartyId; readonly text: string },
): Promise<Return | Refusal> {
  const { unit, rulebook } = world;
  const value = input.text.trim();
  return stepReturn(world, input, (state, side) => {
    if (value.length === 0 || value.length > rulebook.evidence.textCharactersMax)
      return refuse('text-length', 'Say why it is wrong.', { field: 'text' });
    const text = unit.keep({ party: input.by, kind: 'appeal-text', value });
    return appealDecision(state, { by: side, text, at: unit.now }, rulebook);
  });
}
