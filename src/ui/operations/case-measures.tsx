import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Boxes } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextArea } from '../components/field.tsx';
import { Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { AppealForms } from './appeal-forms.tsx';
import type { CasePage } from './models.ts';
import { groupsOf, SanctionGroup } from './sanction-text.tsx';

interface CaseProps {
  readonly file: CasePage;
  readonly formKey: string;
}

export function Sanctions({ file, formKey }: CaseProps) {
  const groups = groupsOf(file.sanctions);
  return (
    <Panel title="Sanctions">
      <div className="grid gap-4">
        {file.rung && file.commands.includes('impose-sanctions') && (
          <ImposeForm rung={file.rung} formKey={formKey} />
        )}
        {groups.length === 0 && <p className="text-sm text-muted">None from this case.</p>}
        {groups.map((group, i) => (
          <div key={group[0]?.id} className={i > 0 ? 'border-t border-line pt-4' : ''}>
            <SanctionGroup group={group} formKey={formKey} />
          </div>
        ))}
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
        {file.commands.includes('declare-emergency') && file.emergencies.length > 0 && (
          <EmergencyForm file={file} formKey={formKey} />
        )}
      </div>
    </Panel>
  );
}

function ImposeForm({ rung, formKey }: { rung: NonNullable<CasePage['rung']>; formKey: string }) {
  return (
    <Disclosure label="Apply the ladder" intent="impose-sanctions">
      <CommandForm intent="impose-sanctions" formKey={formKey}>
        <p className="text-sm">
          {rung.points} points: the rulebook answers with rung <b>{words(rung.name)}</b>, that is{' '}
          {rung.sanctions.map(words).join(', ').toLowerCase()}.
          {rung.approvals > 1 && ' What takes two people is proposed now and waits for a second.'}
        </p>
        {rung.withheld.length > 0 && (
          <p className="text-sm text-warn">
            A bar is not possible yet; missing: {rung.withheld.map(words).join(', ').toLowerCase()}.
          </p>
        )}
        {rung.lower.length > 0 && (
          <Select
            name="rung"
            label="Rung"
            optional
            empty={`${words(rung.name)} (as the rulebook answers)`}
            options={rung.lower.map((name) => ({ value: name, label: `${words(name)} (lower)` }))}
          />
        )}
        <TextArea name="reasons" label="Reasons" hint="Part of the notice to the party." />
        <div>
          <Button>{rung.approvals > 1 ? 'Impose and propose' : 'Impose'}</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

/** For what can't wait: one person acts, another confirms in time or it ends by itself. */
function EmergencyForm({ file, formKey }: CaseProps) {
  const kinds = [...new Set(file.emergencies.flatMap((e) => e.permits))];
  return (
    <Disclosure label="Declare an emergency" intent="declare-emergency">
      <CommandForm intent="declare-emergency" formKey={formKey}>
        <Select
          name="emergency"
          label="Emergency"
          options={file.emergencies.map((e) => ({ value: e.name, label: e.title }))}
        />
        <Boxes
          name="kinds"
          legend="Measures, at once"
          options={kinds.map((kind) => ({
            value: kind,
            label: words(kind),
            hint: `For: ${file.emergencies
              .filter((e) => e.permits.includes(kind))
              .map((e) => e.title)
              .join(', ')}`,
          }))}
        />
        <TextArea name="reasons" label="Reasons" />
        <div>
          <Button look="danger">Stop at once</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

export function Appeals({ file, formKey }: CaseProps) {
  if (file.appeals.length === 0) return null;
  return (
    <Panel title="Appeals" hint="Judged by somebody who had no part in the decision.">
      <div className="grid gap-4">
        {file.appeals.map((appeal) => (
          <article key={appeal.id} className="grid gap-2 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <TextLink strong to={`/ops/appeals/${appeal.id}`}>
                {appeal.from.name}
              </TextLink>
              <Badge tone={appeal.outcome === null ? 'info' : 'neutral'}>
                {words(appeal.outcome ?? appeal.status)}
              </Badge>
              {appeal.dueAt !== null && <Clock due={appeal.dueAt} />}
            </p>
            <p className="text-xs text-muted">
              Filed <DateTime at={appeal.filedAt} />
              {appeal.reviewer && ` · judged by ${appeal.reviewer}`}
            </p>
            <blockquote className="border-s-2 border-line ps-3 whitespace-pre-line">
              {appeal.grounds}
            </blockquote>
            {appeal.mayDecide && (
              <AppealForms
                appealId={appeal.id}
                taken={appeal.status === 'assigned'}
                sanctions={file.sanctions.filter((s) => appeal.sanctionIds.includes(s.id))}
                formKey={formKey}
              />
            )}
          </article>
        ))}
      </div>
    </Panel>
  );
}
