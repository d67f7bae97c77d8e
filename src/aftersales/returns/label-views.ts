import type { Reader } from '../../door/route.ts';
import type { PartyId, ReturnId } from '../../kernel/ids.ts';
import type { Commitment } from '../../kernel/unit.ts';
import type { LabelAddress } from '../../market/shipments/label.ts';
import type { ReturnLabel, ReturnLabelMaker } from './label.ts';
import type { Return } from './return.ts';

/** Only while the goods are to be sent, and only where the order had an address of ours. */
export async function returnLabel(
  reader: Reader,
  labels: ReturnLabelMaker,
  buyer: PartyId,
  returnId: ReturnId,
): Promise<ReturnLabel | undefined> {
  const rows = await reader.db.pool.query<{
    doc: Return;
    address: Commitment | null;
    shop: string | null;
    home: Commitment | null;
  }>(
    `select r.doc, o.doc->>'address' as address, s.doc->'name'->>'shop' as shop,
       s.doc->'identity'->'address'->>'value' as home
     from concept_return_request r join concept_order o on o.id = r.order_id join concept_party s on s.id = r.seller
     where r.id = $1 and r.buyer = $2 and r.status = 'awaiting-return'`,
    [returnId, buyer],
  );
  const row = rows.rows[0];
  if (!row || row.address === null) return undefined;
  const revealed = await reader.reveal([row.address, ...(row.home === null ? [] : [row.home])]);
  const read = (commitment: Commitment | null) => {
    const text = commitment === null ? undefined : revealed.get(commitment);
    return text === undefined ? null : (JSON.parse(text) as LabelAddress);
  };
  const from = read(row.address);
  if (from === null) return undefined;
  const to = { name: row.shop ?? '', address: read(row.home) };
  return labels.make({ returnId, from, to, paidBy: row.doc.shippingBy });
}
