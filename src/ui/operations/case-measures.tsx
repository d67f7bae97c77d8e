import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { Choice, CommandForm, Select, TextArea } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import type { AppealItem, CasePage, SanctionItem } from './models.ts';

const SANCTION_TONES: Readonly<Record<string, Tone>> = {
  proposed: 'info',
  'in-force': 'bad',
  lifted: 'good',
  reversed: 'good',
  expired: 'neutral',
};

export function Sanctions({ file, formKey }: { file: CasePage; formKey: string }) {
  const options = file.sanctionOptions.map((option) => ({
    value: option.kind,
    label:
      option.approvals > 1 ? `${words(option.kind)} (${option.approvals} approvals)` : words(option.kind),
  }));
  return (
    <Panel title="Sanctions">
      <div className="grid gap-4">
        {file.sanctions.length === 0 && <p className="text-sm text-muted">None from this case.</p>}
        {file.sanctions.map((sanction) => (
          <SanctionText key={sanction.id} sanction={sanction} formKey={formKey} />
        ))}
        {file.commands.includes('propose-sanction') && options.length > 0 && (
          <Disclosure label="Impose or propose a sanction" intent="propose-sanction">
            <CommandForm intent="propose-sanction" formKey={formKey}>
              <Select
                name="kind"
                label="Sanction"
                empty="Choose"
                options={options}
                hint="The ladder of the rulebook for the points reached."
              />
              <TextArea name="reasons" label="Reasons" hint="Part of the notice to the party." />
              <div>
                <Button>Record the sanction</Button>
              </div>
            </CommandForm>
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

export function SanctionText({ sanction, formKey }: { sanction: SanctionItem; formKey: string }) {
  return (
    <article className="grid gap-2 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{words(sanction.kind)}</span>
        <Badge tone={SANCTION_TONES[sanction.status] ?? 'neutral'}>{words(sanction.status)}</Badge>
      </p>
      <p className="text-xs text-muted">
        {sanction.proposedBy}, <DateTime at={sanction.proposedAt} />
        {sanction.until !== null && (
          <>
            {' '}
            · until <DateTime at={sanction.until} only="date" />
          </>
        )}
      </p>
      {sanction.approvalsNeeded > 1 && (
        <p className="text-xs">
          {sanction.approvals.length} of {sanction.approvalsNeeded} approvals
          {sanction.approvals.length > 0 && `: ${sanction.approvals.join(', ')}`}
        </p>
      )}
      {sanction.reasons && <p className="whitespace-pre-line">{sanction.reasons}</p>}
      {sanction.mayApprove && <ApproveForm sanction={sanction} formKey={formKey} />}
    </article>
  );
}

function ApproveForm({ sanction, formKey }: { sanction: SanctionItem; formKey: string }) {
  return (
    <Disclosure
      label={`Approve: ${words(sanction.kind).toLowerCase()}`}
      intent="approve-sanction"
      subject={sanction.id}
    >
      <CommandForm intent="approve-sanction" subject={sanction.id} formKey={formKey}>
        <TextArea
          name="reasons"
          label="Why you agree"
          hint="You have read the evidence yourself. Your name stands beside it."
        />
        <div>
          <Button look="danger">Approve</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

export function Appeals({ file, formKey }: { file: CasePage; formKey: string }) {
  if (file.appeals.length === 0) return null;
  return (
    <Panel title="Appeals" hint="Judged by somebody who had no part in the decision.">
      <div className="grid gap-4">
        {file.appeals.map((appeal) => (
          <AppealText key={appeal.id} appeal={appeal} formKey={formKey} />
        ))}
      </div>
    </Panel>
  );
}

function AppealText({ appeal, formKey }: { appeal: AppealItem; formKey: string }) {
  return (
    <article className="grid gap-2 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={appeal.outcome === null ? 'info' : 'neutral'}>
          {words(appeal.outcome ?? appeal.status)}
        </Badge>
        {appeal.outcome === null && <Clock due={appeal.dueAt} />}
      </p>
      <p className="text-xs text-muted">
        Filed <DateTime at={appeal.filedAt} />
      </p>
      <blockquote className="border-s-2 border-line ps-3 whitespace-pre-line">{appeal.grounds}</blockquote>
      {appeal.mayDecide && (
        <Disclosure label="Decide the appeal" intent="decide-appeal" subject={appeal.id}>
          <CommandForm intent="decide-appeal" subject={appeal.id} formKey={formKey}>
            <Choice
              name="outcome"
              legend="Decision"
              options={[
                { value: 'upheld', label: 'The decision stands' },
                {
                  value: 'reversed',
                  label: 'The decision is reversed',
                  hint: 'Every effect is undone at once.',
                },
              ]}
            />
            <TextArea name="reasons" label="Reasons" />
            <div>
              <Button>Decide</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
    </article>
  );
}
