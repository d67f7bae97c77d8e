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
  private readonly keeps: boolean;

  /** `keeps`: every name keeps its number for good, whether or not anybody needs it. */
  constructor(keeps: boolean) {
    this.keeps = keeps;
  }

  /** `NONE` for a name without a number. */
  find(text: string): number {
    return this.numbers.get(text) ?? NONE;
  }

  /** The number of a name; a new one is lost with the next `drop` unless somebody holds it by then. */
  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.free.pop() ?? this.texts.length;
    this.numbers.set(text, number);
    this.texts[number] = text;
    this.holders[number] = 0;
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

  /** One less; a number that nobody needs is given anew. */
  release(number: number): void {
    if (this.keeps) return;
    this.holders[number] = (this.holders[number] as number) - 1;
    this.drop(number);
  }

  /** Gives the number up unless somebody holds it. */
  drop(number: number): void {
    if (this.keeps || number === NONE || this.holders[number] !== 0) return;
    this.numbers.delete(this.text(number));
    this.texts[number] = '';
    // So that it is not dropped once more.
    this.holders[number] = NONE;
    this.free.push(number);
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
