import { index, layout, prefix, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  route('sign-out', './storefront/sign-out.tsx'),
  route('transparency/feed.atom', './bulletin/feed.ts'),
  route('preferences', './storefront/preferences.tsx'),
  layout('./storefront/layout.tsx', [
    index('./storefront/home.tsx'),
    route('search', './storefront/search.tsx'),
    route('listings/:listingId', './storefront/listing.tsx'),
    route('sellers/:sellerId', './storefront/seller.tsx'),
    route('sign-in', './storefront/sign-in.tsx'),
    ...prefix('transparency', [
      index('./bulletin/bulletin.tsx'),
      route('rules', './bulletin/rules.tsx'),
      route(':month', './bulletin/month.tsx'),
    ]),
    route('*', './storefront/not-found.tsx'),
  ]),
  ...prefix('seller', [
    layout('./seller/layout.tsx', [
      index('./seller/overview.tsx'),
      route('notices/:noticeId', './seller/notice.tsx'),
      route('cases/:caseId', './seller/case.tsx'),
      route('plans/:planId', './seller/plan.tsx'),
    ]),
  ]),
  ...prefix('ops', [
    layout('./operations/layout.tsx', [
      index('./operations/queue.tsx'),
      route('cases/:caseId', './operations/case.tsx'),
      route('parties', './operations/party-search.tsx'),
      route('parties/:partyId', './operations/party.tsx'),
      route('complaints', './operations/complaints.tsx'),
      route('complaints/:complaintId', './operations/complaint.tsx'),
      route('proposals', './operations/proposals.tsx'),
      route('appeals', './operations/appeals.tsx'),
      route('appeals/:appealId', './operations/appeal.tsx'),
      route('plans', './operations/plans.tsx'),
      route('plans/:planId', './operations/plan.tsx'),
      route('holds', './operations/holds.tsx'),
      route('goods', './operations/goods.tsx'),
      route('campaigns', './operations/campaigns.tsx'),
      route('campaigns/:campaignId', './operations/campaign.tsx'),
      route('notices/:noticeId', './operations/notice.tsx'),
      route('bounds', './operations/worst.tsx'),
      route('log', './operations/log.tsx'),
    ]),
  ]),
] satisfies RouteConfig;
