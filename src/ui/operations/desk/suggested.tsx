import { get, type PageArgs, query } from '../../api.ts';
import { words } from '../../components/badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { GuideRow } from '../../help/models.ts';
import type { DeskTicket } from './models.ts';

/** As much as a search takes. */
const WORDS_MAX = 2_000;

/** Guides that speak of what the customer asked last, in the customer's language. */
export async function guidesFor(args: PageArgs, ticket: DeskTicket): Promise<readonly GuideRow[]> {
  const asked = ticket.conversation.findLast(({ from }) => from === 'customer')?.text ?? '';
  const q = `${ticket.subject ?? ''} ${asked}`.trim().slice(0, WORDS_MAX);
  if (q === '') return [];
  const search = query({ q, listingId: ticket.refs.listingId, language: ticket.language });
  return (await get<{ guides: readonly GuideRow[] }>(args, `/guides${search}`)).guides;
}

export function SuggestedGuides({ guides }: { guides: readonly GuideRow[] }) {
  if (guides.length === 0) return null;
  return (
    <Panel title="Guides that speak of it" hint="Send the customer a link rather than the same words again.">
      <ul className="grid gap-1 text-sm">
        {guides.map(({ guideId, title, kind }) => (
          <li key={guideId}>
            <TextLink to={`/guides/${guideId}`}>{title}</TextLink>
            <span className="text-muted"> · {words(kind)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
