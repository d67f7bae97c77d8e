import type { EpochMs } from '../kernel/time.ts';
import type { ComplaintJudgedFact } from './fact.ts';
import type { Names } from './names.ts';
import type { MetricRule } from './rules.ts';
import { isLater } from './findings.ts';
import { NEVER, type SavedUnit, type TalkKind, Units } from './units.ts';

const ANSWERED = 1;
const JUDGED = 2;
const TALK_TIMES = 3;

type Outcome = ComplaintJudgedFact['outcome'];
const OUTCOMES: readonly Outcome[] = ['undetermined', 'founded', 'unfounded'];

export type SavedTalk = readonly [unit: SavedUnit, judged: Outcome];

/** Questions, conversations, returns or complaints: see `Units`. */
export class TalkUnits extends Units {
  constructor(kind: TalkKind, rules: readonly MetricRule[], names: Names, people: Names) {
    super(kind, rules, names, people, TALK_TIMES);
  }

  answeredAt(slot: number): EpochMs {
    return this.time(slot, ANSWERED);
  }
  judged(slot: number): Outcome {
    return OUTCOMES[this.note(slot)] as Outcome;
  }

  start(slot: number, at: EpochMs, counterparty: number): void {
    const known = this.at(slot);
    if (at > known || (at === known && this.people.text(counterparty) >= this.counterpartyId(slot))) return;
    this.begun(slot, at, counterparty);
  }

  answer(slot: number, at: EpochMs): void {
    if (at < this.answeredAt(slot)) this.setTime(slot, ANSWERED, at);
  }

  judge(slot: number, fact: Pick<ComplaintJudgedFact, 'at' | 'outcome'>): void {
    const known = this.time(slot, JUDGED);
    if (known !== NEVER && !isLater(fact, { at: known, outcome: this.judged(slot) })) return;
    this.setTime(slot, JUDGED, fact.at);
    this.setNote(slot, OUTCOMES.indexOf(fact.outcome));
  }

  save(slot: number): SavedTalk {
    return [this.saved(slot), this.judged(slot)];
  }

  restore(slot: number, talk: SavedTalk): void {
    const [unit, judged] = talk;
    this.put(slot, unit);
    this.setNote(slot, OUTCOMES.indexOf(judged));
  }
}
