/**
 * What was wrong with a form, by the names of the API. Each field takes its own while it is rendered, so that what no field
 * shows can still be told: a field may be missing from the page, or be called otherwise there.
 */
export class FieldErrors {
  private readonly said: ReadonlyMap<string, string>;
  private readonly told = new Set<string>();

  constructor(said: ReadonlyMap<string, string>) {
    this.said = said;
  }

  /** Of this field, or of anything in it: a group of boxes `violations` tells what is wrong with `violations.0`. */
  at(name: string): string | undefined {
    let first: string | undefined;
    for (const [path, message] of this.said)
      if (path === name || path.startsWith(`${name}.`)) {
        this.told.add(path);
        first ??= message;
      }
    return first;
  }

  /** Of this alone: what is in it has fields of its own. */
  exactly(name: string): string | undefined {
    if (this.said.has(name)) this.told.add(name);
    return this.said.get(name);
  }

  /** By the last part of its name as words, such as `transit-days`. */
  untold(): readonly (readonly [string, string])[] {
    return [...this.said]
      .filter(([path]) => !this.told.has(path))
      .map(([path, message]) => [wordsOf(path), message]);
  }
}

function wordsOf(path: string): string {
  const last = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  return last.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}
