import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { languageName } from '../team-models.ts';

export interface Gap {
  readonly listingId: string;
  readonly title: string;
  readonly kind: string;
  readonly kindTitle: string;
  readonly questions: number;
  readonly example: string | null;
  readonly ticketId: string;
  readonly language: string;
}

const COLUMNS: readonly Column<Gap>[] = [
  {
    head: 'Article',
    lead: true,
    cell: (gap) => (
      <TextLink strong to={`/listings/${gap.listingId}`}>
        {gap.title}
      </TextLink>
    ),
  },
  { head: 'Asked about', cell: (gap) => gap.kindTitle },
  { head: 'Language', cell: (gap) => languageName(gap.language) },
  { head: 'Questions', numeric: true, cell: (gap) => gap.questions },
  {
    head: 'Such as',
    cell: (gap) => <TextLink to={`/ops/desk/${gap.ticketId}`}>{gap.example ?? 'erased'}</TextLink>,
  },
];

export function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <Panel title="Gaps" hint="Asked again and again in the last months, and no guide answers it." flush>
      <Table
        caption="Gaps"
        columns={COLUMNS}
        rows={gaps}
        keyOf={(gap) => `${gap.listingId} ${gap.kind} ${gap.language}`}
        empty="Every repeated question has a guide"
      />
    </Panel>
  );
}
