/** The built files for the browser, held in memory: a few hundred kB, never outside their folder, compressed once. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

type Encoding = 'br' | 'gzip' | 'identity';

interface Asset {
  readonly type: string;
  /** Names under assets/ hold a hash of their content and may be kept for ever. */
  readonly cacheControl: string;
  readonly bodies: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>>;
}

export type Assets = ReadonlyMap<string, Asset>;

export async function loadAssets(clientDir: string): Promise<Assets> {
  const entries = await readdir(clientDir, { recursive: true, withFileTypes: true });
  const assets = new Map<string, Asset>();
  await Promise.all(
    entries.map(async (entry) => {
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || type === undefined) return;
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(clientDir, file).replaceAll('\\', '/')}`;
      const forever = path.startsWith('/assets/');
      assets.set(path, {
        type,
        cacheControl: forever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        bodies: await encodings(await readFile(file)),
      });
    }),
  );
  return assets;
}

async function encodings(plain: Uint8Array<ArrayBuffer>): Promise<Asset['bodies']> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [br, gz] = await Promise.all([promisify(brotliCompress)(plain, quality), promisify(gzip)(plain)]);
  return { identity: plain, br: new Uint8Array(br), gzip: new Uint8Array(gz) };
}

/** The answer for a GET or HEAD on a built file, or nothing when there is none of that name. */
export function serveAsset(assets: Assets, request: Request, path: string): Response | undefined {
  const asset = assets.get(path);
  if (asset === undefined) return undefined;
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding: Encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
  const headers = new Headers({
    'content-type': asset.type,
    'cache-control': asset.cacheControl,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  });
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  return new Response(request.method === 'HEAD' ? null : asset.bodies[encoding], { headers });
}
