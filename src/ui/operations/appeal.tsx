import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { words } from '../components/badge.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { AppealForms } from './appeal-forms.tsx';
import { AppealState } from './appeals.tsx';
import { readCase } from './cases.ts';
import { DONE, runCommand } from './commands.ts';
import type { SanctionItem } from './models.ts';
import { readAppeal, readComplaint } from './parties.ts';
import type { AppealPage, ComplaintPage } from './party-models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** The appeal, and what it is against. */
export async function loader(args: LoaderFunctionArgs) {
  const appeal = await readAppeal(args, args.params['appealId'] ?? '');
  const file = appeal.about === 'sanctions' && appeal.caseId ? await readCase(args, appeal.caseId) : null;
  const complaint = appeal.complaintId ? await readComplaint(args, appeal.complaintId) : null;
  const sanctions = file?.sanctions.filter((s) => appeal.sanctionIds.includes(s.id)) ?? [];
  return { appeal, sanctions, complaint, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, `/ops/appeals/${encodeURIComponent(args.params['appealId'] ?? '')}`);
}

export default function AppealFilePage() {
  const { appeal, sanctions, complaint, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead
        title={`Appeal of ${appeal.appellant.name}`}
        area="Operations"
        above={
          <Link to="/ops/appeals" className="underline-offset-4 hover:underline">
            Appeals
          </Link>
        }
      >
        <AppealState row={appeal} />
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Panel title="Grounds">
            <p className="text-sm whitespace-pre-line">{appeal.grounds ?? 'Erased.'}</p>
          </Panel>
          <Against appeal={appeal} sanctions={sanctions} complaint={complaint} />
          {appeal.reasons !== null && (
            <Panel title="Decision">
              <p className="text-sm whitespace-pre-line">{appeal.reasons}</p>
            </Panel>
          )}
          {appeal.mayDecide && (
            <Panel title="Decide">
              <AppealForms
                appealId={appeal.id}
                taken={appeal.status === 'assigned'}
                sanctions={sanctions}
                formKey={formKey}
              />
            </Panel>
          )}
        </div>
        <Glance appeal={appeal} />
      </div>
    </div>
  );
}

interface AgainstProps {
  readonly appeal: AppealPage;
  readonly sanctions: readonly SanctionItem[];
  readonly complaint: ComplaintPage | null;
}

function Against({ appeal, sanctions, complaint }: AgainstProps) {
  return (
    <Panel title="Against">
      <div className="grid gap-2 text-sm">
        {sanctions.length > 0 && (
          <ul className="grid gap-1">
            {sanctions.map((s) => (
              <li key={s.id}>
                {words(s.kind)}{' '}
                <span className="text-muted">({words(s.ended ?? s.status).toLowerCase()})</span>
              </li>
            ))}
          </ul>
        )}
        {complaint && (
          <>
            <p>
              How the complaint “{complaint.title}” about{' '}
              <TextLink to={`/ops/parties/${complaint.subject.id}`}>{complaint.subject.name}</TextLink> ended:{' '}
              {words(complaint.outcome ?? complaint.status).toLowerCase()}.
            </p>
            {complaint.dismissal?.explanation && (
              <blockquote className="border-s-2 border-line ps-3">
                {complaint.dismissal.explanation}
              </blockquote>
            )}
          </>
        )}
        <p className="flex gap-4">
          {appeal.caseId && (
            <TextLink strong to={`/ops/cases/${appeal.caseId}`}>
              Case
            </TextLink>
          )}
          {complaint && (
            <TextLink strong to={`/ops/complaints/${complaint.id}`}>
              Complaint
            </TextLink>
          )}
        </p>
      </div>
    </Panel>
  );
}

function Glance({ appeal }: { appeal: AppealPage }) {
  return (
    <div className="grid content-start gap-6">
      <Panel title="At a glance">
        <Facts
          facts={[
            [
              'By',
              <TextLink key="by" to={`/ops/parties/${appeal.appellant.id}`}>
                {appeal.appellant.name}
              </TextLink>,
            ],
            ['Filed', <DateTime key="filed" at={appeal.filedAt} />],
            ['Clock', appeal.decidedAt === null ? <Clock key="clock" due={appeal.decideBy} /> : null],
            ['Decided', appeal.decidedAt === null ? null : <DateTime key="decided" at={appeal.decidedAt} />],
            ['Reviewer', appeal.reviewer?.name ?? 'nobody yet'],
          ]}
        />
      </Panel>
      <Panel title="Must not judge it" hint="They took part in what is appealed against.">
        <p className="text-sm">{appeal.tookPart.map((p) => p.name).join(', ') || 'Nobody.'}</p>
      </Panel>
    </div>
  );
}
