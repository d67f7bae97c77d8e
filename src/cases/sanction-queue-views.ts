import { nameBook } from '../door/names.ts';
import type { Reader } from '../door/route.ts';
import type { PartyId } from '../kernel/ids.ts';
import type { Case } from './case.ts';
import { type SanctionItem, sanctionItemOf, type StoredSanction } from './sanction-item-views.ts';

export interface SanctionQuery {
  readonly status?: string | undefined;
  readonly needsLook?: string | undefined;
  readonly kind?: string | undefined;
  readonly party?: PartyId | undefined;
  readonly campaign?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Sanctions, the one whose clock runs out first on top, then the latest. */
export async function sanctionQueue(
  reader: Reader,
  query: SanctionQuery,
): Promise<{ readonly rows: readonly SanctionItem[]; readonly next: string | null }> {
  const { limit, offset } = query;
  const found = await reader.db.pool.query<StoredSanction & { readonly of: Case }>(
    `select s.id, s.doc, s.needs_look, c.doc as of
     from concept_sanction s join concept_case_file c on c.id = s.case_id
     where ($1::text is null or s.status = $1) and ($2::text is null or s.needs_look = $2)
       and ($3::text is null or s.kind = $3) and ($4::text is null or s.party = $4) and ($5::text is null or s.campaign = $5)
     order by s.due_at nulls last, s.proposed_at desc, s.id limit $6 offset $7`,
    [
      query.status ?? null,
      query.needsLook ?? null,
      query.kind ?? null,
      query.party ?? null,
      query.campaign ?? null,
      limit + 1,
      offset,
    ],
  );
  const shown = found.rows.slice(0, limit);
  const name = await nameBook(
    reader,
    shown.flatMap((r) => [r.doc.party, r.doc.proposedBy, ...r.doc.approvals.map((a) => a.by)]),
  );
  return {
    rows: shown.map((r) => sanctionItemOf(reader, r, name, r.of)),
    next: found.rows.length > limit ? `o${offset + limit}` : null,
  };
}
