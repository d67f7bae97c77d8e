/**
 * Requests to addresses that other people chose. Whoever names one must not make us ask our own network for them: each
 * address that a name stands for is looked at, and the connection goes to the very one that was. Redirects are not followed.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface Outbound {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OutboundOptions {
  /** Development: http, and receivers on this machine. */
  readonly allowLocal: boolean;
  /** From the first packet to the end of the answer. */
  readonly timeoutMs: number;
}

/** Why there was no answer; the text is safe to show to whoever named the address. */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

/** More than any acknowledgement; what comes after it is not read. */
const ANSWER_BYTES_MAX = 16 * 1024;

/** Posts and returns the status of the answer. Throws `Unanswered` where there was none. */
export async function postOutside(to: Outbound, options: OutboundOptions): Promise<number> {
  const url = new URL(to.url);
  const isSecure = url.protocol === 'https:';
  if (!isSecure && !options.allowLocal) throw new Unanswered('not-https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Names are checked when they are looked up; numbers are not looked up at all.
  if (isIP(host) !== 0 && !options.allowLocal && !isPublicAddress(host)) throw new Unanswered('not-public');
  const { promise, resolve: answered, reject } = Promise.withResolvers<number>();
  const request = (isSecure ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    headers: { ...to.headers, 'content-length': String(Buffer.byteLength(to.body)) },
    signal: AbortSignal.timeout(options.timeoutMs),
    // A connection of its own: one that is kept would go where the name led before.
    agent: false,
    ...(options.allowLocal ? {} : { lookup: publicLookup }),
  });
  request.on('error', (error) => reject(new Unanswered(reasonOf(error))));
  readStatus(request, answered, reject);
  request.end(to.body);
  return promise;
}

/** The answer is read to its end or its bound, so that the connection closes in order, and thrown away. */
function readStatus(
  request: ClientRequest,
  answered: (status: number) => void,
  failed: (why: Unanswered) => void,
): void {
  request.on('response', (response) => {
    let bytes = 0;
    const finish = () => {
      answered(response.statusCode ?? 0);
      request.destroy();
    };
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) finish();
    });
    response.on('end', finish);
    // A connection that ends in the middle of an answer is no error of the request any more: only the answer tells.
    response.on('error', (error) => failed(new Unanswered(reasonOf(error))));
  });
}

const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, found: readonly LookupAddress[]) => {
    if (error) return done(error, '');
    // One private address among public ones is a trap, too.
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return done(Object.assign(new Error('not public'), { code: 'NOT_PUBLIC' }), '');
    return options.all ? done(null, [...found]) : done(null, first.address, first.family);
  });
};

const REASONS: Readonly<Record<string, string>> = {
  NOT_PUBLIC: 'not-public',
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'no-such-host',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-closed',
  ETIMEDOUT: 'timed-out',
  ABORT_ERR: 'timed-out',
};

function reasonOf(error: NodeJS.ErrnoException): string {
  const { code = '' } = error;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timed-out';
  if (REASONS[code]) return REASONS[code];
  return /CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO/.test(code) ? 'certificate' : 'no-answer';
}
