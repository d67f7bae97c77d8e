import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Closes a run with one plain line, `N passed, N failed`, which scripts can read whatever the terminal.
 * A file that could not be loaded and an error outside any test count as one failure each:
 * a run must not look green because its tests were never reached.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failedHere += 1;
      }
      failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
    }
    // The default reporter writes its summary in the same hook, before this one, as it is listed first.
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}
