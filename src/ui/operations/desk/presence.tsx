import { useEffect } from 'react';
import { useFetcher } from 'react-router';

import { Notice } from '../../components/notice.tsx';
import type { Present } from './models.ts';

const EVERY_MS = 20_000;

interface PresenceProps {
  readonly ticketId: string;
  /** Who was here when the page was made: all that is known where no scripts run. */
  readonly before: readonly Present[];
}

/** Warns before two answer the same ticket, and says to others that one is here. */
export function Presence({ ticketId, before }: PresenceProps) {
  const { submit, data } = useFetcher<{ present: readonly Present[] }>();
  useEffect(() => {
    const say = () => {
      const typing = document.activeElement?.tagName === 'TEXTAREA';
      void submit(
        { doing: typing ? 'answering' : 'viewing' },
        { method: 'post', action: `/ops/desk/${ticketId}/presence` },
      );
    };
    say();
    const timer = setInterval(say, EVERY_MS);
    return () => clearInterval(timer);
  }, [ticketId, submit]);
  const present = data?.present ?? before;
  if (present.length === 0) return null;
  const answering = present.filter(({ doing }) => doing === 'answering');
  const names = (people: readonly Present[]) => people.map(({ name }) => name).join(', ');
  return (
    <Notice
      tone={answering.length > 0 ? 'warn' : 'info'}
      title={
        answering.length > 0
          ? `${names(answering)} is answering this ticket`
          : `${names(present)} is looking at this ticket`
      }
    />
  );
}
