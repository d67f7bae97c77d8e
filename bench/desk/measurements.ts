import { measureRecall } from '../quality/recall.ts';
import type { Measurement } from '../row.ts';
import { measureQueue } from './queue.ts';

/** The rows of the `desk` bench: its queue, and a recall. */
export const DESK: readonly Measurement[] = [measureQueue, measureRecall];
