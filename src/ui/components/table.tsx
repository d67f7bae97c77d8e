import { EmptyState } from './panel.tsx';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => React.ReactNode;
  /** The column that says what the row is: the card's title on a phone. */
  readonly lead?: true;
  readonly numeric?: true;
  /** On a phone beside the lead, where rows are lines. */
  readonly figure?: true;
  /** Needs room: a row of its own on a phone. */
  readonly wide?: true;
}

interface TableProps<Row> {
  /** What the table shows, for those who can't see where it stands. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly empty: string;
  /** What a row is on a phone: a card with a name to each value, or two lines where the values speak for themselves. */
  readonly phone?: 'cards' | 'lines';
}

export function Table<Row>({ caption, columns, rows, keyOf, empty, phone = 'cards' }: TableProps<Row>) {
  if (rows.length === 0) return <EmptyState title={empty} />;
  return (
    <table className={`stack-table w-full text-sm ${phone === 'lines' ? 'stack-lines' : ''}`}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-start text-muted">
          {columns.map((column) => (
            <th
              key={column.head}

              scope="col"
              className={`px-4 py-2.5 font-medium whitespace-nowrap ${column.numeric ? 'text-end' : 'text-start'}`}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <tr key={keyOf(row)} className="hover:bg-sunken">
            {columns.map((column) => (
              <td
                key={column.head}

                data-label={column.head}
                data-lead={column.lead}
                data-figure={column.figure}
                data-wide={column.wide}
                className={`align-top md:px-4 md:py-3 ${column.numeric ? 'tabular-nums md:text-end' : ''} ${column.wide ? 'md:min-w-72' : ''}`}
              >
                <div>{column.cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
