import type { ActionFunctionArgs } from 'react-router';

import { newKey, readForm, send, textOf } from '../../api.ts';
import type { Present } from './models.ts';

/** Asked by the page's script every few seconds; it shows nothing itself. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const path = `/desk/tickets/${encodeURIComponent(args.params['ticketId'] ?? '')}/presence`;
  const body = { doing: textOf(form, 'doing') };
  const sent = await send<{ present: readonly Present[] }>(args, path, body, newKey(), 'PUT');
  return sent.ok ? sent.value : { present: [] };
}
