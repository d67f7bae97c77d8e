import { Link, useNavigation } from 'react-router';

type Look = 'primary' | 'secondary' | 'danger' | 'quiet';

const BASE =
  'inline-flex min-h-10 items-center justify-center gap-2 rounded-lg px-4 py-2 text-sm font-medium transition-colors disabled:opacity-60';

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  danger: 'border border-bad bg-bad-soft text-bad hover:bg-bad hover:text-surface',
  quiet: 'text-accent hover:bg-accent-soft',
};

interface ButtonProps extends React.ComponentProps<'button'> {
  readonly look?: Look;
}

/** Sends its form. Greyed while a form is on its way; the form's key guards those who press twice before. */
export function Button({ look = 'primary', type = 'submit', className = '', ...rest }: ButtonProps) {
  const busy = useNavigation().state === 'submitting';
  // `type` is one of three literals; the lint rule can't see a default.
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      disabled={rest.disabled ?? busy}
      className={`${BASE} ${LOOKS[look]} ${className}`}
    />
  );
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({
  look = 'secondary',
  className = '',
  ...rest
}: React.ComponentProps<typeof Link> & { look?: Look }) {
  return <Link {...rest} className={`${BASE} ${LOOKS[look]} ${className}`} />;
}
