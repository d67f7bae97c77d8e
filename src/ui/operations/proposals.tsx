import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { words } from '../components/badge.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLink } from '../components/text-link.tsx';
import { DONE, runCommand } from './commands.ts';
import type { SanctionItem } from './models.ts';
import { readSanctions } from './parties.ts';
import { groupsOf, SanctionGroup } from './sanction-text.tsx';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** What a person has to do about a sanction, as the API names it. */
const NEEDS = [
  { name: 'approval', label: 'Wait for approval', empty: 'Nothing waits for approval' },
  { name: 'confirmation', label: 'Emergencies', empty: 'No emergency waits for a second person' },
  { name: 'basis', label: 'Basis fell away', empty: 'No sanction has lost what it rested on' },
  { name: 'finding', label: 'Wait for a finding', empty: 'No metric suggests a sanction' },
] as const;

export async function loader(args: LoaderFunctionArgs) {
  const asked = args.url.searchParams.get('needs');
  const needs = NEEDS.find((n) => n.name === asked) ?? NEEDS[0];
  return { needs, ...(await readSanctions(args, needs.name)), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/proposals');
}

export default function ProposalsPage() {
  const { needs, rows, next, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Proposals" area="Operations">
        Shutdowns, closed accounts and bars take effect only when two different people have approved them;
        what a metric alone suggests waits for a person’s finding.
      </PageHead>
      <DoneNotice messages={DONE} />
      <Tabs
        label="Proposals by what they need"
        tabs={NEEDS.map(({ name, label }) => ({
          to: `/ops/proposals?needs=${name}`,
          label,
          current: name === needs.name,
        }))}
      />
      {rows.length === 0 && <EmptyState title={needs.empty} />}
      <div className="grid gap-4 lg:grid-cols-2">
        {groupsOf(rows).map((group) => (
          <ProposalPanel key={group[0]?.id} group={group} formKey={formKey} />
        ))}
      </div>
      <Pagination next={next} />
    </div>
  );
}

function ProposalPanel({ group, formKey }: { group: readonly SanctionItem[]; formKey: string }) {
  const [first] = group;
  if (!first) return null;
  return (
    <Panel
      title={first.party.name}
      hint={first.violations.map(words).join(', ')}
      actions={
        <span className="flex gap-4 text-sm">
          <TextLink strong to={`/ops/parties/${first.party.id}`}>
            Party
          </TextLink>
          <TextLink strong to={`/ops/cases/${first.caseId}`}>
            Case
          </TextLink>
        </span>
      }
    >
      <SanctionGroup group={group} formKey={formKey} />
    </Panel>
  );
}
