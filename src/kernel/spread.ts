/** One of 0 to n - 1 by a text, alike for all of them: things of many names that come round are spread over time by it. */
export function spreadOf(text: string, n: number): number {
  let sum = 2_166_136_261;
  // FNV-1a: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 16_777_619);
  return (sum >>> 0) % n;
}
