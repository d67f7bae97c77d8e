/**
 * A refusal whose form is no longer on the page: what it was about has changed meanwhile, and the page was made anew without
 * it. The page's head says what was refused, a form that tells it says so, and at the page's end it is known whether any has.
 */
import { createContext, use, useEffect, useRef, useState } from 'react';
import { useNavigation } from 'react-router';

import type { FormFailure } from '../api.ts';
import { useProblem } from '../messages/problems.ts';
import { Notice } from './notice.tsx';

class PageRefusal {
  said: FormFailure | undefined;
  isTold = false;

  of(failure: FormFailure | undefined): void {
    if (failure === this.said) return;
    this.said = failure;
    this.isTold = false;
  }
}

const RefusalContext = createContext(new PageRefusal());

/** Components are rendered in the order in which they stand on the page, so each finds what those before it have said. */
export function usePageRefusal(): PageRefusal {
  return use(RefusalContext);
}

/** Around a page. */
export function TellingRefusals({ children }: { readonly children: React.ReactNode }) {
  const [refusal] = useState(() => new PageRefusal());
  return (
    <RefusalContext value={refusal}>
      {children}
      <PassedBy />
    </RefusalContext>
  );
}

/** In sight wherever the reader stands, and in nobody's way at the page's end. */
function PassedBy() {
  // Rendered with every answer, as those before it are.
  useNavigation();
  const { said, isTold } = usePageRefusal();
  const say = useProblem();
  const notice = useRef<HTMLDivElement>(null);
  const untold = isTold ? undefined : said;
  useEffect(() => {
    if (untold) notice.current?.focus({ preventScroll: true });
  }, [untold]);
  if (!untold) return null;
  const { title, detail } = say(untold.problem);
  return (
    <div ref={notice} tabIndex={-1} className="sticky bottom-4 z-10 mt-6 rounded-lg bg-surface shadow-lg">
      <Notice tone="bad" title={title} alert>
        {detail}
      </Notice>
    </div>
  );
}
