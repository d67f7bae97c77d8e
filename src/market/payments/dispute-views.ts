import type { Reader } from '../../door/route.ts';
import type { PartyId } from '../../kernel/ids.ts';
import type { Dispute, DisputeId } from './dispute.ts';

interface Stored {
  readonly id: DisputeId;
  readonly doc: Dispute;
  readonly fee: number;
}

function rowOf({ rulebook, now }: Reader, { id, doc }: Pick<Stored, 'id' | 'doc'>) {
  const { orderId, currency, amountMinor, reason, openedAt, answerBy, answer, sent, outcome } = doc;
  return {
    disputeId: id,
    orderId,
    amount: { amountMinor, currency },
    /** What losing costs on top; shared among the orders of the charge. */
    fee: { amountMinor: rulebook.payout.chargebackFeeMinor[currency], currency },
    reason,
    openedAt,
    answerBy,
    answer,
    mayAnswer: answer === 'open' && outcome === null && now < answerBy,
    sentAt: sent?.at ?? null,
    outcome: outcome?.is ?? null,
    outcomeAt: outcome?.at ?? null,
  };
}

/** A seller's chargebacks: those that wait for an answer first, then the newest. */
export async function disputesView(reader: Reader, seller: PartyId, limit: number) {
  const rows = await reader.db.pool.query<Stored>(
    `select id, doc from concept_dispute where seller = $1
     order by (doc->>'answer' = 'open' and doc->'outcome' = 'null') desc, id desc limit $2`,
    [seller, limit],
  );
  return { chargebacks: rows.rows.map((row) => rowOf(reader, row)) };
}

/** One chargeback with what the seller answered; `undefined` if it is none of theirs. */
export async function disputeView(reader: Reader, seller: PartyId, id: string) {
  const rows = await reader.db.pool.query<Stored>(
    'select id, doc from concept_dispute where id = $1 and seller = $2',
    [id, seller],
  );
  const [row] = rows.rows;
  if (!row) return undefined;
  const { defence } = row.doc;
  const text = defence && (await reader.reveal([defence.text])).get(defence.text);
  return {
    ...rowOf(reader, row),
    defence: defence && {
      at: defence.at,
      text: text ?? null,
      files: defence.files.map(({ kind, mime, bytes }) => ({ kind, mime, bytes })),
    },
  };
}
