/**
 * Whether so many letters put in, left out, replaced or swapped with their neighbour make one word the other (optimal string
 * alignment). Gives up as soon as it cannot be any more, so that a vocabulary can be walked through.
 */
export function isWithinDistance(a: string, b: string, distanceMax: number): boolean {
  if (Math.abs(a.length - b.length) > distanceMax) return false;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let distance = Math.min(
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
      );
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) distance = Math.min(distance, (before[j - 2] ?? 0) + 1);
      next.push(distance);
      least = Math.min(least, distance);
    }
    if (least > distanceMax) return false;
    before = row;
    row = next;
  }
  return (row[b.length] ?? 0) <= distanceMax;
}
