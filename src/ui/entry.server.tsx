import { Writable } from 'node:stream';

import { renderToPipeableStream } from 'react-dom/server';
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router';

import { keepMessages } from './messages/catalogue.ts';
import en from './messages/en/all.ts';
import es from './messages/es/all.ts';
import pt from './messages/pt/all.ts';
import zh from './messages/zh/all.ts';
import { pageContext } from './page-context.ts';

keepMessages('en', en);
keepMessages('es', es);
keepMessages('pt', pt);
keepMessages('zh', zh);

const RENDER_TIMEOUT_MS = 10_000;

/**
 * Renders the whole page before the first byte leaves: no loader defers, so streaming would gain nothing, while a page that
 * breaks half way could no longer change its status.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  headers.set('content-type', 'text/html; charset=utf-8');
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { nonce } = context.get(pageContext);
  const html = await render(<ServerRouter context={routerContext} url={request.url} nonce={nonce} />, nonce);
  return new Response(html, { status, headers });
}

function render(page: React.ReactNode, nonce: string): Promise<Uint8Array<ArrayBuffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const { pipe, abort } = renderToPipeableStream(page, {
    nonce,
    onAllReady() {
      pipe(collector(resolve));
    },
    onShellError: reject,
    onError(error) {
      console.error(error);
    },
  });
  const timer = setTimeout(() => {
    abort(new Error('the page took too long to render'));
    reject(new Error('the page took too long to render'));
  }, RENDER_TIMEOUT_MS);
  return promise.finally(() => clearTimeout(timer));
}

function collector(done: (html: Uint8Array<ArrayBuffer>) => void): Writable {
  const chunks: Uint8Array[] = [];
  return new Writable({
    write(chunk: Uint8Array, _encoding, next) {
      chunks.push(chunk);
      next();
    },
    final(next) {
      done(Buffer.concat(chunks));
      next();
    },
  });
}

/** Refusals of the API are thrown as responses and are part of the page; only what nobody expected is logged. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) console.error(error);
}
