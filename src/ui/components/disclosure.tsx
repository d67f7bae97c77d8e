import { useFailure } from './field.tsx';

interface DisclosureProps {
  readonly label: string;
  /** The form inside: it stays open when the API refused what was sent. */
  readonly intent: string;
  readonly subject?: string;
  readonly children: React.ReactNode;
}

/** A form that unfolds where it is needed, without scripts. */
export function Disclosure({ label, intent, subject, children }: DisclosureProps) {
  const failed = useFailure(intent, subject) !== undefined;
  return (
    <details open={failed || undefined} className="group rounded-lg border border-line open:bg-sunken">
      <summary className="flex min-h-10 list-none items-center gap-2 rounded-lg px-3 py-2 text-sm font-medium text-accent hover:bg-accent-soft [&::-webkit-details-marker]:hidden">
        <svg
          viewBox="0 0 16 16"
          className="size-3.5 transition-transform group-open:rotate-90"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d="M6 3.5 10.5 8 6 12.5" />
        </svg>
        {label}
      </summary>
      <div className="border-t border-line p-3 sm:p-4">{children}</div>
    </details>
  );
}
