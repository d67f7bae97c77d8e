import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, type Tone, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { Boxes, Choice } from '../components/choice.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import type { AppealItem, CasePage, SanctionItem } from './models.ts';

const SANCTION_TONES: Readonly<Record<string, Tone>> = {
  proposed: 'info',
  'in-force': 'bad',
  approved: 'warn',
};

export function Sanctions({ file, formKey }: { file: CasePage; formKey: string }) {
  return (
    <Panel title="Sanctions">
      <div className="grid gap-4">
        {file.sanctions.length === 0 && <p className="text-sm text-muted">None from this case.</p>}
        {file.sanctions.map((sanction) => (
          <SanctionText key={sanction.id} sanction={sanction} formKey={formKey} />
        ))}
        {file.rung && file.commands.includes('impose-sanctions') && (
          <Disclosure label="Apply the ladder" intent="impose-sanctions">
            <CommandForm intent="impose-sanctions" formKey={formKey}>
              <p className="text-sm">
                For what was found the rulebook answers with rung <b>{words(file.rung.name)}</b>:{' '}
                {file.rung.sanctions.map(words).join(', ').toLowerCase()}.
                {file.rung.approvals > 1 &&
                  ' It is proposed now and takes effect when a second person has approved it.'}
              </p>
              <TextArea name="reasons" label="Reasons" hint="Part of the notice to the party." />
              <div>
                <Button>{file.rung.approvals > 1 ? 'Propose' : 'Impose'}</Button>
              </div>
            </CommandForm>
          </Disclosure>
        )}
        {file.commands.includes('close-case') && (
          <Disclosure label="Close without a sanction" intent="close-case">
            <CommandForm intent="close-case" formKey={formKey}>
              <TextArea name="why" label="Why it has no consequence" />
              <div>
                <Button look="secondary">Close the case</Button>
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

/** Both ways are offered side by side: a second person who may only agree is not a second pair of eyes. */
function ApproveForm({ sanction, formKey }: { sanction: SanctionItem; formKey: string }) {
  const what = words(sanction.kind).toLowerCase();
  return (
    <div className="grid gap-2">
      <Disclosure label={`Approve: ${what}`} intent="approve-sanction" subject={sanction.id}>
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
      <Disclosure label={`Decline: ${what}`} intent="decline-sanction" subject={sanction.id}>
        <CommandForm intent="decline-sanction" subject={sanction.id} formKey={formKey}>
          <TextArea name="reasons" label="Why not" />
          <div>
            <Button look="secondary">Decline</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </div>
  );
}

export function Appeals({ file, formKey }: { file: CasePage; formKey: string }) {
  if (file.appeals.length === 0) return null;
  return (
    <Panel title="Appeals" hint="Judged by somebody who had no part in the decision.">
      <div className="grid gap-4">
        {file.appeals.map((appeal) => (
          <AppealText key={appeal.id} appeal={appeal} file={file} formKey={formKey} />
        ))}
      </div>
    </Panel>
  );
}

function AppealText({ appeal, file, formKey }: { appeal: AppealItem; file: CasePage; formKey: string }) {
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
                { value: 'reversed', label: 'Nothing of it stays', hint: 'Every effect is undone at once.' },
                { value: 'changed', label: 'Some of it goes', hint: 'Those chosen below; the rest stays.' },
              ]}
            />
            <Boxes
              name="reversed"
              legend="Sanctions that go"
              hint="Only when some of it goes."
              options={file.sanctions.map((sanction) => ({
                value: sanction.id,
                label: words(sanction.kind),
              }))}
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
