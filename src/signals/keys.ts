import { type Names, NONE, Places } from './names.ts';

/**
 * The slots of one side's units of one kind, by the numbers of their names. There are as many slots as units known at a
 * time, however many names there ever were. Units that come into being one after another lie side by side.
 */
export class Keys {
  readonly names: Names;
  private readonly slots = new Places();
  /** The name's number by slot. */
  private readonly numbers: number[] = [];
  private readonly free: number[] = [];

  constructor(names: Names) {
    this.names = names;
  }

  /** The slot of a name's number; `NONE` if there is no such unit. */
  find(name: number): number {
    return this.slots.get(name);
  }

  text(slot: number): string {
    return this.names.text(this.numbers[slot] as number);
  }

  /** A slot for a name's number, which has none. */
  give(name: number): number {
    const slot = this.free.pop() ?? this.numbers.length;
    this.numbers[slot] = name;
    this.slots.set(name, slot);
    this.names.hold(name);
    return slot;
  }

  /** The slot is given anew. */
  release(slot: number): void {
    const name = this.numbers[slot] as number;
    this.slots.set(name, NONE);
    this.names.release(name);
    this.free.push(slot);
  }
}
