import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { Pagination } from '../components/pagination.tsx';
import { EmptyState, PageHead, Panel } from '../components/panel.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useReader } from '../reader.ts';
import { DONE, runCommand } from './commands.ts';
import { HoldForm, reviewersOf } from './hold-form.tsx';
import { readHolds } from './parties.ts';
import type { HoldRow } from './party-models.ts';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { ...(await readHolds(args)), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  return runCommand(args, '/ops/holds');
}

export default function HoldsPage() {
  const { holds, next, formKey } = useLoaderData<typeof loader>();
  return (
    <div className="grid gap-6">
      <PageHead title="Holds" area="Operations">
        Accounts that wait for a person: a link to a barred party, or identity data that were not corrected. A
        shared address or device alone never holds one.
      </PageHead>
      <DoneNotice messages={DONE} />
      {holds.length === 0 && <EmptyState title="No account is held" />}
      <div className="grid gap-4 lg:grid-cols-2">
        {holds.map((row) => (
          <HoldPanel key={row.partyId} row={row} formKey={formKey} />
        ))}
      </div>
      <Pagination next={next} />
    </div>
  );
}

function HoldPanel({ row, formKey }: { row: HoldRow; formKey: string }) {
  const { me } = useReader();
  const { hold, reviewed } = row;
  return (
    <Panel
      title={row.name}
      actions={
        <TextLink strong to={`/ops/parties/${row.partyId}`} className="text-sm">
          Party
        </TextLink>
      }
    >
      <div className="grid gap-3 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="info">{words(hold.reason)}</Badge>
          {row.kind === 'staff' && <Badge tone="warn">Staff: their roles rest</Badge>}
          <span className="text-muted">
            since <DateTime at={hold.at} only="date" />
          </span>
        </p>
        {hold.links.map((link) => (
          <p key={link.party} className="flex flex-wrap items-center gap-1.5">
            Shares {link.marks.map(words).join(', ').toLowerCase()} with{' '}
            <TextLink to={`/ops/parties/${link.party}`}>{link.name}</TextLink>
          </p>
        ))}
        {reviewed && (
          <p className="border-s-2 border-line ps-3">
            {reviewed.why}
            <span className="block text-xs text-muted">
              {reviewed.outcome === 'keep' ? 'Kept' : 'Released'} by {reviewed.byName},{' '}
              <DateTime at={reviewed.at} only="date" />
            </span>
          </p>
        )}
        {hasRole(me, reviewersOf(row.kind)) && (
          <HoldForm partyId={row.partyId} kind={row.kind} formKey={formKey} />
        )}
      </div>
    </Panel>
  );
}
