import { z } from 'zod';
import { EVERYBODY_SIGNED_IN, id } from '../door/fields.ts';
import { fileResponse } from '../door/file-response.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { bodyBytesFor, inspectUpload, UPLOAD_REFUSALS, uploadBody } from '../door/upload.ts';
import { refuse } from '../kernel/decision.ts';
import type { UploadId } from '../kernel/ids.ts';
import { keepUpload, removeUpload } from '../processes/keep-upload.ts';
import type { KeptFile } from './kept-file.ts';

export const uploadId: z.ZodType<UploadId, string> = id('upl');
const NOT_FOUND = 'There is no such file of yours.';

const postUpload = write({
  method: 'post',
  path: '/me/uploads',
  summary:
    'Bring a photo, a video or a document, to name it in a report or a case. The same file sent again is the same upload',
  tag: 'uploads',
  access: { who: EVERYBODY_SIGNED_IN, action: 'evidence.add' },
  status: 201,
  bodyBytesMax: bodyBytesFor(1),
  body: uploadBody,
  response: z.object({ uploadId: z.string() }),
  refusals: UPLOAD_REFUSALS,
  prepare: (reader, { body }) => inspectUpload(body, reader.rulebook),
  handle: (writer, { prepared }) => keepUpload(writer, askerOf(writer.actor), prepared),
});

const readFile = read({
  path: '/me/uploads/{uploadId}/file',
  summary: 'The bytes of a file that I brought, as they are kept: without place and camera',
  tag: 'uploads',
  access: { who: EVERYBODY_SIGNED_IN, action: 'data.read-own' },
  params: z.strictObject({ uploadId }),
  response: { media: ['*/*'] },
  handle: async (reader, { params }) => {
    const rows = await reader.db.pool.query<{ doc: KeptFile }>(
      'select doc from concept_kept_file where id = $1 and owner = $2',
      [params.uploadId, askerOf(reader.actor)],
    );
    const file = rows.rows[0]?.doc;
    // Another person may still keep the same bytes: then they are there, and not for this one.
    if (!file || file.isGone) return refuse('not-found', NOT_FOUND);
    return (await fileResponse(reader, { ...file, name: params.uploadId })) ?? refuse('not-found', NOT_FOUND);
  },
});

const deleteUpload = write({
  method: 'delete',
  path: '/me/uploads/{uploadId}',
  summary: 'Remove a file that no complaint and no case uses',
  tag: 'uploads',
  access: { who: EVERYBODY_SIGNED_IN, action: 'evidence.add' },
  params: z.strictObject({ uploadId }),
  response: z.object({ uploadId: z.string() }),
  handle: (writer, { params }) => removeUpload(writer, { ...params, by: askerOf(writer.actor) }),
});

export function uploadRoutes(): readonly AnyRoute[] {
  return [postUpload, readFile, deleteUpload];
}
