import { Clock, DateTime } from '../components/amounts.tsx';
import { Badge, StandingPill, words } from '../components/badge.tsx';
import { Facts, Panel } from '../components/panel.tsx';
import { type Column, Table } from '../components/table.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { IdentityItem, MeasureItem, PartyAccount, PartyPage, PointsItem } from './party-models.ts';

export function Side({ party: { record, account } }: { party: PartyPage }) {
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
          ]}
        />
      </Panel>
      <Identity partyId={record.id} identity={account.identity} />
      <Doings record={record} />
    </>
  );
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  const all = Object.entries(counts).map(([what, count]) => `${count} ${words(what).toLowerCase()}`);
  return all.length === 0 ? 'none' : all.join(', ');
}

interface IdentityProps {
  readonly partyId: string;
  readonly identity: PartyAccount['identity'];
}

/** What a trader told, and whether somebody has seen proof. Folded: personal data are for when they are needed. */
function Identity({ partyId, identity }: IdentityProps) {
  const fields = Object.entries(identity ?? {});
  if (fields.length === 0) return null;
  const verified = fields.filter(([, item]) => item.verified).length;
  return (
    <Panel title="Identity" hint={`${verified} of ${fields.length} verified`}>
      <details className="text-sm">
        <summary className="w-fit rounded text-accent">Show what was told</summary>
        <div className="mt-3">
          <Facts
            facts={fields.map(([name, item]) => [
              words(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()),
              <IdentityText
                key={name}
                item={item}
                href={name === 'document' ? `/api/v1/parties/${partyId}/identity/document/file` : undefined}
              />,
            ])}
          />
        </div>
      </details>
    </Panel>
  );
}

function IdentityText({ item, href }: { item: IdentityItem; href: string | undefined }) {
  const text =
    typeof item.value === 'object' && item.value !== null
      ? Object.values(item.value).filter(Boolean).join(', ')
      : (item.value ?? 'erased');
  return (
    <span className="grid justify-items-start gap-1">
      {href !== undefined && item.value !== null ? (
        <a href={href} className="text-accent underline underline-offset-4">
          Open the file
        </a>
      ) : (
        <span className="break-words">{text}</span>
      )}
      {item.rejected ? (
        <Badge tone="bad">Wrong: {item.rejected.why}</Badge>
      ) : (
        <Badge tone={item.verified ? 'good' : 'neutral'}>{item.verified ? 'Verified' : 'Not verified'}</Badge>
      )}
    </span>
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
