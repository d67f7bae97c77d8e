import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, SeverityBadge, StandingPill, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm } from '../components/field.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Facts, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Allegations } from './case-allegations.tsx';
import { DONE, runCommand } from './commands.ts';
import { Appeals, Sanctions } from './case-measures.tsx';
import { Evidence } from './case-evidence.tsx';
import { Complaints, Statements } from './case-record.tsx';
import { readCase } from './cases.ts';
import { History } from './history.tsx';
import type { CasePage } from './models.ts';
import { CaseState } from './queue.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { file: await readCase(args, args.params['caseId'] ?? ''), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const caseId = args.params['caseId'] ?? '';
  return runCommand(args, `/ops/cases/${encodeURIComponent(caseId)}`, caseId);
}

export default function CaseFilePage() {
  const { file, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead
        title={file.allegations.map((a) => a.title).join(', ') || 'Case'}
        area="Operations"
        above={
          <Link to="/ops" className="underline-offset-4 hover:underline">
            Cases
          </Link>
        }
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <CaseState row={file} />
          <SeverityBadge severity={file.severity} />
          <span>
            about{' '}
            <TextLink strong to={`/ops/parties/${file.party.id}`}>
              {file.party.name}
            </TextLink>
          </span>
        </span>
      </PageHead>
      <DoneNotice messages={DONE} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          <Allegations file={file} formKey={formKey} />
          <Evidence file={file} formKey={formKey} />
          <Statements file={file} formKey={formKey} />
          <Complaints file={file} />
        </div>
        <div className="grid content-start gap-6">
          <Glance file={file} formKey={formKey} />
          <Sanctions file={file} formKey={formKey} />
          <Appeals file={file} formKey={formKey} />
          <History title="Timeline" history={file.history} />
        </div>
      </div>
    </div>
  );
}

function Glance({ file, formKey }: { file: CasePage; formKey: string }) {
  return (
    <Panel title="At a glance">
      <Facts
        facts={[
          [
            'Case',
            <code key="id" className="font-mono text-[0.6875rem] break-all">
              {file.id}
            </code>,
          ],
          ['Opened', <DateTime key="opened" at={file.openedAt} />],
          ['Clock', file.dueAt === null ? null : <Clock key="clock" due={file.dueAt} />],
          ['Waits for', file.status === 'closed' ? null : words(file.waitsFor)],
          ['Outcome', file.outcome && words(file.outcome)],
          ['Came from', words(file.source)],
          ['Priority', words(file.priority)],
          ['Assigned to', file.assignee ?? 'nobody yet'],
          ['Must not judge', file.conflicts.join(', ')],
          ['Standing', <StandingPill key="standing" word={file.standing} />],
          ['Points', <Badge key="points">{file.points} active</Badge>],
          ['Orders', <Ids key="orders" ids={file.refs.orders} />],
          ['Listings', <Ids key="listings" ids={file.refs.listings} />],
          ['Conversations', <Ids key="conversations" ids={file.refs.conversations} />],
        ]}
      />
      <CaseHandling file={file} formKey={formKey} />
    </Panel>
  );
}

function Ids({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return 'none';
  const list = (
    <ul className="font-mono text-[0.6875rem] break-all">
      {ids.map((id) => (
        <li key={id}>{id}</li>
      ))}
    </ul>
  );
  if (ids.length <= IDS_SHOWN) return list;
  return (
    <details>
      <summary className="w-fit rounded text-accent">{ids.length}</summary>
      {list}
    </details>
  );
}

const IDS_SHOWN = 2;

/** Whose case it is: taking it is the first look; who must not judge it says so before. */
function CaseHandling({ file, formKey }: { file: CasePage; formKey: string }) {
  const offered = HANDLING.filter(({ intent }) => file.commands.includes(intent));
  if (offered.length === 0) return null;
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      {offered.map(({ intent, label, look }) => (
        <CommandForm key={intent} intent={intent} formKey={formKey}>
          <Button look={look}>{label}</Button>
        </CommandForm>
      ))}
    </div>
  );
}

const HANDLING = [
  { intent: 'take-case', label: 'Take this case', look: 'primary' },
  { intent: 'collect-evidence', label: 'Collect again', look: 'secondary' },
  { intent: 'declare-conflict', label: 'I must not judge it', look: 'quiet' },
] as const;
