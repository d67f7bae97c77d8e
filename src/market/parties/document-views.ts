import type { KeptFile } from '../../cases/kept-file.ts';
import { fileResponse } from '../../door/file-response.ts';
import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { OwnData } from './me-views.ts';
import { partyOf } from './views.ts';

/** The file that shows who a party is, as it is kept. */
export async function documentOf(reader: Reader, id: PartyId): Promise<Response | undefined> {
  const fact = (await partyOf(reader, id))?.identity.document;
  const name = fact && (await reader.reveal([fact.value])).get(fact.value);
  if (name === undefined) return undefined;
  const rows = await reader.db.pool.query<{ doc: KeptFile }>(
    'select doc from concept_kept_file where id = $1 and owner = $2',
    [name, id],
  );
  const file = rows.rows[0]?.doc;
  return file && !file.isGone ? fileResponse(reader, { ...file, name }) : undefined;
}

const OPENINGS_MAX = 200;

/** Who of the staff has read it and when, the latest first, from the log itself. */
async function openingsOf({ db }: Pick<Reader, 'db'>, id: PartyId) {
  const { rows } = await db.pool.query<{ at: EpochMs; by: PartyId }>(
    `select (body::jsonb->>'at')::bigint as at, by from log_entry
     where concept = 'party' and stream = $1 and type = 'DocumentOpened' order by id desc limit ${OPENINGS_MAX}`,
    [id],
  );
  return rows;
}

export async function documentOpenings(reader: Reader, id: PartyId) {
  const openings = await openingsOf(reader, id);
  const name = await nameBook(
    reader,
    openings.map(({ by }) => by),
  );
  return openings.map(({ at, by }) => ({ at, by, byName: name(by) }));
}

/** For the person's own export: that it was read and when. Who of the staff it was is the staff's own data. */
export const OWN_DOCUMENT_OPENINGS: OwnData = {
  name: 'document_opened',
  read: async (reader, id) => (await openingsOf(reader, id)).map(({ at }) => ({ at })),
};
