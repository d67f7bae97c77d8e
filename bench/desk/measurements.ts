import type { Measurement } from '../row.ts';
import { measureQueue } from './queue.ts';

/** The rows of the `desk` bench, one file each. */
export const DESK: readonly Measurement[] = [measureQueue];
