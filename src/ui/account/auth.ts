/** How account pages speak to sign-in, whose answers are not those of the REST API. */
import { redirect } from 'react-router';

import { getOr, ownPath, type PageArgs, type Problem } from '../api.ts';
import { pageContext } from '../page-context.ts';
import type { Me } from '../reader.ts';

export function ask(args: PageArgs, path: string, body?: object): Promise<Response> {
  return args.context.get(pageContext).api(`/api/auth${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { 'content-type': 'application/json' },
  });
}

/** Codes of sign-in, by our own name of the problem and the field that it is about. */
const KNOWN: Readonly<Record<string, readonly [problem: string, field?: string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['sign-in-wrong'],
  INVALID_EMAIL: ['address-malformed', 'email'],
  USER_ALREADY_EXISTS: ['address-taken', 'email'],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: ['address-taken', 'email'],
  PASSWORD_TOO_SHORT: ['password-too-short', 'new'],
  PASSWORD_TOO_LONG: ['password-too-long', 'new'],
  PASSWORD_TOO_SIMPLE: ['password-too-simple', 'new'],
  PASSWORD_TOO_PERSONAL: ['password-too-personal', 'new'],
  INVALID_PASSWORD: ['password-wrong', 'current'],
  INVALID_CODE: ['wrong-code', 'code'],
  INVALID_BACKUP_CODE: ['wrong-code', 'code'],
  INVALID_TWO_FACTOR_COOKIE: ['code-over'],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['too-many-codes', 'code'],
  ACCOUNT_TEMPORARILY_LOCKED: ['too-many-codes', 'code'],
  INVALID_TOKEN: ['link-over'],
  TOKEN_EXPIRED: ['link-over'],
  SECOND_FACTOR_NEEDED: ['second-factor-needed'],
};

/** What sign-in refused, as the REST API would put it. `fields` names where a new and the current password are asked. */
export async function refusalOf(
  response: Response,
  fields: { readonly new?: string; readonly current?: string } = {},
): Promise<Problem> {
  const { status } = response;
  if (status === 429) return { title: 'Too many attempts', status, type: '/problems/too-many-requests' };
  const body = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
  // What its parser refuses has one code, and the field in the message: "[body.email] Invalid email address".
  const [, named, words] = /^\[body\.(\w+)\] (.*)/.exec(body.message ?? '') ?? [];
  const code = named === 'email' ? 'INVALID_EMAIL' : (body.code ?? '');
  const [problem, about] = KNOWN[code] ?? (status === 422 || status === 400 ? ['invalid-input', named] : []);
  const title = words ?? body.message ?? 'Something went wrong';
  const field = about === 'new' || about === 'current' ? (fields[about] ?? 'password') : about;
  return {
    title,
    status,
    ...(problem ? { type: `/problems/${problem}` } : {}),
    ...(field ? { errors: [{ field, message: title }] } : {}),
  };
}

/** On to a page with the cookies that sign-in has set. */
export function redirectWith(response: Response, to: string): Response {
  const headers = new Headers();
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return redirect(to, { headers });
}

export interface Account {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly emailVerified: boolean;
    readonly twoFactorEnabled?: boolean | null;
  };
  readonly session: { readonly id: string };
}

/** The sign-in account of whoever asks, with or without a party behind it. */
export async function accountOf(args: PageArgs): Promise<Account | null> {
  if (!args.request.headers.has('cookie')) return null;
  const response = await ask(args, '/get-session');
  return response.ok ? ((await response.json().catch(() => null)) as Account | null) : null;
}

export function nextOf(args: PageArgs): string | null {
  const next = args.url.searchParams.get('next');
  return next === null ? null : ownPath(next);
}

export function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** Told to sign-in, so that its mail leads back there. */
export function headedFor(next: string | null): { readonly callbackURL?: string } {
  return next === null ? {} : { callbackURL: next };
}

/** Pages that take a bare sign-in account and ask for the rest themselves. */
const TAKES_BARE_ACCOUNT = ['/seller/start', '/team/join', '/staff/join'];

export function takesBareAccount(next: string | null): boolean {
  return next !== null && TAKES_BARE_ACCOUNT.some((path) => next === path || next.startsWith(`${path}?`));
}

/** Where somebody goes who has just signed in: where they wanted to, or where their day is. */
export async function landingOf(args: PageArgs, next: string | null): Promise<string> {
  const me = await getOr<Me>(args, '/me', [401, 403, 404]);
  if (!me) return takesBareAccount(next) ? (next ?? '/') : withNext('/welcome', next);
  return next ?? { buyer: '/', seller: '/seller', staff: '/ops' }[me.kind];
}

/** The same arguments as somebody who has the cookies of this answer. */
export function actingWith(args: PageArgs, response: Response): PageArgs {
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const services = args.context.get(pageContext);
  const api: typeof services.api = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    return services.api(path, { ...init, headers });
  };
  const context = { get: () => ({ ...services, api }) } as unknown as PageArgs['context'];
  return { request: args.request, url: args.url, context };
}
