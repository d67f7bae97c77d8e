import { z } from 'zod';
import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Guide } from './guide.ts';
import type { Reminder } from './reminder.ts';

export const reminderRow = z.object({
  orderId: z.string(),
  guideId: z.string(),
  listingId: z.string(),
  title: z.string(),
  everyMonths: z.int(),
  nextAt: z.int(),
  told: z.int(),
});

const REMINDERS_MAX = 500;

/** The next first; those that were stopped are left out. */
export async function ownReminders(
  reader: Reader,
  owner: PartyId,
  orderId: string | undefined,
): Promise<z.infer<typeof reminderRow>[]> {
  const found = await reader.db.pool.query<{ doc: Reminder; guide: Guide }>(
    `select r.doc, g.doc as guide from concept_care_reminder r join concept_guide g on g.id = r.doc->>'guideId'
     where r.owner = $1 and ($2::text is null or r."order" = $2) order by r.due_at, r.id limit ${REMINDERS_MAX}`,
    [owner, orderId ?? null],
  );
  return found.rows.map(({ doc, guide }) => ({
    orderId: doc.orderId,
    guideId: doc.guideId,
    listingId: doc.listingId,
    title: guide.versions.at(-1)?.title ?? '',
    everyMonths: doc.everyMonths,
    nextAt: doc.nextAt,
    told: doc.told,
  }));
}
