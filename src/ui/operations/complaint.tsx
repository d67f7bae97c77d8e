import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { Clock, Count, DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextArea } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { DONE, runCommand } from './commands.ts';
import { ComplaintState } from './complaints.tsx';
import { readComplaint } from './parties.ts';
import type { ComplaintPage } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { complaint: await readComplaint(args, args.params['complaintId'] ?? ''), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['complaintId'] ?? '';
  return runCommand(args, `/ops/complaints/${encodeURIComponent(id)}`, id);
}

const DISMISSALS = [
  { value: 'not-a-violation', label: 'Not a violation of the rules' },
  { value: 'insufficient', label: 'Too little to go on' },
  { value: 'duplicate', label: 'Filed already' },
  { value: 'settled', label: 'Settled between the two' },
  { value: 'out-of-scope', label: 'Nothing that we can judge' },
  { value: 'manifestly-unfounded', label: 'Manifestly unfounded (counts for the complainant)' },
];

export default function ComplaintFilePage() {
  const { complaint, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead
        title={complaint.title}
        area="Operations"
        above={
          <Link to="/ops/complaints" className="underline-offset-4 hover:underline">
            Complaints
          </Link>
        }
      >
        <ComplaintState row={complaint} />
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Panel title="In the complainant’s words">
            <p className="text-sm whitespace-pre-line">{complaint.text ?? 'Erased.'}</p>
            {complaint.uploads.length > 0 && (
              <ul className="mt-3 text-sm text-muted">
                {complaint.uploads.map((file, i) => (
                  <li key={String(i)}>
                    {words(file.kind)}, {file.mime}, <Count of={Math.ceil(file.bytes / 1024)} /> KB; readable
                    in the case once it is heard
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          {complaint.dismissal && (
            <Panel title="Dismissed" hint={words(complaint.dismissal.reason)}>
              <p className="text-sm whitespace-pre-line">{complaint.dismissal.explanation ?? 'Erased.'}</p>
            </Panel>
          )}
          {complaint.status === 'filed' && <Triage formKey={formKey} />}
        </div>
        <Glance complaint={complaint} />
      </div>
    </div>
  );
}

function Triage({ formKey }: { formKey: string }) {
  return (
    <Panel title="First look">
      <div className="grid gap-3">
        <CommandForm intent="hear-complaint" formKey={formKey}>
          <div>
            <Button>Hear it in a case</Button>
          </div>
        </CommandForm>
        <Disclosure label="Dismiss it" intent="dismiss-complaint">
          <CommandForm intent="dismiss-complaint" formKey={formKey}>
            <Select name="reason" label="Reason" options={DISMISSALS} />
            <TextArea
              name="explanation"
              label="Explanation"
              hint="The complainant reads it, and may appeal."
            />
            <div>
              <Button look="secondary">Dismiss</Button>
            </div>
          </CommandForm>
        </Disclosure>
      </div>
    </Panel>
  );
}

function Glance({ complaint }: { complaint: ComplaintPage }) {
  const { refs, complainant, subject, caseId } = complaint;
  const code = (text: string | undefined) =>
    text && <code className="font-mono text-xs break-all">{text}</code>;
  return (
    <div className="grid content-start gap-6">
      <Panel title="At a glance">
        <Facts
          facts={[
            [
              'By',
              <TextLink key="by" to={`/ops/parties/${complainant.id}`}>
                {complainant.name}
              </TextLink>,
            ],
            [
              'About',
              <TextLink key="about" to={`/ops/parties/${subject.id}`}>
                {subject.name}
              </TextLink>,
            ],
            ['Would be', words(complaint.violation)],
            ['Priority', words(complaint.priority)],
            ['Filed', <DateTime key="filed" at={complaint.filedAt} />],
            [
              'Clock',
              complaint.status === 'filed' ? <Clock key="clock" due={complaint.firstLookBy} /> : null,
            ],
            ['Order', code(refs.orderId)],
            ['Listing', code(refs.listingId)],
            ['Conversation', code(refs.conversationId)],
            [
              'Case',
              caseId && (
                <TextLink key="case" to={`/ops/cases/${caseId}`}>
                  Open the case
                </TextLink>
              ),
            ],
          ]}
        />
      </Panel>
    </div>
  );
}
