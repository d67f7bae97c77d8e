import type { Measurement } from '../row.ts';
import { measureIngest } from './ingest.ts';
import { measureReplay } from './replay.ts';
import { measureVerdicts } from '../verdicts.ts';

/** The rows of the `decisions` bench, one file each or a few together where they share a run. */
export const DECISIONS: readonly Measurement[] = [measureReplay, measureIngest, measureVerdicts];
