import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { DoneNotice } from '../components/notice.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { DONE, runCommand } from './case-commands.ts';
import { SanctionText } from './case-measures.tsx';
import { readProposals } from './parties.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { proposals: (await readProposals(args)).rows, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/proposals', '');
}

export default function ProposalsPage() {
  const { proposals, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Proposals" area="Operations">
        Shutdowns and bars take effect only when two different people have approved them.
      </PageHead>
      <DoneNotice messages={DONE} />
      {proposals.length === 0 && <EmptyState title="Nothing waits for approval" />}
      <div className="grid gap-4 lg:grid-cols-2">
        {proposals.map((sanction) => (
          <Panel
            key={sanction.id}
            title={sanction.party.name}
            actions={
              <span className="flex gap-4 text-sm font-medium">
                <Link
                  to={`/ops/parties/${sanction.party.id}`}
                  className="text-accent underline-offset-4 hover:underline"
                >
                  Party
                </Link>
                <Link
                  to={`/ops/cases/${sanction.caseId}`}
                  className="text-accent underline-offset-4 hover:underline"
                >
                  Case
                </Link>
              </span>
            }
          >
            <SanctionText sanction={sanction} formKey={formKey} />
          </Panel>
        ))}
      </div>
    </div>
  );
}
