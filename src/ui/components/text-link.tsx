import { Link } from 'react-router';

type TextLinkProps = React.ComponentProps<typeof Link> & { readonly strong?: boolean };

/** A link in a sentence; `strong` where it stands by itself, as what a row of a table is. */
export function TextLink({ strong, className = '', ...rest }: TextLinkProps) {
  const look = strong
    ? 'font-medium hover:underline'
    : 'underline decoration-accent/45 hover:decoration-accent';
  return <Link {...rest} className={`text-accent underline-offset-4 ${look} ${className}`} />;
}
