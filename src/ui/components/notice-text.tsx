import { DateTime, Money } from './amounts.tsx';
import { Badge, words } from './badge.tsx';
import { JsonFacts } from './json-facts.tsx';
import { Facts, PageHead, Panel } from './panel.tsx';

export interface NoticePage {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly caseId: string | null;
  readonly readAt: number | null;
  /** What the person who decided wrote. */
  readonly words: string | null;
  readonly body: { readonly kind: string } & Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly kind: 'statement-of-reasons';
  readonly restrictions: readonly {
    readonly sanctionId: string;
    readonly kind: string;
    readonly scope: 'everything' | { readonly listingId?: string; readonly orderId?: string };
    readonly from: number;
    readonly until: number | null;
    readonly amount?: { readonly amountMinor: number; readonly currency: string };
  }[];
  readonly grounds: readonly {
    readonly violation: string;
    readonly title: string;
    readonly basis: 'terms' | 'law';
    readonly ground: string;
    readonly explanation: string;
    readonly clause: { readonly id: string; readonly title: string; readonly text: string };
  }[];
  readonly facts: readonly string[];
  readonly source: { readonly kind: string; readonly complaints?: number };
  readonly automatedDetection: boolean;
  readonly automatedDecision: 'fully' | 'partially' | 'not';
  readonly points: { readonly before: number; readonly added: number; readonly rung: string };
  readonly rectification: { readonly until: number } | null;
  readonly redress: {
    readonly appealUntil: number;
    readonly outOfCourtBody: { readonly name: string; readonly url: string };
  };
  readonly rulebook: string;
}

/** What the platform told somebody, in full. */
export function NoticeText({
  notice,
  area,
  children,
}: {
  readonly notice: NoticePage;
  readonly area: string;
  /** What the reader may do about it. */
  readonly children?: React.ReactNode;
}) {
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={words(notice.kind)} area={area}>
        <DateTime at={notice.at} />
      </PageHead>
      {notice.body.kind === 'statement-of-reasons' ? (
        <StatementText statement={notice.body as unknown as Statement} />
      ) : (
        <Panel title="Notice">
          <div className="text-sm">
            <JsonFacts json={JSON.stringify({ ...notice.body, kind: null })} />
          </div>
        </Panel>
      )}
      {notice.words && (
        <Panel title="In the words of who decided">
          <p className="text-sm whitespace-pre-line">{notice.words}</p>
        </Panel>
      )}
      {children}
    </div>
  );
}

function StatementText({ statement }: { statement: Statement }) {
  return (
    <>
      <Decided restrictions={statement.restrictions} />
      <Why statement={statement} />
      <How statement={statement} />
      <Redress redress={statement.redress} />
    </>
  );
}

function Decided({ restrictions }: Pick<Statement, 'restrictions'>) {
  return (
    <Panel title="What was decided">
      <ul className="grid gap-3 text-sm">
        {restrictions.map((r) => (
          <li key={r.sanctionId}>
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{words(r.kind)}</span>
              {r.amount && <Money amount={r.amount} />}
            </p>
            <p className="text-muted">
              From <DateTime at={r.from} only="date" />
              {r.until === null ? (
                ', until lifted or reversed'
              ) : (
                <>
                  {' '}
                  to <DateTime at={r.until} only="date" />
                </>
              )}
              {r.scope !== 'everything' && (
                <>
                  , for{' '}
                  <code className="font-mono text-xs break-all">{r.scope.listingId ?? r.scope.orderId}</code>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Why({ statement }: { statement: Statement }) {
  return (
    <Panel title="Why">
      <div className="grid gap-4 text-sm">
        {statement.grounds.map((ground) => (
          <div key={ground.violation} className="grid gap-1.5">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {ground.title} <Badge>{ground.basis === 'law' ? 'By law' : 'By the terms'}</Badge>
            </p>
            <p>{ground.ground}</p>
            <p>{ground.explanation}</p>
            <blockquote className="border-s-2 border-line ps-3 text-muted">
              {ground.clause.id}, {ground.clause.title}: {ground.clause.text}
            </blockquote>
          </div>
        ))}
        <ul className="list-disc ps-5 break-words">
          {statement.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function How({ statement }: { statement: Statement }) {
  return (
    <Panel title="How it was decided">
      <Facts
        facts={[
          [
            'Began with',
            statement.source.kind === 'notice'
              ? complaintsOf(statement.source.complaints ?? 0)
              : 'our own look',
          ],
          ['Detected by machine', statement.automatedDetection ? 'yes' : 'no'],
          ['Decided by machine', statement.automatedDecision === 'not' ? 'no' : statement.automatedDecision],
          [
            'Points',
            `${statement.points.before} before, ${statement.points.added} added: rung “${words(statement.points.rung)}”`,
          ],
          [
            'Put right by',
            statement.rectification && (
              <DateTime key="until" at={statement.rectification.until} only="date" />
            ),
          ],
          [
            'Rulebook',
            <code key="rulebook" className="font-mono text-xs break-all">
              {statement.rulebook}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}

function Redress({ redress }: Pick<Statement, 'redress'>) {
  const { appealUntil, outOfCourtBody } = redress;
  return (
    <Panel title="If you disagree">
      <ul className="grid gap-1.5 text-sm">
        <li>
          Appeal here, free and judged by somebody else, until <DateTime at={appealUntil} only="date" />.
        </li>
        <li className="break-words">
          Out of court: {outOfCourtBody.name} ({outOfCourtBody.url}).
        </li>
        <li>In court.</li>
      </ul>
    </Panel>
  );
}

function complaintsOf(people: number): string {
  return people === 1 ? 'the complaint of one person' : `complaints of ${people} independent people`;
}
