import { fileURLToPath } from 'node:url';
import { loadRulebook } from '../src/rulebook/load.ts';
import type { Rulebook } from '../src/rulebook/schema.ts';

const BOOK = loadRulebook(fileURLToPath(new URL('../rulebooks/cacashop.yaml', import.meta.url)));

/** The default rulebook, for tests of pure decisions. */
export const RULEBOOK: Rulebook = BOOK.rulebook;
export const RULEBOOK_HASH = BOOK.hash;
