/** Pages that were rendered from the same answers before. */
import { Buffer } from 'node:buffer';

import type { ApiCall } from './page-context.ts';

/** HTML without its nonces: one stands between every two parts. */
type Parts = readonly Uint8Array<ArrayBuffer>[];

/** What a page asked of the API, and what it was told. */
interface Call {
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Of which page, for whom. */
interface Wanted {
  /** All that the page is made of but the answers of the API. */
  readonly key: string;
  readonly nonce: string;
  readonly api: ApiCall;
}

interface Kept {
  readonly calls: readonly Call[];
  readonly headers: Headers;
  readonly parts: Parts;
  readonly bytes: number;
}

/**
 * A page is a pure function of its address, its reader's preferences and what the API tells it. The API is asked each time, through
 * the same doors, so that nothing here can be older than its answers; only turning the same answers into the same HTML again
 * is spared. What a busy shop is asked most, its start page and what everybody searches for, repeats within seconds.
 */
export class PageMemo {
  private readonly pages = new Map<string, Kept>();
  private readonly beingMade = new Map<string, Promise<Kept | undefined>>();
  private readonly bytesMax: number;
  private bytes = 0;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /**
   * The page with this answer's nonce: as it was kept, if the API still says what it was made from, and rendered if not. Who
   * wants the same page while it is being rendered waits for that.
   */
  async page(wanted: Wanted, render: (api: ApiCall) => Promise<Response>): Promise<Response> {
    const { key, nonce, api } = wanted;
    const kept = this.pages.get(key);
    let told = await tellAgain(kept, api);
    if (kept && areSame(told, kept.calls)) {
      // The last one asked for is the last one to go, if it has not gone while the API was asked.
      if (this.pages.delete(key)) this.pages.set(key, kept);
      return answerOf(kept, nonce);
    }
    const beingMade = this.beingMade.get(key);
    if (beingMade) {
      const newer = await beingMade;
      if (!kept) told = await tellAgain(newer, api);
      if (newer && areSame(told, newer.calls)) return answerOf(newer, nonce);
    }
    // What the API said just now is not asked again.
    return this.make(wanted, new RecordedApi(api, told), render);
  }

  private async make(
    { key, nonce }: Wanted,
    recorded: RecordedApi,
    render: (api: ApiCall) => Promise<Response>,
  ): Promise<Response> {
    const { promise, resolve } = Promise.withResolvers<Kept | undefined>();
    this.beingMade.set(key, promise);
    let kept: Kept | undefined;
    try {
      const response = await render(recorded.call);
      const calls = recorded.calls();
      if (response.status !== 200 || response.headers.has('set-cookie') || !calls) return response;
      const html = new Uint8Array(await response.arrayBuffer());
      // An address may be longer than its page, and counts too: two bytes a character at the most.
      const letters = key.length + calls.reduce((sum, { path }) => sum + path.length, 0);
      const bytes = calls.reduce((sum, { body }) => sum + body.byteLength, html.byteLength + 2 * letters);
      kept = { calls, headers: response.headers, parts: partsOf(html, nonce), bytes };
      this.keep(key, kept);
      return answerOf(kept, nonce);
    } finally {
      if (this.beingMade.get(key) === promise) this.beingMade.delete(key);
      resolve(kept);
    }
  }

  private keep(key: string, kept: Kept): void {
    this.forget(key);
    this.pages.set(key, kept);
    this.bytes += kept.bytes;
    for (const oldest of this.pages.keys()) {
      if (this.bytes <= this.bytesMax) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.bytes -= this.pages.get(key)?.bytes ?? 0;
    this.pages.delete(key);
  }
}

/** The same API, with a record of what it was asked and told. */
class RecordedApi {
  private readonly recorded: Call[] = [];
  private readonly told: Map<string, Call>;
  private isPlain = true;
  private readonly inner: ApiCall;

  /** `told`: answers that are here already. */
  constructor(inner: ApiCall, told: readonly Call[]) {
    this.inner = inner;
    this.told = new Map(told.map((call) => [call.path, call]));
  }

  readonly call: ApiCall = async (path, init) => {
    // What was sent can't be sent again to see whether the answer is the same.
    if (init !== undefined) {
      this.isPlain = false;
      return this.inner(path, init);
    }
    const known = this.told.get(path);
    this.told.delete(path);
    const call = known ?? (await callOf(path, await this.inner(path)));
    this.recorded.push(call);
    const { status, type, body } = call;
    return new Response(body.byteLength === 0 ? null : body, { status, headers: { 'content-type': type } });
  };

  /** `undefined`: the page did more than read. */
  calls(): readonly Call[] | undefined {
    return this.isPlain ? this.recorded : undefined;
  }
}

/** What a kept page was made from, asked anew. */
function tellAgain(kept: Kept | undefined, api: ApiCall): Promise<readonly Call[]> {
  return Promise.all((kept?.calls ?? []).map(async ({ path }) => callOf(path, await api(path))));
}

function answerOf({ parts, headers }: Kept, nonce: string): Response {
  return new Response(joined(parts, nonce), { headers });
}

async function callOf(path: string, response: Response): Promise<Call> {
  const type = response.headers.get('content-type') ?? '';
  return { path, status: response.status, type, body: new Uint8Array(await response.arrayBuffer()) };
}

function areSame(calls: readonly Call[], others: readonly Call[]): boolean {
  return calls.length === others.length && calls.every((call, i) => isSame(call, others[i]));
}

function isSame(call: Call, other: Call | undefined): boolean {
  const { path, status, type, body } = call;
  const isAlike = path === other?.path && status === other.status && type === other.type;
  return isAlike && Buffer.compare(body, other.body) === 0;
}

function partsOf(html: Uint8Array<ArrayBuffer>, nonce: string): Parts {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const whole = Buffer.from(html.buffer, html.byteOffset, html.byteLength);
  let from = 0;
  for (let at = whole.indexOf(nonce); at >= 0; at = whole.indexOf(nonce, from)) {
    parts.push(new Uint8Array(whole.subarray(from, at)));
    from = at + nonce.length;
  }
  parts.push(new Uint8Array(whole.subarray(from)));
  return parts;
}

function joined(parts: Parts, nonce: string): Uint8Array<ArrayBuffer> {
  const mark = Buffer.from(nonce);
  return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [mark, part])));
}
