import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Facts, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import { IdentityPanel } from './identity-panel.tsx';
import type { MeasureItem, PartyAccount, PartyPage, PointsItem } from './party-models.ts';

export function Side({ party, formKey }: { party: PartyPage; formKey: string }) {
  const { record } = party;
  return (
    <>
      <Panel title="At a glance">
        <Facts
          facts={[
            [
              'Party',
              <code key="id" className="font-mono text-[0.6875rem] break-all">
                {record.id}
              </code>,
            ],
            ['Active points', String(record.points)],
            ['Complaints about it', countsOf(record.complaintsAbout)],
            ['Complaints made', countsOf(record.complaintsMade)],
            ...certificateOf(party.account),
          ]}
        />
      </Panel>
      <Erased erasure={party.account.erasure} />
      <IdentityPanel party={party} formKey={formKey} />
      <Doings record={record} />
    </>
  );
}

/** Only of those who sell so much that the law wants their word every year. */
function certificateOf({ certificate }: PartyAccount): readonly (readonly [string, React.ReactNode])[] {
  if (!certificate) return [];
  const { from, asked } = certificate;
  const state =
    asked === null ? (
      <>
        year runs since <DateTime at={from} only="date" />
      </>
    ) : asked.certifyBy === null ? (
      'not given in time'
    ) : (
      <>
        {asked.isLast ? 'last notice' : 'asked'}, <Clock due={asked.certifyBy} />
      </>
    );
  return [['Yearly certificate', state]];
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  const all = Object.entries(counts).map(([what, count]) => `${count} ${words(what).toLowerCase()}`);
  return all.length === 0 ? 'none' : all.join(', ');
}

/** Closed at its owner's wish: what is left, why and until when. */
function Erased({ erasure }: Pick<PartyAccount, 'erasure'>) {
  if (!erasure) return null;
  return (
    <Panel title="Erased">
      <Facts
        facts={[
          ['Closed', <DateTime key="at" at={erasure.at} only="date" />],
          ...erasure.kept.map(({ why, until }): [string, React.ReactNode] => [
            `Kept: ${words(why).toLowerCase()}`,
            until === null ? 'until it is over' : <DateTime key={why} at={until} only="date" />,
          ]),
        ]}
      />
    </Panel>
  );
}

/** Its windows to put things right, and its appeals. */
function Doings({ record }: { record: PartyPage['record'] }) {
  if (record.plans.length === 0 && record.appeals.length === 0) return null;
  return (
    <Panel title="Plans and appeals">
      <ul className="grid gap-2 text-sm">
        {record.plans.map((plan) => (
          <li key={plan.planId} className="flex flex-wrap items-center gap-2">
            <TextLink to={`/ops/plans/${plan.planId}`}>Plan</TextLink>
            <Badge tone={plan.outcome === 'met' ? 'good' : 'neutral'}>
              {words(plan.outcome ?? plan.status)}
            </Badge>
            {plan.status === 'open' ? <Clock due={plan.until} /> : <DateTime at={plan.until} only="date" />}
          </li>
        ))}
        {record.appeals.map((appeal) => (
          <li key={appeal.id} className="flex flex-wrap items-center gap-2">
            <TextLink to={`/ops/appeals/${appeal.id}`}>Appeal</TextLink>
            <Badge>{words(appeal.outcome ?? appeal.status)}</Badge>
            <DateTime at={appeal.filedAt} only="date" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Measures({ measures }: { measures: readonly MeasureItem[] }) {
  return (
    <Panel title="Measures in force" flush>
      <Table
        caption="Measures in force"
        columns={MEASURE_COLUMNS}
        rows={measures}
        keyOf={(row) => row.sanctionId}
        empty="None"
      />
    </Panel>
  );
}

const MEASURE_COLUMNS: readonly Column<MeasureItem>[] = [
  {
    head: 'Measure',
    lead: true,
    cell: (row) => <TextLink to={`/ops/cases/${row.caseId}`}>{words(row.kind)}</TextLink>,
  },
  {
    head: 'Until',
    cell: (row) => (row.until === null ? 'lifted or reversed' : <DateTime at={row.until} only="date" />),
  },
];

export function Points({ points, total }: { points: readonly PointsItem[]; total: number }) {
  return (
    <Panel title="Points" hint={`${total} active`} flush>
      <Table
        caption="Points with their expiry"
        columns={POINT_COLUMNS}
        rows={points}
        keyOf={(row) => row.caseId + row.violation}
        empty="None"
      />
    </Panel>
  );
}

const POINT_COLUMNS: readonly Column<PointsItem>[] = [
  {
    head: 'For',
    lead: true,
    cell: (row) => <TextLink to={`/ops/cases/${row.caseId}`}>{words(row.violation)}</TextLink>,
  },
  { head: 'Points', numeric: true, cell: (row) => row.points },
  { head: 'Lapse', cell: (row) => <DateTime at={row.expiresAt} only="date" /> },
];

export function Links({ account: { sharesMarksWith } }: { account: PartyAccount }) {
  if (!sharesMarksWith || sharesMarksWith.length === 0) return null;
  return (
    <Panel title="Shared identity marks" hint="With these accounts. A mark alone proves nothing.">
      <ul className="grid gap-3 text-sm">
        {sharesMarksWith.map((link) => (
          <li key={link.partyId} className="grid gap-1">
            <span className="flex flex-wrap items-center gap-2">
              <TextLink strong to={`/ops/parties/${link.partyId}`}>
                {link.name}
              </TextLink>
              <StandingPill word={link.word} />
            </span>
            <span className="flex flex-wrap gap-1.5">
              {link.marks.map((mark) => (
                <Badge key={mark}>{words(mark)}</Badge>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
