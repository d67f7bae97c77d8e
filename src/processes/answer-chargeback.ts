import type { InspectedUpload, Upload } from '../cases/evidence.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';
import type { OrderId, PartyId, UploadId } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import { charges } from '../market/payments/charge.ts';
import {
  type Dispute,
  type DisputeEvent,
  type DisputeId,
  disputes,
  mayAnswer,
} from '../market/payments/dispute.ts';
import type { ChargebackReason, DefenceRequest } from '../market/payments/provider.ts';
import { orders } from '../market/orders/order.ts';
import { shipments } from '../market/shipments/shipment.ts';
import type { CashierCalls } from './cashier.ts';
import { giveNotice } from './give-notice.ts';
import { keepUpload, noteOf, ownUploads, useUploads } from './keep-upload.ts';
import { retryAt } from './retry.ts';
import type { World } from './world.ts';

/** Asks a seller for an answer. The provider's own deadline leaves us a day to pass the answer on. */
export function openDispute(
  world: World,
  input: Pick<Dispute, 'chargeback' | 'checkout' | 'orderId' | 'seller' | 'currency' | 'amountMinor'> & {
    readonly reason: ChargebackReason;
    readonly bankWaitsUntil: EpochMs | undefined;
  },
): void {
  const { unit, rulebook } = world;
  const { bankWaitsUntil, ...facts } = input;
  const ours = unit.now + rulebook.payout.chargebackAnswerDays * DAY_MS;
  const answerBy = Math.min(ours, (bankWaitsUntil ?? Number.POSITIVE_INFINITY) - DAY_MS);
  const disputeId: DisputeId = unit.ids.next('dsp');
  unit.append(disputes, disputeId, [
    { type: 'DisputeOpened', at: unit.now, ...facts, answerBy: Math.max(answerBy, unit.now) },
  ]);
  const { seller: to, orderId, reason } = facts;
  giveNotice(world, { to, body: { kind: 'chargeback-opened', disputeId, orderId, reason, dueAt: answerBy } });
}

/** The bank has decided: nothing is to be answered any more. */
export async function closeDisputes(
  { unit }: World,
  chargeback: string,
  outcome: 'won' | 'lost',
): Promise<void> {
  for (const { id, state } of await unit.find(disputes, { chargeback }))
    if (!state.outcome) unit.append(disputes, id, [{ type: 'DisputeClosed', at: unit.now, outcome }]);
}

export interface AnswerInput {
  readonly disputeId: DisputeId;
  readonly seller: PartyId;
  /** Absent: the seller accepts the loss. */
  readonly defence?: { readonly text: string; readonly files: readonly InspectedUpload[] };
  readonly cashier: CashierCalls;
}

/** The seller's answer to the bank. Refuses `not-found`, `answered-already`, `answer-too-late`, `chargeback-closed`. */
export async function answerChargeback(
  world: World,
  { disputeId, seller, defence, cashier }: AnswerInput,
): Promise<{ readonly disputeId: DisputeId } | Refusal> {
  const { unit } = world;
  const refused = mayAnswer(await unit.load(disputes, disputeId), seller, unit.now);
  if (isRefusal(refused)) return refused;
  const at = unit.now;
  const files = await keptFor(world, disputeId, seller, defence?.files ?? []);
  if (isRefusal(files)) return files;
  const answer: Answer = defence
    ? {
        type: 'DisputeDefended',
        at,
        text: unit.keep({ party: seller, kind: 'chargeback-answer', value: defence.text }),
        files,
      }
    : { type: 'DisputeAccepted', at };
  await take(world, disputeId, answer, cashier);
  return { disputeId };
}

/** The files of an answer, kept as the seller's, as the dispute notes them. */
async function keptFor(
  world: World,
  disputeId: DisputeId,
  seller: PartyId,
  files: readonly InspectedUpload[],
): Promise<readonly Upload[] | Refusal> {
  const ids: UploadId[] = [];
  for (const file of files) {
    const kept = await keepUpload(world, seller, file);
    if (isRefusal(kept)) return kept;
    ids.push(kept.uploadId);
  }
  const own = await ownUploads(world, seller, ids);
  if (isRefusal(own)) return own;
  useUploads(world, own, disputeId);
  return own.map(noteOf);
}

/** Deadline of a dispute: the answer that did not come, or the telling that was lost. */
export async function expireDispute(
  world: World,
  id: string,
  cashier: CashierCalls,
): Promise<object | Refusal> {
  const { unit } = world;
  const disputeId = id as DisputeId;
  const dispute = await unit.load(disputes, disputeId);
  const at = unit.now;
  if (dispute?.outcome !== null) return refuse('not-due', 'Nothing is due for this chargeback.');
  if (dispute.answer === 'open' && dispute.answerBy <= at) {
    await take(world, disputeId, { type: 'AnswerMissed', at }, cashier);
    return { missed: disputeId };
  }
  if (dispute.sendAt === null || dispute.sendAt > at)
    return refuse('not-due', 'Nothing is due for this chargeback.');
  const sendAt = retryAt(at, dispute.failures);
  unit.append(disputes, disputeId, [{ type: 'DefenceDelayed', at, why: 'no answer on record', sendAt }]);
  unit.afterCommit(() => cashier.sendDefence(disputeId));
  return { retried: disputeId };
}

type Without<E, K extends PropertyKey> = E extends unknown ? Omit<E, K> : never;
type Answer = Without<
  Extract<DisputeEvent, { type: 'DisputeDefended' | 'DisputeAccepted' | 'AnswerMissed' }>,
  'sendAt'
>;

/** Records one answer; the last one of a chargeback, if anybody answered at all, sends them on. */
async function take(world: World, id: DisputeId, answer: Answer, cashier: CashierCalls): Promise<void> {
  const { unit } = world;
  const own = await unit.load(disputes, id);
  if (!own) return;
  // Two sellers who answer at the same moment must not both take the other for the last one.
  await unit.lock(charges, own.checkout, 'update');
  const others = (await unit.find(disputes, { chargeback: own.chargeback })).filter((d) => d.id !== id);
  const isLast = others.every((d) => d.state.answer !== 'open');
  const anybody = answer.type !== 'AnswerMissed' || others.some((d) => d.state.answer !== 'missed');
  const sendAt = isLast && anybody ? retryAt(unit.now, 0) : null;
  unit.append(disputes, id, [{ ...answer, sendAt }]);
  if (sendAt !== null) unit.afterCommit(() => cashier.sendDefence(id));
}

/** What the bank is told, from all answers to one chargeback; `undefined` when there is nothing left to send. */
export async function defenceOf(
  world: World,
  id: DisputeId,
): Promise<Omit<DefenceRequest, 'key'> | undefined> {
  const { unit } = world;
  const lead = await unit.load(disputes, id);
  if (!lead || lead.sendAt === null || lead.outcome) return undefined;
  const charge = await unit.load(charges, lead.checkout);
  if (charge?.status !== 'captured') return undefined;
  const answered = (await unit.find(disputes, { chargeback: lead.chargeback })).map((d) => d.state);
  const secrets = answered.flatMap(({ defence }) =>
    defence ? [defence.text, ...defence.files.map((f) => f.content)] : [],
  );
  const revealed = await unit.reveal(secrets);
  const defended = answered.flatMap((d) => (d.defence ? [{ ...d, defence: d.defence }] : []));
  const parcels: DefenceRequest['parcels'][number][] = [];
  for (const { orderId } of defended) parcels.push(...(await parcelsOf(world, orderId)));
  return {
    chargebackId: lead.chargeback,
    reference: charge.reference,
    accepted: answered.every((d) => d.answer === 'accepted'),
    statement: defended.map((d) => `Order ${d.orderId}: ${revealed.get(d.defence.text) ?? ''}`).join('\n\n'),
    parcels,
    files: defended.flatMap((d) =>
      d.defence.files.flatMap(({ mime, content }) => {
        const base64 = revealed.get(content);
        return base64 === undefined ? [] : [{ mime, base64 }];
      }),
    ),
  };
}

/** What carriers know is proof that nobody has to upload. */
async function parcelsOf({ unit }: World, orderId: OrderId): Promise<DefenceRequest['parcels']> {
  const order = await unit.load(orders, orderId);
  if (!order || !('shipments' in order)) return [];
  const parcels: DefenceRequest['parcels'][number][] = [];
  for (const id of order.shipments) {
    const shipment = await unit.load(shipments, id);
    if (shipment?.tracking === undefined) continue;
    // Kept as `carrier:number`.
    const kept = (await unit.reveal([shipment.tracking])).get(shipment.tracking);
    if (kept === undefined) continue;
    const trackingNumber = kept.slice(kept.indexOf(':') + 1);
    parcels.push({ carrier: shipment.carrier, trackingNumber, shippedAt: shipment.createdAt });
  }
  return parcels;
}

/** The provider has answered: taken, with its reference, or refused for good. */
export async function defenceTold(
  { unit }: World,
  id: DisputeId,
  told: { readonly reference: string } | { readonly refused: string },
): Promise<object | Refusal> {
  const lead = await unit.load(disputes, id);
  if (!lead || lead.sendAt === null) return refuse('not-waiting', 'This answer is not waiting to be sent.');
  const at = unit.now;
  const event: DisputeEvent =
    'reference' in told
      ? { type: 'DefenceSent', at, reference: told.reference }
      : { type: 'DefenceRefused', at, why: told.refused };
  for (const d of await unit.find(disputes, { chargeback: lead.chargeback }))
    if (d.state.answer === 'defended' || d.state.answer === 'accepted') unit.append(disputes, d.id, [event]);
  // The lead itself may be the one that missed its time: it has nothing to send any more.
  if (lead.answer === 'missed') unit.append(disputes, id, [event]);
  return { told: id };
}
