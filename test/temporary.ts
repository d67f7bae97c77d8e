import { inject } from 'vitest';

/** What tests leave in the system's folder for temporary files goes with the folder of the run. */
process.env['TMPDIR'] = inject('temporaryFolder');
