/** A command that the rules do not allow. A refusal is a value; only our own mistakes throw. */
export interface Refusal<Code extends string = string> {
  readonly refused: Code;
  /** Plain words for the person who asked: what was wrong and what to do. */
  readonly why?: string;
  /** The input field at fault, as a dotted path, where there is one. */
  readonly field?: string;
  /** Facts a page may want to show (ids, dates, limits). No personal data. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

export type Decision<Event, Code extends string = string> = readonly Event[] | Refusal<Code>;

export function refuse<Code extends string>(
  refused: Code,
  why?: string,
  more?: Pick<Refusal, 'field' | 'facts'>,
): Refusal<Code> {
  return { refused, ...(why === undefined ? {} : { why }), ...more };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** Thrown for our own mistakes: a state that the code promises can't happen. Ends as a 500 and in the logs. */
export class Bug extends Error {
  override name = 'Bug';
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}
