import type { Reader } from '../../door/route.ts';
import type { MemberId, PartyId } from '../../kernel/ids.ts';
import type { Member } from './member.ts';

interface Row {
  readonly id: MemberId;
  readonly doc: Member;
}

/** Everybody who acts or may come to act for a seller, and who did, the newest first. */
export async function teamOf(reader: Reader, seller: PartyId) {
  const rows = await reader.db.pool.query<Row>(
    'select id, doc from concept_member where seller = $1 order by id desc limit 500',
    [seller],
  );
  const revealed = await reader.reveal(rows.rows.flatMap(({ doc }) => [doc.name, doc.mail]));
  return rows.rows.map(({ id, doc }) => ({
    memberId: id,
    name: revealed.get(doc.name) ?? '',
    // Kept of who may be reinstated, and nobody's affair meanwhile.
    mail: doc.status === 'removed' ? null : (revealed.get(doc.mail) ?? null),
    roles: doc.roles,
    status: statusOf(doc, reader.now),
    invitedAt: doc.invitedAt,
    expiresAt: doc.status === 'invited' ? doc.expiresAt : null,
    joinedAt: doc.status === 'active' ? doc.joinedAt : null,
  }));
}

/** `barred`: removed by a bar, and back if it is reversed, unless the owner removes them for good. */
function statusOf(member: Member, now: number): Member['status'] | 'expired' | 'barred' {
  if (member.status === 'removed' && member.barred) return 'barred';
  return member.status === 'invited' && member.expiresAt <= now ? 'expired' : member.status;
}

/** What somebody is shown before they accept: whose shop it is and what they would do there. */
export async function invitationTo(reader: Reader, memberId: MemberId) {
  const rows = await reader.db.pool.query<{ doc: Member; shop: string | null }>(
    `select m.doc, p.doc->'name'->>'shop' as shop from concept_member m join concept_party p on p.id = m.seller
     where m.id = $1`,
    [memberId],
  );
  const row = rows.rows[0];
  if (row?.doc.status !== 'invited' || row.doc.expiresAt <= reader.now) return undefined;
  return { shop: row.shop ?? '', roles: row.doc.roles, expiresAt: row.doc.expiresAt };
}
