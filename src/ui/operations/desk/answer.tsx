import { Link } from 'react-router';

import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, Select, TextArea } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import { CAUSES, type DeskTicket, type Macro } from './models.ts';

interface AnswerProps {
  readonly ticket: DeskTicket;
  readonly macros: readonly Macro[];
  /** Words of the macro that was chosen. */
  readonly prefilled: string;
  readonly formKey: string;
}

/** The form counts the messages that were read: what somebody wrote meanwhile is never answered past. */
export function AnswerForm({ ticket, macros, prefilled, formKey }: AnswerProps) {
  return (
    <Panel title="Answer">
      {macros.length > 0 && (
        <ul className="mb-4 flex flex-wrap gap-2" aria-label="Macros">
          {macros.map((macro) => (
            <li key={macro.macroId}>
              <Link
                to={`?macro=${macro.macroId}`}
                preventScrollReset
                className="block rounded-full border border-line-strong px-3 py-1 text-xs hover:bg-sunken"
              >
                {macro.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <CommandForm intent="answer" formKey={formKey}>
        <input type="hidden" name="seen" value={ticket.messages} />
        <TextArea name="text" label="Your answer" rows={7} maxLength={8000} defaultValue={prefilled} />
        <Choice
          name="then"
          legend="And then"
          chosen={['wait']}
          options={[
            {
              value: 'wait',
              label: 'Wait for the customer',
              hint: 'The clock for the solution stands still.',
            },
            { value: 'keep', label: 'Keep it open', hint: 'There is more to say; the next answer is due.' },
            { value: 'solve', label: 'It is solved', hint: 'Say below what was the matter.' },
          ]}
        />
        <Select name="cause" label="What was the matter" options={CAUSES} empty="Not yet" optional />
        <div>
          <Button>Send</Button>
        </div>
      </CommandForm>
    </Panel>
  );
}

export function NoteForm({ formKey }: { formKey: string }) {
  return (
    <Disclosure label="Add a note" intent="note">
      <CommandForm intent="note" formKey={formKey}>
        <TextArea name="text" label="Note" />
        <div>
          <Button look="secondary">Keep the note</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

interface ActionsProps {
  readonly ticket: DeskTicket;
  readonly kinds: readonly { readonly kind: string; readonly title: string }[];
  readonly formKey: string;
}

export function TicketActions({ ticket, kinds, formKey }: ActionsProps) {
  const options = kinds.map(({ kind, title }) => ({ value: kind, label: title }));
  return (
    <Panel title="What to do with it">
      <div className="grid gap-3">
        <div className="flex flex-wrap gap-2">
          {ticket.assignee === null ? (
            <CommandForm intent="take" formKey={formKey}>
              <Button look="secondary">Take it</Button>
            </CommandForm>
          ) : (
            <CommandForm intent="release" formKey={formKey}>
              <Button look="secondary">Back to the queue</Button>
            </CommandForm>
          )}
          <CommandForm intent="best" formKey={formKey}>
            <Button look="secondary">Give to whoever fits best</Button>
          </CommandForm>
        </div>
        <Disclosure label="It is about something else" intent="kind">
          <CommandForm intent="kind" formKey={formKey}>
            <Select name="kind" label="Kind" options={options} defaultValue={ticket.kind} />
            <div>
              <Button look="secondary">File anew</Button>
            </div>
          </CommandForm>
        </Disclosure>
        {ticket.messages > 1 && (
          <Disclosure label="Solve without a further word" intent="solve">
            <CommandForm intent="solve" formKey={formKey}>
              <Select name="cause" label="What was the matter" options={CAUSES} />
              <div>
                <Button look="secondary">Solve</Button>
              </div>
            </CommandForm>
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}
