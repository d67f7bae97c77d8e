/** What a snapshot in a case says: rates as bars, conversations as conversations, everything else as named facts. */
import { useTranslations } from 'use-intl';

import { useWords } from '../messages/words.ts';
import { DateTime } from './amounts.tsx';
import { BoundBar } from './bound-bar.tsx';
import { JsonFacts } from './json-facts.tsx';
import { type Assessment, boundsOf, MetricCounts, VerdictBadge } from './metrics.tsx';

export function EvidenceContent({ kind, json }: { kind: string; json: string }) {
  if (kind === 'metric-assessment') {
    const { assessments } = JSON.parse(json) as { assessments: readonly Assessment[] };
    return <Rates assessments={assessments} />;
  }
  if (kind === 'messages') return <Talk talk={JSON.parse(json) as Conversation} />;
  return <JsonFacts json={json} />;
}

function Rates({ assessments }: { assessments: readonly Assessment[] }) {
  const word = useWords();
  return (
    <ul className="grid gap-4">
      {assessments.map((a) => {
        const bounds = boundsOf(a);
        return (
          <li key={a.metric} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{word(a.metric)}</span>
              <VerdictBadge verdict={a.verdict} />
            </p>
            {bounds && <BoundBar bounds={bounds} title={word(a.metric)} verdict={a.verdict} />}
            <MetricCounts metric={a} />
          </li>
        );
      })}
    </ul>
  );
}

interface Conversation {
  readonly messages: readonly {
    readonly id: string;
    readonly at: number;
    readonly from: 'buyer' | 'seller';
    readonly text: string;
  }[];
}

function Talk({ talk }: { talk: Conversation }) {
  const t = useTranslations('returns');
  return (
    <ol className="grid gap-2">
      {talk.messages.map((message) => {
        const bySeller = message.from === 'seller';
        return (
          <li
            key={message.id}
            className={`grid max-w-[85%] gap-0.5 rounded-lg border border-line bg-surface px-3 py-2 ${bySeller ? 'justify-self-end' : 'justify-self-start'}`}
          >
            <span className="text-muted first-letter:uppercase">
              {t(bySeller ? 'seller' : 'buyer')}, <DateTime at={message.at} />
            </span>
            <span className="text-sm break-words whitespace-pre-line">{message.text}</span>
          </li>
        );
      })}
    </ol>
  );
}
