import { Clock, DateTime } from '../../components/amounts.tsx';
import { Badge, words } from '../../components/badge.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { CAUSES, CLOCK_WORDS, type ClockView, type DeskTicket } from './models.ts';

const HOUR_MS = 3_600_000;

export function TicketFacts({ ticket }: { ticket: DeskTicket }) {
  const { answer, solution, waiting, solved, refs } = ticket;
  return (
    <Panel title="At a glance">
      <Facts
        facts={[
          ...[answer, solution].flatMap((clock) =>
            clock ? [[CLOCK_WORDS[clock.of], <RunningClock key={clock.of} clock={clock} />] as const] : [],
          ),
          ['Waits until', waiting && <DateTime key="until" at={waiting.until} only="date" />],
          [
            'Paused with',
            waiting && `${Math.round(waiting.solutionLeftMs / HOUR_MS)} h of business days left to solve it`,
          ],
          ['With', ticket.assignee?.name ?? 'nobody'],
          ['Asked', <DateTime key="asked" at={ticket.openedAt} />],
          ['By', ticket.channel],
          ['Country', ticket.country],
          ['Days counted by', answer?.calendar],
          [
            'Missed',
            ticket.missed.length > 0 && (
              <Badge key="missed" tone="bad">
                {ticket.missed.map(words).join(', ')}
              </Badge>
            ),
          ],
          [
            'Article',
            refs.listingId && (
              <TextLink key="listing" to={`/listings/${refs.listingId}`}>
                Its page
              </TextLink>
            ),
          ],
          [
            'Goes on from',
            ticket.follows && (
              <TextLink key="follows" to={`/ops/desk/${ticket.follows}`}>
                An earlier question
              </TextLink>
            ),
          ],
          ['Solved', solved && <DateTime key="solved" at={solved.at} />],
          ['By', solved && (solved.by?.name ?? 'the customer')],
          ['Cause', solved && (CAUSES.find((c) => c.value === solved.cause)?.label ?? null)],
          ['Rated', ticket.rating !== null && `${ticket.rating} of 5`],
          ['In their words', ticket.ratingComment],
        ].map(([name, value]) => [name, value === false ? null : value] as [string, React.ReactNode])}
      />
    </Panel>
  );
}

function RunningClock({ clock }: { clock: ClockView }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Clock due={clock.dueAt} />
      {clock.missed && <Badge tone="bad">Missed</Badge>}
      {clock.escalated && !clock.missed && <Badge tone="warn">Escalated</Badge>}
    </span>
  );
}
