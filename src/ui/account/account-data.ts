/** What the page "Account and security" shows, and the commands of its forms. */
import { redirect } from 'react-router';

import { done, failure, get, type PageArgs, readForm, send, textOf } from '../api.ts';
import { type Confirmation, confirmAction, readConfirmation } from '../components/confirm.tsx';
import { languageOf } from '../messages/language.ts';
import { pageContext } from '../page-context.ts';
import { preferencesCookie } from '../preferences.ts';
import type { Me } from '../reader.ts';
import { accountOf, ask, redirectWith, refusalOf } from './auth.ts';
import { type KeptItem, keptQuery } from './kept.tsx';

export interface Session {
  readonly id: string;
  readonly createdAt: number;
  readonly device: string;
  readonly here: boolean;
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface OwnAccount {
  readonly me: Me & { readonly language: string; readonly team?: object };
  /** What an erasure keeps: of one that was made, or of one made now. `null`: not theirs to erase. */
  readonly erasure: { readonly isMade: boolean; readonly kept: readonly KeptItem[] } | null;
  readonly email: string;
  readonly isConfirmed: boolean;
  readonly hasSecondFactor: boolean;
  readonly sessions: readonly Session[];
  readonly passkeys: readonly Passkey[];
  readonly confirmation: Confirmation;
}

const PAGE = '/account';
/** What must be typed to erase an account, as the API asks for it. */
export const ERASE_WORDS = 'erase my account';

export async function readAccount(args: PageArgs): Promise<OwnAccount> {
  const me = await get<OwnAccount['me'] & { readonly erasure?: Kept | null }>(args, '/me');
  const account = await accountOf(args);
  if (!account) throw redirect(`/sign-in?next=${PAGE}`);
  const mayErase = me.team === undefined && me.kind !== 'staff';
  const [kept, sessions, passkeys, confirmation] = await Promise.all([
    mayErase && !me.erasure ? get<Kept>(args, '/me/erasure') : me.erasure,
    sessionsOf(args),
    passkeysOf(args),
    readConfirmation(args),
  ]);
  return {
    me,
    erasure: mayErase && kept ? { isMade: Boolean(me.erasure), kept: kept.kept } : null,
    email: account.user.email,
    isConfirmed: account.user.emailVerified,
    hasSecondFactor: account.user.twoFactorEnabled === true,
    sessions: sessions
      .map(({ id, createdAt, userAgent }) => ({
        id,
        createdAt: Date.parse(createdAt),
        device: deviceOf(userAgent ?? ''),
        here: id === account.session.id,
      }))
      .toSorted((a, b) => Number(b.here) - Number(a.here) || b.createdAt - a.createdAt),
    passkeys,
    confirmation,
  };
}

interface Kept {
  readonly kept: readonly KeptItem[];
}

interface StoredSession {
  readonly id: string;
  readonly token: string;
  readonly createdAt: string;
  readonly userAgent?: string | null;
}

async function sessionsOf(args: PageArgs): Promise<readonly StoredSession[]> {
  const response = await ask(args, '/list-sessions');
  return response.ok ? ((await response.json()) as StoredSession[]) : [];
}

async function passkeysOf(args: PageArgs): Promise<readonly Passkey[]> {
  const response = await ask(args, '/passkey/list-user-passkeys');
  if (!response.ok) return [];
  const found = (await response.json()) as { id: string; name?: string | null; createdAt: string }[];
  return found.map(({ id, name, createdAt }) => ({
    id,
    name: name ?? '',
    createdAt: Date.parse(createdAt),
  }));
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** Enough to tell one's own devices apart; empty when the browser says nothing. */
export function deviceOf(userAgent: string): string {
  const named = (from: typeof BROWSERS | typeof SYSTEMS) =>
    from.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter(Boolean).join(', ');
}

export async function accountAction(args: PageArgs): Promise<unknown> {
  const form = await readForm(args.request);
  const confirmed = await confirmAction(args, form, PAGE);
  if (confirmed) return confirmed;
  switch (textOf(form, 'intent')) {
    case 'profile':
      return saveProfile(args, form);
    case 'password':
      return changePassword(args, form);
    case 'end-session':
      return endSession(args, form);
    case 'end-others':
      return answered(form, await ask(args, '/revoke-other-sessions', {}), 'others');
    case 'remove-passkey':
      return answered(
        form,
        await ask(args, '/passkey/delete-passkey', { id: textOf(form, 'subject') }),
        'passkey-gone',
      );
    default:
      return erase(args, form);
  }
}

async function answered(form: FormData, response: Response, message: string) {
  return response.ok ? done(PAGE, message) : failure(form, await refusalOf(response));
}

async function saveProfile(args: PageArgs, form: FormData) {
  const name = textOf(form, 'name');
  const language = languageOf(textOf(form, 'language')) ?? 'en';
  const sent = await send(
    args,
    '/me',
    { language, ...(form.has('name') ? { name } : {}) },
    textOf(form, 'key'),
    'PATCH',
  );
  if (!sent.ok) return failure(form, sent.problem);
  const { preferences } = args.context.get(pageContext);
  const isSecure = args.url.protocol === 'https:';
  const { currency, country } = preferences;
  // The pages speak the language in which they are written to, from now on.
  const cookie = preferencesCookie({ language, currency: currency ?? '', country: country ?? '' }, isSecure);
  return redirect(`${PAGE}?done=profile`, { headers: { 'set-cookie': cookie } });
}

async function changePassword(args: PageArgs, form: FormData) {
  const response = await ask(args, '/change-password', {
    currentPassword: form.get('currentPassword'),
    newPassword: form.get('newPassword'),
    revokeOtherSessions: form.has('others'),
  });
  return response.ok
    ? redirectWith(response, `${PAGE}?done=password`)
    : failure(form, await refusalOf(response, { new: 'newPassword', current: 'currentPassword' }));
}

/** By its id: the token of a session would open it, and stays out of the page. */
async function endSession(args: PageArgs, form: FormData) {
  const session = (await sessionsOf(args)).find(({ id }) => id === textOf(form, 'subject'));
  if (!session) return done(PAGE, 'session');
  return answered(form, await ask(args, '/revoke-session', { token: session.token }), 'session');
}

async function erase(args: PageArgs, form: FormData) {
  const typed = textOf(form, 'confirm');
  if (typed !== ERASE_WORDS)
    return failure(form, {
      title: 'Type the words as they stand, to be sure.',
      status: 422,
      type: '/problems/erase-words',
      errors: [{ field: 'confirm', message: 'Type the words as they stand, to be sure.' }],
    });
  const sent = await send<Kept>(args, '/me/erasure', { confirm: typed }, textOf(form, 'key'));
  // Whoever reads that page is signed in no more: what it says has to come along.
  return sent.ok ? redirect(`/account/erased${keptQuery(sent.value.kept)}`) : failure(form, sent.problem);
}
