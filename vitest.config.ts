import { defineConfig } from 'vitest/config';

/** The machine this is measured on has two cores: more workers only make the crash and latency tests lie. */
const WORKERS_MAX = 2;

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'test/**/*.test.ts',
      'simulation/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/temporary.ts'],
    pool: 'forks',
    maxWorkers: WORKERS_MAX,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: ['default', './test/count-reporter.ts'],
  },
});
