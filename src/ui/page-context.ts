import { createContext } from 'react-router';

import type { Preferences } from './preferences.ts';

/** Calls our own REST API in process as the reader of the page: their cookies, language and address go along. */
export type ApiCall = (path: string, init?: RequestInit) => Promise<Response>;

/** All that a page may use of the process it runs in. There is no database here on purpose. */
export interface PageServices {
  readonly api: ApiCall;
  /** Marks our own inline scripts for the content security policy; new for each response. */
  readonly nonce: string;
  /** As chosen on an earlier page, else by Accept-Language. */
  readonly preferences: Preferences;
}

export const pageContext = createContext<PageServices>();
