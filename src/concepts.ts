import { macros } from './aftersales/desk/macro.ts';
import { tickets } from './aftersales/desk/ticket.ts';
import { returns } from './aftersales/returns/evolve.ts';
import { guideAnswers } from './aftersales/guides/guide-answer.ts';
import { guides } from './aftersales/guides/guide.ts';
import { reminders } from './aftersales/guides/reminder.ts';
import { appeals } from './appeals/appeal.ts';
import { campaigns } from './campaigns/campaign.ts';
import { cases } from './cases/case.ts';
import { keptFiles } from './cases/kept-file.ts';
import { complaints } from './complaints/complaint.ts';
import { drafts } from './complaints/draft.ts';
import type { AnyConcept } from './kernel/concept.ts';
import { carts } from './market/carts/cart.ts';
import { listingAttempts } from './market/listings/attempt.ts';
import { listings } from './market/listings/listing.ts';
import { promotions } from './market/listings/promotion.ts';
import { conversations } from './market/messages/conversation.ts';
import { orders } from './market/orders/order.ts';
import { parties } from './market/parties/party.ts';
import { accounts } from './market/payments/account.ts';
import { charges } from './market/payments/charge.ts';
import { compensations } from './market/payments/compensation.ts';
import { deposits } from './market/payments/deposit.ts';
import { disputes } from './market/payments/dispute.ts';
import { payments } from './market/payments/payment.ts';
import { payouts } from './market/payments/payout.ts';
import { reviews } from './market/reviews/review.ts';
import { shipments } from './market/shipments/shipment.ts';
import { carrierStrikes } from './market/shipments/strike.ts';
import { webhooks } from './market/webhooks/webhook.ts';
import { members } from './market/team/member.ts';
import { authorityOrders } from './quality/authority-order.ts';
import { barredGoods } from './quality/barred.ts';
import { claims } from './quality/claim.ts';
import { lots } from './quality/lot.ts';
import { ownerLists, recalls } from './quality/recall.ts';
import { stops } from './quality/stop.ts';
import { watches } from './quality/watch.ts';
import { colleagues } from './staffing/colleague.ts';
import { rectifications } from './sanctions/rectification.ts';
import { sanctions } from './sanctions/sanction.ts';
import { standings } from './standing/standing.ts';
import { notices } from './transparency/notice.ts';

/** Every concept of the market: its table is made, rebuilt and compared with the log from here. */
export const CONCEPTS: readonly AnyConcept[] = [
  parties,
  members,
  webhooks,
  colleagues,
  standings,
  listings,
  listingAttempts,
  promotions,
  conversations,
  reviews,
  carts,
  orders,
  shipments,
  carrierStrikes,
  charges,
  payments,
  accounts,
  payouts,
  compensations,
  deposits,
  disputes,
  returns,
  keptFiles,
  drafts,
  complaints,
  cases,
  sanctions,
  rectifications,
  appeals,
  campaigns,
  notices,
  tickets,
  macros,
  stops,
  lots,
  watches,
  recalls,
  ownerLists,
  claims,
  barredGoods,
  authorityOrders,
  guides,
  guideAnswers,
  reminders,
];
