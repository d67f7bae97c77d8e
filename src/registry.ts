import { deskReportRoutes } from './aftersales/desk/report-routes.ts';
import { deskReturnRoutes } from './aftersales/returns/desk-routes.ts';
import { supportRoutes } from './aftersales/desk/routes.ts';
import { deskRoutes } from './aftersales/desk/staff-routes.ts';
import type { ReturnLabelMaker } from './aftersales/returns/label.ts';
import { returnRoutes } from './aftersales/returns/routes.ts';
import { guideDeskRoutes } from './aftersales/guides/staff-routes.ts';
import { guideRoutes } from './aftersales/guides/routes.ts';
import { appealRoutes } from './appeals/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { complaintRoutes } from './complaints/routes.ts';
import type { AnyRoute } from './door/route.ts';
import { entryRoutes } from './entry/routes.ts';
import { cartRoutes } from './market/carts/routes.ts';
import { ownPictureRoutes } from './market/listings/own-picture-routes.ts';
import { ownListingRoutes } from './market/listings/own-routes.ts';
import { listingRoutes } from './market/listings/routes.ts';
import type { Illustrator } from './market/listings/picture.ts';
import { pictureRoutes } from './market/listings/picture-routes.ts';
import type { ListingSearch } from './market/listings/search.ts';
import { promotionRoutes } from './market/listings/promotion-routes.ts';
import { searchRoutes } from './market/listings/search-routes.ts';
import { shelfRoutes } from './market/listings/shelf-routes.ts';
import { sheetRoutes } from './market/listings/sheet-routes.ts';
import type { Traffic } from './market/listings/traffic.ts';
import { shopRoutes } from './market/listings/shop-routes.ts';
import { messageRoutes } from './market/messages/routes.ts';
import { checkoutRoutes } from './market/orders/checkout-routes.ts';
import { factRoutes } from './market/orders/facts-routes.ts';
import { orderRoutes } from './market/orders/routes.ts';
import { partyRoutes } from './market/parties/routes.ts';
import { salesRoutes } from './market/orders/sales-routes.ts';
import { shipSheetRoutes } from './market/orders/ship-sheet-routes.ts';
import { paymentRoutes } from './market/payments/routes.ts';
import type { DutyTable } from './market/payments/duties.ts';
import type { TaxTable } from './market/payments/taxes.ts';
import { reviewRoutes } from './market/reviews/routes.ts';
import type { LabelMaker } from './market/shipments/label.ts';
import { carrierRoutes } from './market/shipments/carrier-routes.ts';
import { shipmentRoutes } from './market/shipments/routes.ts';
import { strikeRoutes } from './market/shipments/strike-routes.ts';
import { webhookRoutes } from './market/webhooks/routes.ts';
import { teamRoutes } from './market/team/routes.ts';
import { rankingRoutes } from './ranking/routes.ts';
import type { SearchIndexPort } from './ranking/index-views.ts';
import type { TrustBoard } from './ranking/trust-board.ts';
import { qualityRoutes } from './quality/routes.ts';
import { sanctionRoutes } from './sanctions/routes.ts';
import { signalRoutes } from './signals/routes.ts';
import { bulletinRoutes } from './transparency/bulletin-routes.ts';
import { staffingRoutes } from './staffing/routes.ts';
import { logRoutes } from './transparency/log-routes.ts';
import { noticeRoutes } from './transparency/routes.ts';
import type { DeadlinePorts } from './deadlines.ts';

/** Ports to the outside, which workflows and routes are given. */
export interface Ports extends DeadlinePorts {
  readonly taxes: TaxTable;
  readonly duties: DutyTable;
  readonly search: ListingSearch;
  readonly trust: TrustBoard;
  readonly searchIndex: SearchIndexPort;
  readonly traffic: Traffic;
  readonly labels: LabelMaker;
  /** Development: receivers of webhooks may run on this machine. */
  readonly webhooks: { readonly allowLocal: boolean };
  readonly returnLabels: ReturnLabelMaker;
  /** Draws the pictures of a made-up market. */
  readonly illustrator: Illustrator;
}

export function allRoutes(ports: Ports): readonly AnyRoute[] {
  return [
    ...partyRoutes(ports),
    ...teamRoutes(),
    ...webhookRoutes(ports),
    ...entryRoutes(),
    ...listingRoutes(),
    ...searchRoutes(ports),
    ...shelfRoutes(ports),
    ...promotionRoutes(ports),
    ...pictureRoutes(ports),
    ...ownListingRoutes(),
    ...sheetRoutes(),
    ...ownPictureRoutes(),
    ...shopRoutes(ports),
    ...rankingRoutes(ports),
    ...messageRoutes(),
    ...reviewRoutes(),
    ...cartRoutes(ports),
    ...checkoutRoutes(ports),
    ...orderRoutes(ports),
    ...salesRoutes(ports),
    ...shipSheetRoutes(),
    ...shipmentRoutes(),
    ...carrierRoutes(),
    ...strikeRoutes(),
    ...paymentRoutes(ports),
    ...returnRoutes(ports),
    ...factRoutes(),
    ...signalRoutes(),
    ...complaintRoutes(),
    ...caseRoutes(),
    ...sanctionRoutes(),
    ...appealRoutes(),
    ...noticeRoutes(),
    ...campaignRoutes(),
    ...logRoutes(),
    ...staffingRoutes(),
    ...bulletinRoutes(),
    ...supportRoutes(),
    ...deskRoutes(),
    ...deskReportRoutes(),
    ...deskReturnRoutes(),
    ...qualityRoutes(ports),
    ...guideRoutes(),
    ...guideDeskRoutes(),
  ];
}
