/** Every page there is, from the routes themselves, and how to get to those that no link of the demo leads to. */
import type { RouteConfigEntry } from '@react-router/dev/routes';
import type { StaffRole } from '../../src/door/actor.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import routes from '../../src/ui/routes.ts';

/** Patterns such as `/orders/:orderId`. Routes without a component of their own (files that end in `.ts`) are no pages. */
export function pagePatterns(): readonly string[] {
  return routes.flatMap((route) => patternsOf(route, '')).toSorted();
}

function patternsOf({ path, index, file, children = [] }: RouteConfigEntry, above: string): string[] {
  const here = path === undefined ? above : `${above}/${path}`.replace('//', '/');
  const isPage = (index || path !== undefined) && file.endsWith('.tsx');
  return [...(isPage ? [here || '/'] : []), ...children.flatMap((child) => patternsOf(child, here))];
}

/** Who looks: a visitor, somebody with a bare sign-in account, or the party that a query finds. */
export interface Look {
  readonly as?: 'visitor' | 'halfway' | 'account';
  /** In place of the pattern. */
  readonly at?: string;
  /** Finds `who` looks and the `id` that stands for the pattern's parameter. */
  readonly find?: string;
  /** Sends people elsewhere: nothing of its own to be seen. */
  readonly passesOn?: true;
}

/** Any one of a concept, as a colleague with this role sees it. */
const seenBy = (role: StaffRole, concept: string): Look => ({
  find: `select p.id as who, x.id from concept_${concept} x, concept_party p
    where p.doc->'roles' ? '${role}' limit 1`,
});

/** A page that is neither plain nor linked from another needs a row here, or the walk fails. */
export const LOOKS: Readonly<Record<string, Look>> = {
  '/*': { at: '/no-such-page', as: 'visitor' },
  '/sign-in': { as: 'visitor' },
  '/sign-in/code': { as: 'visitor' },
  '/sign-up': { as: 'visitor' },
  '/forgot-password': { as: 'visitor' },
  '/reset-password': { as: 'visitor', at: '/reset-password?token=nothing' },
  '/verify-mail': { as: 'visitor', at: '/verify-mail?token=nothing' },
  '/sell': { as: 'visitor' },
  '/staff/join': { as: 'visitor', at: '/staff/join?invitation=nothing' },
  '/team/join': { as: 'visitor', at: '/team/join?invitation=nothing' },
  '/welcome': { as: 'halfway' },
  '/seller/start': { as: 'halfway' },
  '/account': { as: 'account' },
  '/account/second-factor': { as: 'account' },
  '/sign-out': { passesOn: true },
  '/preferences': { passesOn: true },
  // Not this month: on its first day nothing may have been enforced in it.
  '/transparency/:month': {
    at: `/transparency/${new Date(Date.now() - 30 * DAY_MS).toISOString().slice(0, 7)}`,
    as: 'visitor',
  },
  '/messages/new': {
    find: `select b.id as who, '?seller=' || s.id as id from concept_party b, concept_party s
      where b.doc->>'kind' = 'buyer' and s.doc->>'kind' = 'seller' limit 1`,
  },
  '/orders/placed': {
    find: `select buyer as who, '?orders=' || id as id from concept_order where status = 'delivered' limit 1`,
  },
  '/orders/:orderId/review': {
    find: `select o.buyer as who, o.id from concept_order o where o.status = 'delivered'
      and not exists (select from concept_review r where r."order" = o.id) order by o.id desc limit 1`,
  },
  '/help/questions/:ticketId': {
    find: 'select requester as who, id from concept_ticket where requester is not null limit 1',
  },
  '/guides/:guideId': {
    find: `select p.id as who, g.id from concept_guide g, concept_party p
      where g.shown_target is not null and p.doc->>'kind' = 'buyer' limit 1`,
  },
  '/orders/:orderId/invoice': {
    find: `select buyer as who, id from concept_order where (doc->>'invoice') is not null limit 1`,
  },
  '/complaints/:complaintId': { find: 'select complainant as who, id from concept_complaint limit 1' },
  '/account/cases/:caseId': {
    find: `select c.subject as who, c.id from concept_case_file c join concept_party p on p.id = c.subject
      where p.doc->>'kind' = 'buyer' limit 1`,
  },
  '/account/plans/:planId': {
    find: `select r.party as who, r.id from concept_rectification r join concept_party p on p.id = r.party
      order by p.doc->>'kind' limit 1`,
  },
  '/appeals/:appealId': { find: 'select appellant as who, id from concept_appeal limit 1' },
  '/notices/:noticeId': {
    find: `select n.addressee as who, n.id from concept_notice n join concept_party p on p.id = n.addressee
      where p.doc->>'kind' = 'buyer' limit 1`,
  },
  '/messages/:conversationId': { find: 'select buyer as who, id from concept_conversation limit 1' },
  '/report/:draftId': {
    find: `select open_of as who, id from concept_report_draft where open_of is not null limit 1`,
  },
  '/report/:draftId/check': {
    find: `select open_of as who, id from concept_report_draft where open_of is not null limit 1`,
  },
  '/seller/cases/:caseId': {
    find: `select c.subject as who, c.id from concept_case_file c join concept_party p on p.id = c.subject
      where p.doc->>'kind' = 'seller' limit 1`,
  },
  '/seller/plans/:planId': {
    find: `select r.party as who, r.id from concept_rectification r join concept_party p on p.id = r.party
      where p.doc->>'kind' = 'seller' limit 1`,
  },
  '/seller/notices/:noticeId': {
    find: `select n.addressee as who, n.id from concept_notice n join concept_party p on p.id = n.addressee
      where p.doc->>'kind' = 'seller' limit 1`,
  },
  '/seller/chargebacks/:disputeId': { find: 'select seller as who, id from concept_dispute limit 1' },
  '/seller/webhooks/:webhookId': { find: 'select owner as who, id from concept_webhook limit 1' },
  '/seller/orders/:orderId/label': {
    find: `select seller as who, id from concept_order where status = 'placed' and checkout is not null limit 1`,
  },
  '/seller/orders/:orderId/slip': {
    find: `select seller as who, id from concept_order where status = 'placed' and checkout is not null limit 1`,
  },
  '/seller/listings/:listingId/preview': {
    find: `select seller as who, id from concept_listing where status = 'live' limit 1`,
  },
  '/ops/notices/:noticeId': {
    find: `select p.id as who, n.id from concept_notice n, concept_party p
      where n.kind = 'statement-of-reasons' and p.doc->'roles' ? 'head' limit 1`,
  },
  // Lists of what waits: at some hours nothing does.
  '/ops/appeals/:appealId': seenBy('reviewer', 'appeal'),
  '/ops/campaigns/:campaignId': seenBy('head', 'campaign'),
  '/ops/complaints/:complaintId': seenBy('investigator', 'complaint'),
  '/ops/plans/:planId': seenBy('investigator', 'rectification'),
  '/ops/quality/recalls/:recallId': seenBy('inspector', 'recall'),
  '/ops/desk/:ticketId': seenBy('representative', 'ticket'),
  '/recalls/:recallId': {
    find: `select doc->'owners'->0->>'party' as who, doc->>'recallId' as id from concept_recall_owners limit 1`,
  },
  '/seller/quality/lots/:lotId': { find: 'select seller as who, id from concept_inspection_lot limit 1' },
  '/ops/quality/goods/:listingId': {
    find: `select p.id as who, l.listing as id from concept_inspection_lot l, concept_party p
      where p.doc->'roles' ? 'inspector' limit 1`,
  },
  '/orders/:orderId/return': {
    find: `select buyer as who, id from concept_order where status = 'delivered' and checkout is not null limit 1`,
  },
  '/returns/:returnId': { find: 'select buyer as who, id from concept_return_request limit 1' },
  '/returns/:returnId/label': {
    find: `select buyer as who, id from concept_return_request where status = 'awaiting-return' limit 1`,
  },
  '/seller/returns/:returnId': { find: 'select seller as who, id from concept_return_request limit 1' },
  '/ops/returns/:returnId': seenBy('representative', 'return_request'),
  '/seller/messages/:conversationId': { find: 'select seller as who, id from concept_conversation limit 1' },
};
