import { z } from 'zod';
import type { Reader } from '../../door/route.ts';
import type { Macro } from './macro.ts';

export const macroRow = z.object({
  macroId: z.string(),
  title: z.string(),
  language: z.string(),
  kind: z.string().nullable(),
  text: z.string(),
});

const MACROS_MAX = 500;

/** By title; of one language or of all. */
export async function macroList(
  reader: Reader,
  language: string | undefined,
): Promise<z.infer<typeof macroRow>[]> {
  const found = await reader.db.pool.query<{ id: string; doc: Macro }>(
    `select id, doc from concept_macro where language is not null and ($1::text is null or language = $1)
     order by doc->>'title', id limit ${MACROS_MAX}`,
    [language ?? null],
  );
  return found.rows.map(({ id, doc: { title, language: spoken, kind, text } }) => ({
    macroId: id,
    title,
    language: spoken,
    kind,
    text,
  }));
}
