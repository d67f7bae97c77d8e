import { DateTime } from '../components/amounts.tsx';
import { Badge, SeverityBadge, type Tone, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Boxes, Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextArea } from '../components/field.tsx';
import { EmptyState, Panel } from '../components/panel.tsx';
import { shortIds } from '../components/short-ids.ts';
import type { Allegation, CasePage, Finding } from './models.ts';

const RESULT_TONES: Readonly<Record<Finding['result'], Tone>> = {
  substantiated: 'bad',
  unsubstantiated: 'good',
  undetermined: 'neutral',
};

/** The heart of a case: each alleged violation, and what was found about it and why. */
export function Allegations({ file, formKey }: { file: CasePage; formKey: string }) {
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
            {allegation.overturned > 0 && (
              <p className="text-sm text-muted">
                An earlier finding was set aside; its author judges this case no more.
              </p>
            )}
            <Judgement allegation={allegation} file={file} formKey={formKey} />
          </li>
        ))}
      </ul>
      {file.commands.includes('add-allegation') && file.allegeable.length > 0 && (
        <div className="border-t border-line p-4">
          <Disclosure label="Examine a further violation" intent="add-allegation">
            <CommandForm intent="add-allegation" formKey={formKey}>
              <Select
                name="violation"
                label="Violation"
                options={file.allegeable.map((v) => ({ value: v.violation, label: v.title }))}
              />
              <div>
                <Button>Add it</Button>
              </div>
            </CommandForm>
          </Disclosure>
        </div>
      )}
    </Panel>
  );
}

interface JudgementProps {
  readonly allegation: Allegation;
  readonly file: CasePage;
  readonly formKey: string;
}

function Judgement({ allegation, file, formKey }: JudgementProps) {
  if (allegation.finding) return <FindingText finding={allegation.finding} file={file} />;
  if (allegation.settled)
    return <p className="text-sm text-muted">Reversed on appeal: it is not judged again.</p>;
  if (!file.commands.includes('make-finding')) return <p className="text-sm text-muted">Not decided yet.</p>;
  return <FindingForm allegation={allegation} file={file} formKey={formKey} />;
}

function FindingText({ finding, file }: { finding: Finding; file: CasePage }) {
  const cited = file.evidence.filter((item) => finding.evidence.includes(item.id));
  return (
    <div className="grid gap-1.5 border-s-2 border-line ps-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={RESULT_TONES[finding.result]}>{words(finding.result)}</Badge>
        {finding.unfounded && <Badge tone="warn">Manifestly unfounded</Badge>}
        <span className="text-muted">
          {finding.by}, <DateTime at={finding.at} />
        </span>
      </p>
      <p className="whitespace-pre-line">
        {finding.reasons ?? 'The numbers of the metric are the whole reason.'}
      </p>
      {cited.length > 0 && (
        <p className="text-xs text-muted">
          Rests on:{' '}
          {cited.map((item, i) => (
            <span key={item.id}>
              {i > 0 && '; '}
              <a href={`#${item.id}`} className="text-accent underline underline-offset-2">
                {shortIds(item.title)}
              </a>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function FindingForm({ allegation, file, formKey }: JudgementProps) {
  const missing = allegation.evidenceMissing.map(words).join(', ').toLowerCase();
  const items = file.evidence.map((item) => ({
    value: item.id,
    label: shortIds(item.title),
    hint: words(item.kind),
  }));
  return (
    <Disclosure label={`Decide: ${allegation.title}`} intent="make-finding" subject={allegation.violation}>
      <CommandForm intent="make-finding" subject={allegation.violation} formKey={formKey}>
        {missing !== '' && (
          <p className="text-sm text-warn">Before it can be substantiated the case needs: {missing}.</p>
        )}
        <Choice
          name="result"
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
        {items.length > 0 && <Boxes name="evidence" legend="Evidence it rests on" options={items} dense />}
        <TextArea
          name="reasons"
          label="Reasons"
          hint="Which evidence shows what, and how the answers of both sides were weighed."
          rows={5}
        />
        <Boxes
          name="unfounded"
          legend="About the complaint"
          options={[
            {
              value: 'yes',
              label: 'Manifestly without ground',
              hint: 'Only with "unsubstantiated"; counts towards the record of those who complained.',
            },
          ]}
        />
        <div>
          <Button>Record the finding</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
