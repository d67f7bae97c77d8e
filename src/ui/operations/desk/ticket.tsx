import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { done, failure, get, newKey, readForm, send, textOf } from '../../api.ts';
import { words } from '../../components/badge.tsx';
import { DoneNotice, Notice } from '../../components/notice.tsx';
import { PageHead, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useReader } from '../../reader.ts';
import { hasRole } from '../roles.ts';
import { languageName } from '../team-models.ts';
import { AnswerForm, NoteForm, TicketActions } from './answer.tsx';
import { Conversation, Notes } from './conversation.tsx';
import { CustomerPanel } from './customer.tsx';
import { TicketFacts } from './facts.tsx';
import type { DeskPage, Macro } from './models.ts';
import { Presence } from './presence.tsx';
import { ReturnForm } from './return-form.tsx';
import { commandOf, DONE } from './commands.ts';
import { guidesFor, SuggestedGuides } from './suggested.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const id = encodeURIComponent(args.params['ticketId'] ?? '');
  const page = await get<DeskPage>(args, `/desk/tickets/${id}`);
  const me = await get<{ roles: readonly string[] }>(args, '/me');
  const answers = hasRole(me, ['representative', 'head']);
  const [guides, macros, kinds] = await Promise.all([
    guidesFor(args, page.ticket),
    answers ? get<{ macros: readonly Macro[] }>(args, '/desk/macros') : { macros: [] },
    get<{ kinds: readonly { kind: string; title: string }[] }>(args, '/ticket-kinds'),
  ]);
  const chosen = args.url.searchParams.get('macro');
  const { language, kind } = page.ticket;
  const fit = macros.macros.filter((m) => m.language === language && (m.kind === null || m.kind === kind));
  return {
    ...page,
    answers,
    guides,
    macros: fit,
    prefilled: fit.find((m) => m.macroId === chosen)?.text ?? '',
    kinds: kinds.kinds,
    formKey: newKey(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const id = encodeURIComponent(args.params['ticketId'] ?? '');
  const form = await readForm(args.request);
  const command = commandOf(form);
  if (!command) return failure(form, { title: 'This form is not known here.', status: 400 });
  const { path, body, method } = command;
  const sent = await send(args, `/desk/tickets/${id}${path}`, body, textOf(form, 'key'), method);
  return sent.ok ? done(`/ops/desk/${id}`, textOf(form, 'intent')) : failure(form, sent.problem);
}

export default function DeskTicketPage() {
  const { ticket, customer, present, answers, guides, macros, prefilled, kinds, formKey } =
    useLoaderData<typeof loader>();
  const { me } = useReader();
  // What was sent must not stay in the field; what is being typed stays when the customer writes meanwhile.
  const own = ticket.conversation.filter(({ from }) => from === 'agent').length;
  const isOver = ticket.status === 'solved' || ticket.status === 'closed';
  const asked = customer?.orders.find((order) => order.asked && order.status === 'delivered');
  const isOthers = ticket.assignee !== null && ticket.assignee.id !== me?.partyId;
  return (
    <div className="grid gap-6">
      <PageHead
        title={ticket.subject ?? 'Erased'}
        area="Service desk"
        above={<TextLink to="/ops/desk">Service desk</TextLink>}
      >
        {ticket.title} · {languageName(ticket.language)} · {words(ticket.status)}
      </PageHead>
      <DoneNotice messages={DONE} />
      {answers && <Presence ticketId={ticket.ticketId} before={present} />}
      {!ticket.verified && (
        <Notice tone="warn" title="Nobody has shown whose account this mail is from">
          Tell nothing about orders, addresses or money. The sender can confirm the account by the link in
          your answer.
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <Panel title="Conversation">
            <Conversation ticket={ticket} />
          </Panel>
          {answers && !isOver && !isOthers && (
            <AnswerForm
              key={`${own} ${prefilled}`}
              ticket={ticket}
              macros={macros}
              prefilled={prefilled}
              formKey={formKey}
            />
          )}
          {isOthers && !isOver && (
            <Notice tone="info" title={`${ticket.assignee?.name ?? 'A colleague'} has this ticket`}>
              Leave a note, or ask them to give it to you.
            </Notice>
          )}
          {answers && (
            <Panel title="Internal notes" hint="Only colleagues read them.">
              <Notes ticket={ticket} />
              <NoteForm key={ticket.notes.length} formKey={formKey} />
            </Panel>
          )}
        </div>
        <div className="grid gap-6">
          <TicketFacts ticket={ticket} />
          <SuggestedGuides guides={guides} />
          {answers && !isOver && <TicketActions ticket={ticket} kinds={kinds} formKey={formKey} />}
          {answers && !isOver && !isOthers && asked && <ReturnForm order={asked} formKey={formKey} />}
          {customer && <CustomerPanel customer={customer} />}
        </div>
      </div>
    </div>
  );
}
