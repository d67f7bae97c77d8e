import { index, layout, prefix, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  route('sign-out', './storefront/sign-out.tsx'),
  layout('./storefront/layout.tsx', [
    index('./storefront/home.tsx'),
    route('search', './storefront/search.tsx'),
    route('listings/:listingId', './storefront/listing.tsx'),
    route('sign-in', './storefront/sign-in.tsx'),
    route('*', './storefront/not-found.tsx'),
  ]),
  ...prefix('seller', [layout('./seller/layout.tsx', [index('./seller/overview.tsx')])]),
  ...prefix('ops', [
    layout('./operations/layout.tsx', [
      index('./operations/queue.tsx'),
      route('cases/:caseId', './operations/case.tsx'),
      route('parties', './operations/party-search.tsx'),
      route('parties/:partyId', './operations/party.tsx'),
      route('proposals', './operations/proposals.tsx'),
      route('campaigns', './operations/campaigns.tsx'),
      route('bounds', './operations/worst.tsx'),
      route('log', './operations/log.tsx'),
    ]),
  ]),
] satisfies RouteConfig;
