import { words } from './badge.tsx';

/** Machines act under these names; people under their own. */
const MACHINES: Readonly<Record<string, string>> = {
  'system:signals': 'automatic, from the numbers',
  'system:deadline': 'automatic, by deadline',
  'system:rectification': 'automatic, at the end of a window',
  'system:intake': 'automatic, at filing',
  // Whoever registers has no party yet.
  anonymous: 'at registration',
  'system:collector': 'collected automatically',
};

/** Who did something, in words. */
export function byline(by: string): string {
  return MACHINES[by] ?? (by.startsWith('system:') ? `automatic, ${words(by.slice(7)).toLowerCase()}` : by);
}
