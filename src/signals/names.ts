/** No number, no place, no slot; also at the end of a chain. */
export const NONE = -1;

/** Begins what is added to an id to tell units apart; no id contains it. */
export const PART = '\n';

/**
 * Names, such as the ids of orders, each with a number. A name is a string that is new in every fact, and looking one
 * up is the dearest thing that taking in a fact does: it is done once a fact, and everything inside goes by numbers.
 */
export class Names {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly holders: number[] = [];
  private readonly free: number[] = [];
  /** Numbers that nobody held at some time since the last sweep. */
  private idle: number[] = [];
  private readonly keeps: boolean;

  /** `keeps`: every name keeps its number for good, whether or not anybody needs it. */
  constructor(keeps: boolean) {
    this.keeps = keeps;
  }

  /** `NONE` for a name without a number. */
  find(text: string): number {
    return this.numbers.get(text) ?? NONE;
  }

  /**
   * The number of a name. It stays so until the next `sweep`, whoever lets go of it meanwhile: while a fact is taken in,
   * what it is about may be forgotten, and come to be known anew.
   */
  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.free.pop() ?? this.texts.length;
    this.numbers.set(text, number);
    this.texts[number] = text;
    this.holders[number] = 0;
    if (!this.keeps) this.idle.push(number);
    return number;
  }

  text(number: number): string {
    return this.texts[number] as string;
  }

  /** One more that needs the number. */
  hold(number: number): void {
    if (this.keeps) return;
    this.holders[number] = (this.holders[number] as number) + 1;
  }

  /** One less. */
  release(number: number): void {
    if (this.keeps) return;
    const holders = (this.holders[number] as number) - 1;
    this.holders[number] = holders;
    if (holders === 0) this.idle.push(number);
  }

  /** Numbers that nobody holds are given anew from now on: to be called when nothing is under way that goes by them. */
  sweep(): void {
    if (this.idle.length === 0) return;
    for (const number of this.idle) {
      if (this.holders[number] !== 0) continue;
      this.numbers.delete(this.text(number));
      this.texts[number] = '';
      // It may be listed twice.
      this.holders[number] = NONE;
      this.free.push(number);
    }
    this.idle = [];
  }
}

/** Places at first; the table doubles when it is full. */
const PLACES_MIN = 64;

/** Where things with a number have their place; most of them in many tables have none. */
export class Places {
  private places = new Int32Array(PLACES_MIN).fill(NONE);

  /** `NONE` for a number without a place. */
  get(number: number): number {
    return number < this.places.length ? (this.places[number] as number) : NONE;
  }

  set(number: number, place: number): void {
    if (number >= this.places.length) {
      const grown = new Int32Array(2 * Math.max(this.places.length, number)).fill(NONE, this.places.length);
      grown.set(this.places);
      this.places = grown;
    }
    this.places[number] = place;
  }
}
