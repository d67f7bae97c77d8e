import { z } from 'zod';
import { fileResponse } from '../door/file-response.ts';
import type { Reader } from '../door/route.ts';
import type { Evidence } from './evidence.ts';

export const evidenceItem = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  /** Of the canonical JSON or the bytes, hex. */
  sha256: z.string(),
  at: z.int(),
  by: z.string(),
  /** What it says, texts of people filled in, as JSON; `null` for files, see `file`. */
  content: z.string().nullable(),
  file: z.object({ mime: z.string(), bytes: z.int() }).nullable(),
  about: z.string().nullable(),
});
export type EvidenceItem = z.infer<typeof evidenceItem>;

/** Items as those see them who may: the snapshots with what people wrote filled in where it is still kept. */
export async function evidenceItems(
  reader: Pick<Reader, 'reveal'>,
  items: readonly Evidence[],
  name: (id: string) => string,
): Promise<readonly EvidenceItem[]> {
  const snapshots = await reader.reveal(items.filter((e) => e.mime === undefined).map((e) => e.content));
  const parsed = new Map(
    [...snapshots].map(([commitment, json]) => [commitment, JSON.parse(json) as unknown]),
  );
  const texts = await reader.reveal([...new Set([...parsed.values()].flatMap(commitmentsIn))]);
  return items.map((e) => {
    const snapshot = parsed.get(e.content);
    const { id, kind, title, sha256, at, mime, bytes, about } = e;
    return {
      id,
      kind,
      title,
      sha256,
      at,
      by: name(e.by),
      content: snapshot === undefined ? null : JSON.stringify(filled(snapshot, texts), null, 2),
      file: mime !== undefined && bytes !== undefined ? { mime, bytes } : null,
      about: about ?? null,
    };
  });
}

const ERASED = '(erased)';

/** What people wrote stands under `text`; listings describe themselves in the open. */
function commitmentsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(commitmentsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : commitmentsIn(inner),
  );
}

function filled(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((v) => filled(v, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'text' && typeof inner === 'string' ? (texts.get(inner) ?? ERASED) : filled(inner, texts),
    ]),
  );
}

export async function uploadResponse(
  reader: Pick<Reader, 'reveal'>,
  { id, mime, content }: Evidence,
): Promise<Response | undefined> {
  return mime === undefined ? undefined : fileResponse(reader, { name: id, mime, content });
}
