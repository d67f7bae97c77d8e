import type { Conflict } from './check.ts';
import type { Ladders } from './ladder.ts';

type Ladder = Ladders['seller' | 'buyer'];

/** Rungs must cover the points from 1 on without gap or overlap, and the floors must name rungs. */
export function checkLadder(ladder: Ladder, path: Conflict['path']): readonly Conflict[] {
  return [...checkSpans(ladder, path), ...checkRungs(ladder, path), ...checkFloors(ladder, path)];
}

function checkSpans(ladder: Ladder, path: Conflict['path']): readonly Conflict[] {
  const found: Conflict[] = [];
  let next = 1;
  let before = '';
  ladder.rungs.forEach((rung, i) => {
    const at = [...path, 'rungs', i];
    const named = before === '' ? 'the ladder starts at 1 point' : `${before} ends at ${next - 1}`;
    if (rung.fromPoints < next)
      found.push({ path: [...at, 'fromPoints'], message: `overlaps: ${named}; write ${next}` });
    else if (rung.fromPoints > next)
      found.push({ path: [...at, 'fromPoints'], message: `leaves a gap: ${named}; write ${next}` });
    const last = i === ladder.rungs.length - 1;
    if (last !== (rung.toPoints === 'open'))
      found.push({
        path: [...at, 'toPoints'],
        message: last
          ? 'the last rung ends at: open'
          : 'only the last rung is open: write its highest points',
      });
    if (rung.toPoints !== 'open' && rung.toPoints < rung.fromPoints)
      found.push({
        path: [...at, 'toPoints'],
        message: `must be at least fromPoints (${rung.fromPoints}): points increase up the ladder`,
      });
    next = rung.toPoints === 'open' ? Number.POSITIVE_INFINITY : Math.max(rung.toPoints, rung.fromPoints) + 1;
    before = rung.name;
  });
  return found;
}

function checkRungs(ladder: Ladder, path: Conflict['path']): readonly Conflict[] {
  const found: Conflict[] = [];
  ladder.rungs.forEach((rung, i) => {
    const at = [...path, 'rungs', i];
    if (ladder.rungs.findIndex((other) => other.name === rung.name) < i)
      found.push({ path: [...at, 'name'], message: `${rung.name} is used twice: give it another name` });
    if (rung.automatic === 'performance' && rung.sanctions.some((sanction) => sanction.kind !== 'warning'))
      found.push({ path: [...at, 'automatic'], message: 'only warnings may be automatic: write never' });
    const kinds = rung.sanctions.map((sanction) => sanction.kind);
    kinds.forEach((kind, k) => {
      if (kinds.indexOf(kind) < k)
        found.push({
          path: [...at, 'sanctions', k],
          message: `${kind} is listed twice on this rung: remove one`,
        });
    });
  });
  const lightest = ladder.rungs[0];
  if (lightest !== undefined && !lightest.sanctions.some((sanction) => sanction.kind === 'warning'))
    found.push({
      path: [...path, 'rungs', 0, 'sanctions'],
      message: 'the first rung must warn: add { kind: warning, approvals: 1 }',
    });
  return found;
}

function checkFloors(ladder: Ladder, path: Conflict['path']): readonly Conflict[] {
  const found: Conflict[] = [];
  const names = ladder.rungs.map((rung) => rung.name);
  let lowest = 0;
  for (const severity of ['moderate', 'serious', 'critical'] as const) {
    const rung = ladder.severityFloors[severity];
    if (rung === undefined) continue;
    const at = [...path, 'severityFloors', severity];
    const index = names.indexOf(rung);
    if (index < 0)
      found.push({ path: at, message: `there is no rung named ${rung}; name one of: ${names.join(', ')}` });
    else if (index < lowest)
      found.push({
        path: at,
        message: `must not be below the floor of a lighter severity (${names[lowest]})`,
      });
    lowest = Math.max(lowest, index);
  }
  return found;
}
