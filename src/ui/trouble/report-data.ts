/** What the three steps of a report read and check. */
import { redirect } from 'react-router';

import { get, getOr, type PageArgs, type Problem } from '../api.ts';
import type { ConversationRow, Draft, Kind, Kinds, OrderFile, Refs } from './models.ts';

/** A refusal of the form itself, before the API is asked; `code` is looked up in the messages `problems`. */
export function missing(code: string, field: string): Problem {
  const title = code.replaceAll('-', ' ');
  return { type: `/problems/${code}`, title, status: 422, errors: [{ field, message: title }] };
}

export interface Begun {
  readonly draft: Draft;
  readonly kinds: Kinds;
  /** The one chosen, if any. */
  readonly kind: Kind | undefined;
}

/** A report that is open; one that was sent leads to its complaint. */
export async function begun(args: PageArgs, id: string): Promise<Begun> {
  const [draft, kinds] = await Promise.all([
    get<Draft>(args, `/me/report-drafts/${encodeURIComponent(id)}`),
    get<Kinds>(args, '/complaint-kinds'),
  ]);
  if (draft.status === 'filed') throw redirect(`/complaints/${draft.complaintId ?? ''}`);
  if (draft.status === 'dropped') throw redirect('/report');
  return { draft, kinds, kind: kinds.kinds.find((k) => k.kind === draft.kind) };
}

/** What the platform knows of the matter already, so that nobody is asked for it. */
export interface Known {
  readonly order: OrderFile | undefined;
  readonly listing: { readonly title: string } | undefined;
  readonly conversation: (ConversationRow & { readonly messages: readonly object[] }) | undefined;
}

export async function knownOf(args: PageArgs, refs: Refs): Promise<Known> {
  const one = <T>(path: string, id: string | undefined) =>
    id === undefined
      ? Promise.resolve(undefined)
      : getOr<T>(args, `${path}/${encodeURIComponent(id)}`, [403, 404, 410]);
  const [order, listing, conversation] = await Promise.all([
    one<OrderFile>('/orders', refs.orderId),
    one<{ readonly title: string }>('/listings', refs.listingId),
    one<NonNullable<Known['conversation']>>('/conversations', refs.conversationId),
  ]);
  return { order, listing, conversation };
}

/** Kinds that this person may file about this. */
export function fitting(kinds: readonly Kind[], me: 'buyer' | 'seller', refs: Refs): readonly Kind[] {
  // What anybody may report is about a seller; to a seller, the other side of an order or a message is a buyer.
  const isAboutSeller = me === 'buyer' || (refs.orderId === undefined && refs.conversationId === undefined);
  return kinds.filter(
    (kind) =>
      (kind.by === me || (kind.by === 'anyone' && isAboutSeller)) &&
      (!kind.needsOrder || refs.orderId !== undefined) &&
      (!kind.evidenceRequired.includes('messages') || refs.conversationId !== undefined),
  );
}

/** Beside an order its conversation belongs to the matter: insults and promises are in it. */
export async function withConversation(args: PageArgs, refs: Refs): Promise<Refs> {
  if (refs.orderId === undefined || refs.conversationId !== undefined) return refs;
  const talk = await getOr<{ conversations: readonly ConversationRow[] }>(
    args,
    `/conversations?orderId=${encodeURIComponent(refs.orderId)}&limit=1`,
    [403, 404],
  );
  const conversationId = talk?.conversations[0]?.conversationId;
  return conversationId === undefined ? refs : { ...refs, conversationId };
}

/** `https://…/listings/lst_1?x` or `lst_1`. */
export function listingIn(text: string): string | undefined {
  return /\blst_[\w-]{1,100}/.exec(text)?.[0];
}
