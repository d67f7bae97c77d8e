import type { Reader } from '../../door/route.ts';
import type { ConversationId, PartyId } from '../../kernel/ids.ts';
import type { Conversation } from './conversation.ts';

interface Row {
  readonly id: ConversationId;
  readonly doc: Conversation;
  readonly buyer_name: string | null;
  readonly seller_name: string | null;
}

/** Commitments of persons' names are revealed by the caller; shop names are plain. */
const WITH_NAMES = `
  select c.id, c.doc, b.doc->'name'->>'person' as buyer_name, s.doc->'name'->>'shop' as seller_name
  from concept_conversation c
    left join concept_party b on b.id = c.buyer and b.doc->'erasure' = 'null'::jsonb
    left join concept_party s on s.id = c.seller`;

/** The conversations of a party, the newest first; `before` is the last id of the page before. */
export async function conversationsOf(
  reader: Reader,
  party: PartyId,
  page: {
    readonly orderId?: string | undefined;
    /** Only those in which the seller owes an answer, the longest waiting first. */
    readonly unanswered?: boolean | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
) {
  const rows = await reader.db.pool.query<Row>(
    `${WITH_NAMES} where (c.buyer = $1 or c.seller = $1) and ($2::text is null or c."order" = $2)
       and ($3::text is null or c.id < $3)
       ${page.unanswered ? `and c.doc->'question' <> 'null'::jsonb order by (c.doc->'question'->>'askedAt')::bigint, c.id` : 'order by c.id desc'}
     limit $4`,
    [party, page.orderId ?? null, page.before ?? null, page.limit],
  );
  const lastTexts = rows.rows.flatMap((r) => r.doc.messages.at(-1)?.text ?? []);
  const names = rows.rows.flatMap((r) => r.buyer_name ?? []);
  const revealed = await reader.reveal([...lastTexts, ...names]);
  const conversations = rows.rows.map((row) => {
    const last = row.doc.messages.at(-1);
    return {
      ...head(reader, row, revealed),
      messages: row.doc.messages.length,
      last: last ? { from: last.from, at: last.at, text: revealed.get(last.text) ?? null } : null,
    };
  });
  return {
    conversations,
    next: page.unanswered || rows.rows.length < page.limit ? null : (rows.rows.at(-1)?.id ?? null),
  };
}

function head(
  reader: Reader,
  { id, doc, buyer_name, seller_name }: Row,
  revealed: ReadonlyMap<string, string>,
) {
  const within = answerWithinMs(reader.rulebook);
  return {
    conversationId: id,
    buyer: {
      id: doc.buyer,
      name: (buyer_name === null ? undefined : revealed.get(buyer_name)) ?? 'Former member',
    },
    seller: { id: doc.seller, name: seller_name ?? '' },
    subject: doc.subject,
    openedAt: doc.openedAt,
    unansweredSince: doc.question?.askedAt ?? null,
    /** An answer after this counts as late. */
    answerBy: doc.question && within !== undefined ? doc.question.askedAt + within : null,
  };
}

/** As the metric of answers counts; nothing if the rulebook has none. */
function answerWithinMs({ metrics }: Reader['rulebook']): number | undefined {
  for (const { measure } of Object.values(metrics))
    if (measure.kind === 'response') return measure.answerWithinHours * HOUR_MS;
  return undefined;
}

const HOUR_MS = 3_600_000;

/**
 * A conversation for one of the two, or for staff who have a complaint or a case that names it. Texts that were
 * erased are `null`.
 */
export async function conversationFor(reader: Reader, id: ConversationId) {
  const { actor } = reader;
  if (actor.kind === 'anonymous') return undefined;
  const rows = await reader.db.pool.query<Row>(`${WITH_NAMES} where c.id = $1`, [id]);
  const row = rows.rows[0];
  if (!row) return undefined;
  const takesPart = row.doc.buyer === actor.partyId || row.doc.seller === actor.partyId;
  if (!takesPart && !(actor.kind === 'staff' && (await isUnderExamination(reader, id, row.doc))))
    return undefined;
  const names = row.buyer_name === null ? [] : [row.buyer_name];
  const revealed = await reader.reveal([...row.doc.messages.map((m) => m.text), ...names]);
  return {
    ...head(reader, row, revealed),
    messages: row.doc.messages.map(({ id: messageId, from, at, text }) => ({
      messageId,
      from,
      at,
      text: revealed.get(text) ?? null,
    })),
  };
}

/** Named by a complaint or a case about one of the two: nobody of the staff reads along otherwise. */
async function isUnderExamination(
  { db }: Pick<Reader, 'db'>,
  id: ConversationId,
  doc: Conversation,
): Promise<boolean> {
  const found = await db.pool.query(
    `select 1 from concept_complaint where subject = any($2) and doc->'refs'->>'conversationId' = $1
     union all
     select 1 from concept_case_file where subject = any($2) and doc->'refs'->'conversations' ? $1 limit 1`,
    [id, [doc.buyer, doc.seller]],
  );
  return (found.rowCount ?? 0) > 0;
}

/** From the metric that the rulebook keeps of answers. Nothing is told of accounts that are no sellers. */
export async function answeringOf(reader: Reader, seller: PartyId) {
  if ((await reader.standings([seller])).get(seller)?.kind !== 'seller') return undefined;
  for (const [name, { measure, minVolume }] of Object.entries(reader.rulebook.metrics)) {
    if (measure.kind !== 'response') continue;
    const found = await reader.metrics.assess({ party: seller, subject: 'seller' }, reader.now);
    const { n = 0, k = 0 } = found.find((a) => a.metric === name) ?? {};
    return {
      withinHours: measure.answerWithinHours,
      share: n < minVolume ? null : (n - k) / n,
      questions: n,
    };
  }
  return undefined;
}
