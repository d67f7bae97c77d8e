/** Which ways back to green are worth telling. The ways themselves are computed from the very units, by the API. */
import type { ExplainedAssessment } from '../components/metrics.tsx';

type Way = ExplainedAssessment['ways'][number];

export interface Forecast {
  /** So many more without a defect, and then it is green on that day. */
  readonly soon: Way | undefined;
  /** Green by waiting alone, as old defects leave the window. */
  readonly waiting: Way | undefined;
}

/** Somebody who sold few may well sell so many. */
const UNITS_IN_REACH = 20;

/** The earliest way that is in reach: ten times of what somebody sells is no way back, even if it is one in numbers. */
export function forecastOf(ways: readonly Way[], unitsNow: number): Forecast {
  const reach = Math.max(UNITS_IN_REACH, unitsNow);
  const waiting = ways.find((way) => way.cleanUnits === 0);
  const soon = ways.find((way) => way.cleanUnits > 0 && way.cleanUnits <= reach);
  return { soon: soon && waiting && soon.on >= waiting.on ? undefined : soon, waiting };
}
