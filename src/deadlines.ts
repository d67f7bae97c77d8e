import { tickets } from './aftersales/desk/ticket.ts';
import { returns } from './aftersales/returns/evolve.ts';
import { reminders } from './aftersales/guides/reminder.ts';
import { appeals } from './appeals/appeal.ts';
import { campaigns } from './campaigns/campaign.ts';
import { cases } from './cases/case.ts';
import { keptFiles } from './cases/kept-file.ts';
import { complaints } from './complaints/complaint.ts';
import { drafts } from './complaints/draft.ts';
import type { AnyConcept } from './kernel/concept.ts';
import type { Refusal } from './kernel/decision.ts';
import { orders } from './market/orders/order.ts';
import { parties } from './market/parties/party.ts';
import { members } from './market/team/member.ts';
import { accounts } from './market/payments/account.ts';
import { charges } from './market/payments/charge.ts';
import { disputes } from './market/payments/dispute.ts';
import { payments } from './market/payments/payment.ts';
import { payouts } from './market/payments/payout.ts';
import { expireDispute } from './processes/answer-chargeback.ts';
import { expireSanction } from './processes/approve-sanction.ts';
import { expireOrder } from './processes/cancel.ts';
import { expireCharge } from './processes/capture.ts';
import type { Cashier } from './processes/cashier.ts';
import { expireParty } from './processes/change-party.ts';
import { expireTicket } from './processes/ask-desk.ts';
import { expireAuthorityOrder } from './processes/authority-orders.ts';
import { expireAppeal } from './processes/file-appeal.ts';
import { expireComplaint } from './processes/file-complaint.ts';
import { expireDraft } from './processes/draft-report.ts';
import { expireReturn } from './processes/expire-return.ts';
import { expireCaseFile } from './processes/hear-case.ts';
import { expireLot } from './processes/inspect-lot.ts';
import { expireReminder } from './processes/keep-guides.ts';
import { expireUpload } from './processes/keep-upload.ts';
import { expireAccount, expirePayout } from './processes/payout.ts';
import { expireClaim } from './processes/recall-claims.ts';
import { expireRectification } from './processes/rectify.ts';
import { expireCampaign } from './processes/run-campaign.ts';
import { continueRecall, tellOwners } from './processes/run-recall.ts';
import { expireStop } from './processes/stop-goods.ts';
import { expireMember } from './processes/team.ts';
import { expirePayment } from './processes/transfer.ts';
import { expireWatch } from './processes/watch-goods.ts';
import type { World } from './processes/world.ts';
import { authorityOrders } from './quality/authority-order.ts';
import { claims } from './quality/claim.ts';
import { lots } from './quality/lot.ts';
import type { OwnersOf } from './quality/owners.ts';
import { ownerLists, recalls } from './quality/recall.ts';
import { stops } from './quality/stop.ts';
import { watches } from './quality/watch.ts';
import { rectifications } from './sanctions/rectification.ts';
import { sanctions } from './sanctions/sanction.ts';

/** What deadlines need of the outside. */
export interface DeadlinePorts {
  readonly cashier: Cashier;
  /** Deletes a sign-in account for good. */
  readonly removeLogin: (userId: string) => Promise<void>;
  /** Who has bought recalled goods. */
  readonly ownersOf: OwnersOf;
}

/** What happens when a stream is due; run by the sweeper in one transaction with the row locked. */
export interface DeadlineRule {
  readonly concept: AnyConcept;
  run(world: World, id: string): Promise<object | Refusal | void>;
}

export function allDeadlines({ cashier, removeLogin, ownersOf }: DeadlinePorts): readonly DeadlineRule[] {
  return [
    { concept: parties, run: (world, id) => expireParty(world, id, removeLogin) },
    { concept: members, run: expireMember },
    { concept: charges, run: (world, id) => expireCharge(world, id, cashier) },
    { concept: orders, run: (world, id) => expireOrder(world, id, cashier) },
    { concept: payments, run: (world, id) => expirePayment(world, id, cashier) },
    { concept: accounts, run: (world, id) => expireAccount(world, id, cashier) },
    { concept: disputes, run: (world, id) => expireDispute(world, id, cashier) },
    { concept: payouts, run: (world, id) => expirePayout(world, id, cashier) },
    { concept: returns, run: (world, id) => expireReturn(world, id, cashier) },
    { concept: keptFiles, run: expireUpload },
    { concept: drafts, run: expireDraft },
    { concept: complaints, run: expireComplaint },
    { concept: cases, run: expireCaseFile },
    { concept: sanctions, run: expireSanction },
    { concept: rectifications, run: expireRectification },
    { concept: appeals, run: expireAppeal },
    { concept: campaigns, run: expireCampaign },
    { concept: tickets, run: expireTicket },
    { concept: reminders, run: expireReminder },
    ...qualityDeadlines(cashier, ownersOf),
  ];
}

function qualityDeadlines(cashier: Cashier, ownersOf: OwnersOf): readonly DeadlineRule[] {
  return [
    { concept: recalls, run: (world, id) => continueRecall(world, id, ownersOf) },
    { concept: ownerLists, run: tellOwners },
    { concept: stops, run: (world, id) => expireStop(world, id, cashier) },
    { concept: lots, run: expireLot },
    { concept: watches, run: expireWatch },
    { concept: claims, run: (world, id) => expireClaim(world, id, cashier) },
    { concept: authorityOrders, run: expireAuthorityOrder },
  ];
}
