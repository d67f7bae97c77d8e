import { NONE } from './units.ts';

/**
 * The names of the units of one kind, each with a number. Both sides of an order know it by the same number: its name,
 * a string that is new in every fact, is then looked up once a fact instead of once a side.
 */
export class Keys {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  /** How many sides hold a unit of that number. */
  private readonly holders: number[] = [];
  private readonly free: number[] = [];
  /** Facts come in once for each side, so the same name is often asked for twice in a row. */
  private lastName = '';
  private lastNumber = NONE;

  /** `NONE` for a name that nobody holds. */
  find(name: string): number {
    if (name === this.lastName) return this.lastNumber;
    const number = this.numbers.get(name) ?? NONE;
    this.lastName = name;
    this.lastNumber = number;
    return number;
  }

  name(number: number): string {
    return this.names[number] as string;
  }

  /** The number of a name, from now on held by one side more. */
  hold(name: string): number {
    let number = this.find(name);
    if (number === NONE) {
      number = this.free.pop() ?? this.names.length;
      this.names[number] = name;
      this.holders[number] = 0;
      this.numbers.set(name, number);
      this.lastNumber = number;
    }
    this.holders[number] = (this.holders[number] as number) + 1;
    return number;
  }

  /** One side less; a number that nobody holds is given anew. */
  release(number: number): void {
    const holders = (this.holders[number] as number) - 1;
    this.holders[number] = holders;
    if (holders > 0) return;
    const name = this.name(number);
    this.numbers.delete(name);
    this.free.push(number);
    if (name === this.lastName) this.lastNumber = NONE;
  }

  /** Has free numbers given again in the order of memory: units that come into being together change together. */
  sortFree(): void {
    this.free.sort((a, b) => b - a);
  }
}
