import { Link } from 'react-router';

import { useMayOpen } from './may-open.ts';

type TextLinkProps = React.ComponentProps<typeof Link> & { readonly strong?: boolean };

/** A link in a sentence; `strong` where it stands by itself, as what a row of a table is. Plain text to whom the page is not open. */
export function TextLink({ strong, className = '', ...rest }: TextLinkProps) {
  const mayOpen = useMayOpen();
  if (typeof rest.to === 'string' && !mayOpen(rest.to))
    return <span className={`${strong ? 'font-medium' : ''} ${className}`}>{rest.children}</span>;
  const look = strong
    ? 'font-medium hover:underline'
    : 'underline decoration-accent/45 hover:decoration-accent';
  return <Link {...rest} className={`text-accent underline-offset-4 ${look} ${className}`} />;
}
