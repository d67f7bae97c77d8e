import { useEffect } from 'react';
import { useNavigate } from 'react-router';

interface PlainLinkProps extends Omit<React.ComponentProps<'a'>, 'href'> {
  /** A whole path of our own, never one that is relative to a page. */
  readonly to: string;
  /** The page stays where it is scrolled to. */
  readonly stay?: boolean;
}

/**
 * A link for lists of dozens, as light as HTML has it: `Link` asks the router several questions each, which together cost as much
 * as what it leads to. The frame follows its click (`useFollow`), so that the next page comes without loading anew.
 */
export function PlainLink({ to, stay = false, children, ...rest }: PlainLinkProps) {
  return (
    <a href={to} data-follow={stay ? 'stay' : ''} {...rest}>
      {children}
    </a>
  );
}

/** In the frame: one listener for all plain links of the page makes a plain click on one a navigation. */
export function useFollow(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const isPlain =
        event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (event.defaultPrevented || !isPlain || !(event.target instanceof Element)) return;
      const link = event.target.closest('a[data-follow]');
      const to = link?.getAttribute('href');
      if (!link || !to) return;
      event.preventDefault();
      void navigate(to, { preventScrollReset: link.getAttribute('data-follow') === 'stay' });
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
}
