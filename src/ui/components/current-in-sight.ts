import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** For a row of links that scrolls by itself: brings the one of the open page to its middle, and moves nothing else. */
export function useCurrentInSight<Row extends HTMLElement>() {
  const row = useRef<Row>(null);
  const { pathname, search } = useLocation();
  const place = pathname + search;
  const shown = useRef('');
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]');
    // Where the reader has moved it since, it stays.
    if (!row.current || !current || shown.current === place) return;
    shown.current = place;
    const [outer, inner] = [row.current.getBoundingClientRect(), current.getBoundingClientRect()];
    row.current.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [place]);
  return row;
}
