import { isMap, isPair, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

type Path = readonly (string | number)[];

/** One thing wrong with a rulebook. `path` as in `metrics.late-shipment.windowDays`, `rungs[2]`; `line` from 1. */
export interface RulebookProblem {
  readonly line: number;
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

/** Thrown by `loadRulebook` with all problems found, in order of line. `message` is ready to print. */
export class RulebookError extends Error {
  override name = 'RulebookError';
  readonly file: string;
  readonly problems: readonly RulebookProblem[];

  constructor(file: string, problems: readonly RulebookProblem[]) {
    const sorted = problems.toSorted((a, b) => a.line - b.line);
    super(
      sorted.map((p) => `${file}:${p.line}: ${p.path === '' ? '' : `${p.path}: `}${p.message}`).join('\n'),
    );
    this.file = file;
    this.problems = sorted;
  }
}

export function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** Line of the value at a path, of its key where there is one; for what is missing, of the nearest parent. */
export function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) break;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return lines.linePos(offset).line || 1;
}

function stepInto(
  node: unknown,
  step: string | number,
): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && keyText(item.key) === String(step));
    return pair && { node: pair.value, offset: offsetOf(pair.key) };
  }
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
    const item = node.items[step];
    return { node: item, offset: offsetOf(item) };
  }
  return undefined;
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
