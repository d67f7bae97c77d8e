/** Pages that were rendered from the same data before. */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

/** HTML without its nonces: one stands between every two parts. */
type Parts = readonly Uint8Array<ArrayBuffer>[];

/**
 * A page is a pure function of its address and the data that its loaders brought. The data are asked for each time, through the
 * same doors, so that nothing here can be older than they are; only turning the same data into the same HTML again is spared.
 * What a busy shop is asked most, its start page and what everybody searches for, repeats within seconds.
 */
export class PageMemo {
  private readonly pages = new Map<string, Parts>();
  private readonly bytesMax: number;
  private bytes = 0;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  /** The page for this key, rendered if it is not known, with the nonce of this answer. */
  async page(
    { key, nonce }: { readonly key: string; readonly nonce: string },
    render: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.pages.get(key);
    if (known) {
      // The last one asked for is the last one to go.
      this.pages.delete(key);
      this.pages.set(key, known);
      return joined(known, nonce);
    }
    const html = await render();
    this.keep(key, partsOf(html, nonce));
    return html;
  }

  private keep(key: string, parts: Parts): void {
    if (this.pages.has(key)) return;
    this.pages.set(key, parts);
    this.bytes += bytesOf(parts);
    for (const [oldest, gone] of this.pages) {
      if (this.bytes <= this.bytesMax) break;
      this.pages.delete(oldest);
      this.bytes -= bytesOf(gone);
    }
  }
}

/** `data`: plain JSON; two pages whose key is the same look the same. */
export function pageKey(address: string, data: unknown): string {
  return hash('sha256', JSON.stringify([address, data]), 'base64');
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

function bytesOf(parts: Parts): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0);
}
