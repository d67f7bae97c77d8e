import { type Names, NONE, Places } from './names.ts';

/**
 * The slots of the units of one kind, by the numbers of their names. Both sides of an order know it by the same slot.
 * There are as many slots as units known at a time, however many names there ever were.
 */
export class Keys {
  readonly names: Names;
  private readonly slots = new Places();
  /** The name's number by slot. */
  private readonly numbers: number[] = [];
  /** How many sides hold a unit of that slot. */
  private readonly holders: number[] = [];
  private readonly free: number[] = [];

  constructor(names: Names) {
    this.names = names;
  }

  /** The slot of a name's number; `NONE` if no side holds such a unit. */
  find(name: number): number {
    return this.slots.get(name);
  }

  text(slot: number): string {
    return this.names.text(this.numbers[slot] as number);
  }

  /** The slot of a name's number, from now on held by one side more. */
  hold(name: number): number {
    let slot = this.find(name);
    if (slot === NONE) {
      slot = this.free.pop() ?? this.numbers.length;
      this.numbers[slot] = name;
      this.holders[slot] = 0;
      this.slots.set(name, slot);
      this.names.hold(name);
    }
    this.holders[slot] = (this.holders[slot] as number) + 1;
    return slot;
  }

  /** One side less; a slot that nobody holds is given anew. */
  release(slot: number): void {
    const holders = (this.holders[slot] as number) - 1;
    this.holders[slot] = holders;
    if (holders > 0) return;
    const name = this.numbers[slot] as number;
    this.slots.set(name, NONE);
    this.names.release(name);
    this.free.push(slot);
  }

  /** Has free slots given again in the order of memory: units that come into being together change together. */
  sortFree(): void {
    this.free.sort((a, b) => b - a);
  }
}
