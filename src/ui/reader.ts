/** Who reads the page: known to every component through the root route's loader. */
import { useSyncExternalStore } from 'react';
import { useRouteLoaderData } from 'react-router';

import type { EpochMs } from '../kernel/time.ts';
import type { Preferences } from './preferences.ts';

/** The signed-in person, as `GET /api/v1/me` tells. */
export interface Me {
  readonly kind: 'buyer' | 'seller' | 'staff';
  readonly partyId: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Versions of the terms: the one they accepted last, and the one in force. */
  readonly terms: { readonly accepted: string | null; readonly current: string };
}

export interface Reader extends Preferences {
  /** When the page was made: what "in 3 hours" counts from, the same on the server and in the browser. */
  readonly now: EpochMs;
  readonly me: Me | null;
  /** Signed in with an account that is no buyer, seller or member of staff yet. */
  readonly isHalfway: boolean;
}

const UNKNOWN: Reader = {
  language: 'en',
  locale: 'en',
  currency: null,
  country: null,
  now: 0,
  me: null,
  isHalfway: false,
};

export function useReader(): Reader {
  return useRouteLoaderData<Reader>('root') ?? UNKNOWN;
}

const never = () => () => undefined;

/** UTC until scripts have loaded, since the server can't know; then the zone of the reader's device. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}
