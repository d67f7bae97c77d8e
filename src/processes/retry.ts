import { type EpochMs, MINUTE_MS } from '../kernel/time.ts';

/** Technical patience, no rule: a provider that does not answer is asked again soon, then once an hour. */
const RETRY_MS = [1, 2, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);

export function retryAt(now: EpochMs, failures: number): EpochMs {
  return now + (RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? MINUTE_MS);
}
