import { DateTime } from '../components/amounts.tsx';
import { Badge, SeverityBadge, type Tone, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { Choice, CommandForm, TextArea } from '../components/field.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import type { Allegation, CasePage, Finding } from './models.ts';

const OUTCOME_TONES: Readonly<Record<Finding['outcome'], Tone>> = {
  substantiated: 'bad',
  unsubstantiated: 'good',
  undetermined: 'neutral',
};

/** The heart of a case: each alleged violation, and what was found about it and why. */
export function Allegations({ file, formKey }: { file: CasePage; formKey: string }) {
  const mayDecide = file.commands.includes('decide-finding');
  return (
    <Panel
      title="Alleged violations"
      hint="Each is decided by itself, with reasons that both sides will read."
      flush
    >
      {file.allegations.length === 0 && <EmptyState title="No violation is alleged" />}
      <ul className="divide-y divide-line">
        {file.allegations.map((allegation) => (
          <li key={allegation.violation} className="grid gap-3 p-4">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="font-semibold">{allegation.title}</h3>
              <SeverityBadge severity={allegation.severity} />
              <span className="text-sm text-muted">Clause {allegation.clause}</span>
            </div>
            {allegation.finding && <FindingText finding={allegation.finding} />}
            {!allegation.finding && mayDecide && <FindingForm allegation={allegation} formKey={formKey} />}
            {!allegation.finding && !mayDecide && <p className="text-sm text-muted">Not decided yet.</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function FindingText({ finding }: { finding: Finding }) {
  return (
    <div className="grid gap-1 border-s-2 border-line ps-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={OUTCOME_TONES[finding.outcome]}>{words(finding.outcome)}</Badge>
        {finding.points > 0 && <Badge tone="warn">{finding.points} points</Badge>}
        <span className="text-muted">
          {finding.by}, <DateTime at={finding.at} />
        </span>
      </p>
      <p className="whitespace-pre-line">{finding.reasons}</p>
    </div>
  );
}

function FindingForm({ allegation, formKey }: { allegation: Allegation; formKey: string }) {
  const missing = allegation.evidenceMissing.map(words).join(', ').toLowerCase();
  return (
    <Disclosure label={`Decide: ${allegation.title}`} intent="decide-finding" subject={allegation.violation}>
      <CommandForm intent="decide-finding" subject={allegation.violation} formKey={formKey}>
        {missing !== '' && (
          <p className="text-sm text-warn">Before it can be substantiated the case needs: {missing}.</p>
        )}
        <Choice
          name="outcome"
          legend="Finding"
          options={[
            { value: 'substantiated', label: 'Substantiated', hint: 'The evidence shows it.' },
            { value: 'unsubstantiated', label: 'Unsubstantiated', hint: 'The evidence speaks against it.' },
            {
              value: 'undetermined',
              label: 'Undetermined',
              hint: 'The evidence does not decide it; nobody is held to it.',
            },
          ]}
        />
        <TextArea
          name="reasons"
          label="Reasons"
          hint="Which evidence shows what, and how the answers of both sides were weighed. No personal data."
          rows={5}
        />
        <div>
          <Button>Record the finding</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
