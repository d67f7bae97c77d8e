import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: '.',
  // build.ts builds into a folder of its own and renames it when it is whole.
  buildDirectory: process.env['CACASHOP_PAGES_DIR'] ?? '../../build/pages',
  // A page set this small is best known to the browser at once: no extra request while navigating.
  routeDiscovery: { mode: 'initial' },
} satisfies Config;
