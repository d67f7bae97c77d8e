import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select } from '../components/field.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { CasePage, ComplaintItem, StatementItem } from './models.ts';

export function Statements({ file, formKey }: { file: CasePage; formKey: string }) {
  return (
    <Panel title="Statements" hint="Both sides are heard. Silence neither wins nor loses." flush>
      {file.statements.length === 0 && <EmptyState title="Nobody has been asked yet" />}
      <ul className="divide-y divide-line">
        {file.statements.map((statement) => (
          <li key={statement.id} className="p-4">
            <StatementText statement={statement} />
          </li>
        ))}
      </ul>
      {file.commands.includes('ask-statement') && file.askable.length > 0 && (
        <div className="border-t border-line p-4">
          <Disclosure label="Ask for a statement" intent="ask-statement">
            <CommandForm intent="ask-statement" formKey={formKey}>
              <Select
                name="party"
                label="Of"
                options={file.askable.map(({ id, name, side }) => ({
                  value: id,
                  label: `${name} (${SIDES[side]})`,
                }))}
              />
              <div>
                <Button>Ask</Button>
              </div>
            </CommandForm>
          </Disclosure>
        </div>
      )}
    </Panel>
  );
}

const SIDES = { subject: 'accused', complainant: 'complained' } as const;

function StatementText({ statement }: { statement: StatementItem }) {
  return (
    <article className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium wrap-anywhere">{statement.from.name}</span>
        <span className="text-muted">{SIDES[statement.side]}</span>
        <StatementState statement={statement} />
      </p>
      <p className="text-xs text-muted">
        Asked <DateTime at={statement.requestedAt} />
        {statement.answeredAt !== null && (
          <>
            , answered <DateTime at={statement.answeredAt} />
          </>
        )}
      </p>
      {statement.text && (
        <blockquote className="border-s-2 border-line ps-3 whitespace-pre-line">{statement.text}</blockquote>
      )}
    </article>
  );
}

function StatementState({ statement }: { statement: StatementItem }) {
  if (statement.answeredAt !== null) return <Badge tone="good">Answered</Badge>;
  if (statement.missed) return <Badge>No answer in time</Badge>;
  return <Clock due={statement.dueAt} />;
}

const COMPLAINT_COLUMNS: readonly Column<ComplaintItem>[] = [
  {
    head: 'Complaint',
    lead: true,
    cell: (row) => (
      <TextLink strong to={`/ops/complaints/${row.id}`}>
        {words(row.kind)}
      </TextLink>
    ),
  },
  {
    head: 'From',
    cell: (row) => (
      <>
        <TextLink to={`/ops/parties/${row.from.id}`}>{row.from.name}</TextLink>
        {row.sameVoiceAs && (
          <span className="block text-xs text-muted">one voice with {row.sameVoiceAs.name}</span>
        )}
        {row.withdrawn && <Badge>Withdrawn</Badge>}
      </>
    ),
  },
  { head: 'Filed', cell: (row) => <DateTime at={row.filedAt} only="date" /> },
  { head: 'Text', wide: true, cell: (row) => row.text ?? <span className="text-muted">erased</span> },
];

export function Complaints({ file }: { file: CasePage }) {
  return (
    <Panel title="Complaints heard together" flush>
      <Table
        caption="Complaints merged into this case"
        columns={COMPLAINT_COLUMNS}
        rows={file.merged}
        keyOf={(row) => row.id}
        empty="Opened without a complaint"
      />
    </Panel>
  );
}
