import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { newKey } from '../api.ts';
import { DateTime } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Metrics } from '../components/metrics.tsx';
import { DoneNotice, Notice } from '../components/notice.tsx';
import { PageHead, Panel } from '../components/panel.tsx';
import { useReader } from '../reader.ts';
import { DONE, runCommand } from './commands.ts';
import { History } from './history.tsx';
import { HoldForm, reviewersOf } from './hold-form.tsx';
import { readParty } from './parties.ts';
import { JudgedHistory, PartySanctions } from './party-record.tsx';
import { Links, Measures, Points, Side } from './party-side.tsx';
import { CaseTable } from './queue.tsx';
import { hasRole } from './roles.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  return { party: await readParty(args, args.params['partyId'] ?? ''), formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['partyId'] ?? '';
  return runCommand(args, `/ops/parties/${encodeURIComponent(id)}`, id);
}

export default function PartyFilePage() {
  const { party, formKey } = useLoaderData<typeof loader>();
  const { record, account, signals } = party;
  const { me } = useReader();
  return (
    <div className="grid gap-6">
      <PageHead
        title={record.name}
        area="Operations"
        above={
          <Link to="/ops/parties" className="underline-offset-4 hover:underline">
            Parties
          </Link>
        }
      >
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <StandingPill word={record.standing} />
          <Badge>{words(record.kind)}</Badge>
          {record.kind === 'staff' ? (
            account.roles.map((role) => <Badge key={role}>{words(role)}</Badge>)
          ) : (
            <Badge>{words(record.stage)}</Badge>
          )}
          <span>
            {account.country}, since <DateTime at={account.registeredAt} only="date" />
          </span>
        </span>
      </PageHead>
      <DoneNotice messages={DONE} />
      {record.hold && (
        <Notice tone="info" title={`Held for review: ${words(record.hold.reason).toLowerCase()}`}>
          {hasRole(me, reviewersOf(record.kind)) && (
            <div className="mt-2 max-w-xl">
              <HoldForm partyId={record.id} kind={record.kind} formKey={formKey} />
            </div>
          )}
        </Notice>
      )}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-6">
          {signals && <Metrics metrics={signals.metrics} />}
          {signals && <JudgedHistory history={signals.history} />}
          <Panel title="Cases" flush>
            <CaseTable cases={record.cases} empty="No case so far" withoutParty />
          </Panel>
          <PartySanctions sanctions={record.sanctions} formKey={formKey} />
        </div>
        <div className="grid content-start gap-6">
          <Side party={party} formKey={formKey} />
          <Measures measures={record.measures} />
          <Points points={record.pointList.filter((p) => p.active)} total={record.points} />
          <Links account={account} />
          <History title="History" history={record.history} />
        </div>
      </div>
    </div>
  );
}
