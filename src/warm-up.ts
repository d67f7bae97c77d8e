/**
 * Run at install: loads what a first start loads, in its main thread and in that of the demo, so that it is compiled by
 * then (`compiled.ts`). Node writes compiled code down as it exits.
 */
import '../simulation/seats.ts';
import '../simulation/simulate.ts';
import '../simulation/tie-login.ts';
import './demo.ts';
import './platform/load-memory.ts';
import './start.ts';
