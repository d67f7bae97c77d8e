import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Loaded before anything else (`node --import`), in every thread: keeps compiled code beside the packages, which halves
 * what it costs to load the market. Keyed by Node's version and each file's content; a folder that can't be written to is
 * done without.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
