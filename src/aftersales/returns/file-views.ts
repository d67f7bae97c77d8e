import { fileResponse } from '../../door/file-response.ts';
import type { Reader } from '../../door/route.ts';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import type { ReturnId } from '../../kernel/ids.ts';
import type { Return } from './return.ts';

/** The bytes of a file of either side, by its number in the return. */
export async function fileOf(
  reader: Pick<Reader, 'reveal'>,
  state: Return,
  returnId: ReturnId,
  number: number,
): Promise<Response | Refusal> {
  const file = state.notes.flatMap((n) => n.files)[number];
  const none = refuse('not-found', 'There is no such file.');
  if (!file) return none;
  return (await fileResponse(reader, { ...file, name: `${returnId}-${number}` })) ?? none;
}
