import { createContext, useContext } from 'react';

/**
 * Whether a page is open to the reader. An area whose pages are open to some tells it to all links on them; elsewhere every
 * link leads on.
 */
export const MayOpen = createContext<(path: string) => boolean>(() => true);

/** For what only makes sense as a link; a `TextLink` asks by itself and stays as text. */
export function useMayOpen(): (path: string) => boolean {
  return useContext(MayOpen);
}
