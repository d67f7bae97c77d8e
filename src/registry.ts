import { appeals } from './appeals/appeal.ts';
import { appealRoutes } from './appeals/routes.ts';
import { campaigns } from './campaigns/campaign.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { cases } from './cases/case.ts';
import { caseRoutes } from './cases/routes.ts';
import { complaints } from './complaints/complaint.ts';
import { complaintRoutes } from './complaints/routes.ts';
import type { AnyRoute } from './door/route.ts';
import type { AnyConcept } from './kernel/concept.ts';
import type { Refusal } from './kernel/decision.ts';
import { carts } from './market/carts/cart.ts';
import { listings } from './market/listings/listing.ts';
import { listingRoutes } from './market/listings/routes.ts';
import type { ListingSearch } from './market/listings/search.ts';
import { shopRoutes } from './market/listings/shop-routes.ts';
import { conversations } from './market/messages/conversation.ts';
import { messageRoutes } from './market/messages/routes.ts';
import { factRoutes } from './market/orders/facts-routes.ts';
import { orders } from './market/orders/order.ts';
import { parties } from './market/parties/party.ts';
import { partyRoutes } from './market/parties/routes.ts';
import { accounts } from './market/payments/account.ts';
import { charges } from './market/payments/charge.ts';
import { compensations } from './market/payments/compensation.ts';
import { deposits } from './market/payments/deposit.ts';
import { payments } from './market/payments/payment.ts';
import { payouts } from './market/payments/payout.ts';
import type { TaxTable } from './market/payments/taxes.ts';
import { reviews } from './market/reviews/review.ts';
import { reviewRoutes } from './market/reviews/routes.ts';
import { shipments } from './market/shipments/shipment.ts';
import { expireSanction } from './processes/approve-sanction.ts';
import { expireOrder } from './processes/cancel.ts';
import { expireCharge } from './processes/capture.ts';
import type { Cashier } from './processes/cashier.ts';
import { expireParty } from './processes/change-party.ts';
import { expireAppeal } from './processes/file-appeal.ts';
import { expireComplaint } from './processes/file-complaint.ts';
import { expireCaseFile } from './processes/hear-case.ts';
import { expireAccount, expirePayout } from './processes/payout.ts';
import { expireRectification } from './processes/rectify.ts';
import { expireCampaign } from './processes/run-campaign.ts';
import { expirePayment } from './processes/transfer.ts';
import type { World } from './processes/world.ts';
import { rectifications } from './sanctions/rectification.ts';
import { sanctions } from './sanctions/sanction.ts';
import { sanctionRoutes } from './sanctions/routes.ts';
import { signalRoutes } from './signals/routes.ts';
import { standings } from './standing/standing.ts';
import { logRoutes } from './transparency/log-routes.ts';
import { notices } from './transparency/notice.ts';
import { noticeRoutes } from './transparency/routes.ts';

/** Every concept of the market: its table is made, rebuilt and compared with the log from here. */
export const CONCEPTS: readonly AnyConcept[] = [
  parties,
  standings,
  listings,
  conversations,
  reviews,
  carts,
  orders,
  shipments,
  charges,
  payments,
  accounts,
  payouts,
  compensations,
  deposits,
  complaints,
  cases,
  sanctions,
  rectifications,
  appeals,
  campaigns,
  notices,
];

/** Ports to the outside, which workflows and routes are given. */
export interface Ports {
  readonly cashier: Cashier;
  readonly taxes: TaxTable;
  readonly search: ListingSearch;
  /** Deletes a sign-in account for good. */
  readonly removeLogin: (userId: string) => Promise<void>;
}

/** What happens when a stream is due; run by the sweeper in one transaction with the row locked. */
export interface DeadlineRule {
  readonly concept: AnyConcept;
  run(world: World, id: string): Promise<object | Refusal | void>;
}

export function allDeadlines({
  cashier,
  removeLogin,
}: Pick<Ports, 'cashier' | 'removeLogin'>): readonly DeadlineRule[] {
  return [
    { concept: parties, run: (world, id) => expireParty(world, id, removeLogin) },
    { concept: charges, run: (world, id) => expireCharge(world, id, cashier) },
    { concept: orders, run: (world, id) => expireOrder(world, id, cashier) },
    { concept: payments, run: (world, id) => expirePayment(world, id, cashier) },
    { concept: accounts, run: (world, id) => expireAccount(world, id, cashier) },
    { concept: payouts, run: (world, id) => expirePayout(world, id, cashier) },
    { concept: complaints, run: expireComplaint },
    { concept: cases, run: expireCaseFile },
    { concept: sanctions, run: expireSanction },
    { concept: rectifications, run: expireRectification },
    { concept: appeals, run: expireAppeal },
    { concept: campaigns, run: expireCampaign },
  ];
}

export function allRoutes(ports: Ports): readonly AnyRoute[] {
  return [
    ...partyRoutes(ports),
    ...listingRoutes(ports),
    ...shopRoutes(ports),
    ...messageRoutes(),
    ...reviewRoutes(),
    ...factRoutes(),
    ...signalRoutes(),
    ...complaintRoutes(),
    ...caseRoutes(),
    ...sanctionRoutes(),
    ...appealRoutes(),
    ...noticeRoutes(),
    ...campaignRoutes(),
    ...logRoutes(),
  ];
}
