/** A colleague at the desk opens a return for the customer who asked: the same request, on the same grounds, with the same refusals. */
import { refuseReturnFrom } from '../aftersales/desk/decide-desk.ts';
import { tickets } from '../aftersales/desk/ticket.ts';
import type { Remedy, Return, ReturnReason } from '../aftersales/returns/return.ts';
import { refuse, type Refusal } from '../kernel/decision.ts';
import type { PartyId, ReturnId, TicketId } from '../kernel/ids.ts';
import { inOwnQuestion } from './judge-conflict.ts';
import { requestReturn } from './request-return.ts';
import type { World } from './world.ts';

export async function returnFromTicket(
  world: World,
  input: {
    readonly ticketId: TicketId;
    readonly by: PartyId;
    readonly lines: readonly { readonly line: number; readonly quantity: number }[];
    readonly reason: ReturnReason;
    readonly wanted: Remedy;
    readonly text: string;
  },
): Promise<{ readonly returnId: ReturnId; readonly state: Return } | Refusal> {
  const { ticketId, by: agent, ...asked } = input;
  const ticket = await world.unit.lock(tickets, ticketId, 'update');
  if (!ticket) return refuse('not-found', 'There is no such ticket.');
  const refused = refuseReturnFrom(ticket, agent) ?? (await inOwnQuestion(world, ticket, agent));
  if (refused) return refused;
  const { requester: by, refs } = ticket;
  if (by === null || refs.orderId === undefined)
    return refuse('no-order', 'This question names no order of the customer: ask which one it is about.');
  return requestReturn(world, { ...asked, by, orderId: refs.orderId, uploads: [], ticketId });
}
