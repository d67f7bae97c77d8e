/** What `GET /api/v1/staff/load` answers. */
import type { EpochMs } from '../../kernel/time.ts';

export interface Colleague {
  readonly partyId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly since: EpochMs;
  readonly invitedUntil: EpochMs | null;
  readonly assigned: number;
  readonly overdue: number;
  readonly closed: number;
}

export interface LoadRow {
  readonly skill: string;
  readonly language: string;
  readonly backlog: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly arrived: number;
  readonly closed: number;
  readonly people: number;
  readonly forecast: {
    readonly expected: number;
    readonly lowest: number;
    readonly highest: number;
    readonly daysToClear: number | null;
  };
}

export interface TeamPage {
  readonly weeks: number;
  readonly skills: Readonly<Record<string, string>>;
  readonly staff: readonly Colleague[];
  readonly load: readonly LoadRow[];
}

export const STAFF_ROLES = [
  'representative',
  'investigator',
  'reviewer',
  'inspector',
  'head',
  'engineer',
] as const;

export const WORK_LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'zh'] as const;

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });

export function languageName(code: string): string {
  return code === '' ? 'unknown' : (NAMES.of(code) ?? code);
}
