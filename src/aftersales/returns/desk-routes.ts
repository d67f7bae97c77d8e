import { z } from 'zod';
import { id, paragraphs } from '../../door/fields.ts';
import { askerOf } from '../../door/names.ts';
import { type AnyRoute, write } from '../../door/route.ts';
import { isRefusal } from '../../kernel/decision.ts';
import type { TicketId } from '../../kernel/ids.ts';
import { returnFromTicket } from '../../processes/return-from-ticket.ts';
import { REMEDIES, RETURN_REASONS } from './return.ts';

const ticketId: z.ZodType<TicketId, string> = id('tkt');

const open = write({
  method: 'post',
  path: '/desk/tickets/{ticketId}/returns',
  summary: 'Open a return for the customer, of goods in the order that the question names',
  tag: 'desk',
  access: { who: ['representative', 'head'] },
  status: 201,
  params: z.strictObject({ ticketId }),
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ line: z.int().min(0).max(1_000), quantity: z.int().min(1).max(1_000) }))
      .min(1)
      .max(100),
    reason: z.enum(RETURN_REASONS),
    wanted: z.enum(REMEDIES),
    /** What the customer told; both sides read it. */
    text: paragraphs(20_000),
  }),
  response: z.object({ returnId: z.string(), status: z.string() }),
  refusals: {
    'text-length': 422,
    'wrong-pieces': 422,
    'more-than-bought': 422,
    'remedy-not-open': 422,
    'return-window-over': 410,
    'assigned-to-another': 403,
    'conflict-of-interest': 403,
    'not-permitted': 403,
  },
  handle: async (writer, { params, body }) => {
    const opened = await returnFromTicket(writer, { ...params, ...body, by: askerOf(writer.actor) });
    if (isRefusal(opened)) return opened;
    const { returnId, state } = opened;
    return { returnId, status: state.stage.status };
  },
});

/** What the desk does about returns; judging them is `/returns`. */
export function deskReturnRoutes(): readonly AnyRoute[] {
  return [open];
}
