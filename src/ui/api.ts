/** What loaders and actions use to talk to our REST API. A refusal becomes a page or a message at a field, never a crash. */
import { data, redirect, type RouterContextProvider } from 'react-router';

import { pageContext } from './page-context.ts';

/** RFC 9457, as every refusal of the API looks. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  /** Stable name of the kind of problem: `/problems/<code>`. */
  readonly type?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  /** What the refusal says of this case: limits, dates, ids. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The arguments of a loader or action that the helpers need. */
export interface PageArgs {
  readonly request: Request;
  /** The page's own address. That of the request also names what asks for it (`/orders.data?_routes=`). */
  readonly url: URL;
  readonly context: Readonly<RouterContextProvider>;
}

export type Sent<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** What an action returns when the API refused: shown at the form with the same intent, with what was typed kept. */
export interface FormFailure {
  readonly intent: string;
  readonly problem: Problem;
  readonly values: Readonly<Record<string, string>>;
}

const PREFIX = '/api/v1';

/**
 * Reads one resource. Not signed in: on to the sign-in page and back here afterwards. Any other refusal is thrown with its
 * status and shown by the nearest error page.
 */
export async function get<T>(args: PageArgs, path: string): Promise<T> {
  const response = await args.context.get(pageContext).api(PREFIX + path);
  if (response.ok) return (await response.json()) as T;
  const problem = await problemOf(response);
  if (problem.status === 401) throw redirect(signInPath(args));
  throw data(problem, { status: problem.status });
}

/** As `get`, but a page that can do without the resource is given `undefined` for these statuses. */
export async function getOr<T>(
  args: PageArgs,
  path: string,
  statuses: readonly number[],
): Promise<T | undefined> {
  const response = await args.context.get(pageContext).api(PREFIX + path);
  if (response.ok) return (await response.json()) as T;
  const problem = await problemOf(response);
  if (statuses.includes(problem.status)) return undefined;
  throw data(problem, { status: problem.status });
}

/** Sends one command. The key is the form's: the same form sent twice does one thing once. */
export async function send<T>(
  args: PageArgs,
  path: string,
  body: unknown,
  idempotencyKey: string,
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' = 'POST',
): Promise<Sent<T>> {
  const response = await args.context.get(pageContext).api(PREFIX + path, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body),
  });
  if (response.ok) return { ok: true, value: (await response.json()) as T };
  const problem = await problemOf(response);
  if (problem.status === 401) throw redirect(signInPath(args));
  return { ok: false, problem };
}

/** Back to the form, with what was typed. Passwords and the key are not sent back. */
export function failure(form: FormData, problem: Problem) {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string' && !/password/i.test(name) && name !== 'key') {
      // A group of boxes sends one value for each that is ticked.
      values[name] = name in values ? `${values[name]}\n${value}` : value;
    }
  }
  const body: FormFailure = { intent: textOf(form, 'intent'), problem, values };
  return data(body, { status: problem.status });
}

/** After a success: a redirect, so that reloading the page sends nothing again. `done` names the message to show. */
export function done(path: string, message: string): Response {
  const [pathname = '/', query = ''] = path.split('?');
  const search = new URLSearchParams(query);
  search.set('done', message);
  return redirect(`${pathname}?${search}`);
}

/** What a form has sent. Anything else, or half of one, is told as such: it is whoever sent it that has to change it. */
export async function readForm(request: Request): Promise<FormData> {
  // Read twice would be our mistake, and looks the same.
  const isRead = request.bodyUsed;
  try {
    return await request.formData();
  } catch (error) {
    // Of parsers only: that a body is too large is told by who counts it.
    if (isRead || !(error instanceof TypeError)) throw error;
    const detail = 'Send multipart/form-data or application/x-www-form-urlencoded, whole.';
    const problem: Problem = { title: 'This is not a form that can be read', status: 400, detail };
    throw data(problem, { status: problem.status });
  }
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The values of a group of boxes. */
export function textsOf(form: FormData, name: string): readonly string[] {
  return form.getAll(name).filter((value) => typeof value === 'string');
}

/** A query string of what is set; empty values are left out. */
export function query(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** These of the page's own query, handed on to the API. */
export function passed(args: PageArgs, names: readonly string[]): string {
  const search = args.url.searchParams;
  return query(Object.fromEntries(names.map((name) => [name, search.get(name)])));
}

/** A key for each form a page shows, drawn when the page is made. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** For a file that a form brings before its own command: sent again it is kept once, and another one is another request. */
export async function keyOfFile(key: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return `${key}.${digest.toHex().slice(0, 16)}`;
}

/**
 * Only paths of our own: an address given in a link can't send people elsewhere after signing in. Browsers take tabs and line
 * ends out of an address before they read it, so none may be there.
 */
export function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])\P{Cc}*$/u.test(path) ? path : '/';
}

function signInPath({ request, url: { pathname, search } }: PageArgs): string {
  const here = request.method === 'GET' ? pathname + search : pathname;
  return `/sign-in?next=${encodeURIComponent(here)}`;
}

export async function problemOf(response: Response): Promise<Problem> {
  const fallback = {
    title: STATUS_TITLES[response.status] ?? 'Something went wrong',
    status: response.status,
  };
  if (!response.headers.get('content-type')?.includes('json')) return fallback;
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'title' in body
    ? ({ ...fallback, ...body, status: response.status } as Problem)
    : fallback;
}

const STATUS_TITLES: Readonly<Record<number, string>> = {
  400: 'That could not be understood',
  403: 'This is not open to you',
  404: 'There is nothing here',
  409: 'This is no longer possible',
  429: 'Too many attempts',
  503: 'We are busy for a moment',
};
