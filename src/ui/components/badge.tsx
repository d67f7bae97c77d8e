export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'bg-sunken text-muted ring-line',
  good: 'bg-good-soft text-good ring-good/25',
  warn: 'bg-warn-soft text-warn ring-warn/25',
  bad: 'bg-bad-soft text-bad ring-bad/25',
  info: 'bg-info-soft text-info ring-info/25',
};

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: React.ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ring-1 ring-inset ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

/** The heaviest word for a standing, as the API names it. */
export type StandingWord = 'good' | 'held' | 'restricted' | 'stopped' | 'barred';

const STANDINGS: Readonly<Record<StandingWord, { tone: Tone; words: string; shape: string }>> = {
  good: { tone: 'good', words: 'In good standing', shape: 'M3.5 8.5l3 3 6-7' },
  held: { tone: 'info', words: 'Held for review', shape: 'M5.5 4v8M10.5 4v8' },
  restricted: { tone: 'warn', words: 'Restricted', shape: 'M8 3.5v6M8 12.4v.1' },
  stopped: { tone: 'bad', words: 'Trading stopped', shape: 'M4 8h8' },
  barred: { tone: 'bad', words: 'Barred', shape: 'M4 4l8 8M12 4l-8 8' },
};

/** Says it in words and by shape, not by colour alone. */
export function StandingPill({ word }: { word: StandingWord }) {
  const { tone, words, shape } = STANDINGS[word];
  return (
    <Badge tone={tone}>
      <svg
        viewBox="0 0 16 16"
        className="size-3"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d={shape} />
      </svg>
      {words}
    </Badge>
  );
}

export type Severity = 'minor' | 'moderate' | 'serious' | 'critical';

const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  minor: 'neutral',
  moderate: 'info',
  serious: 'warn',
  critical: 'bad',
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={SEVERITY_TONES[severity]}>{capital(severity)}</Badge>;
}

/** `listing-takedown` to `Listing takedown`: names of the rulebook and the API as words. */
export function words(name: string): string {
  return capital(name.replaceAll(/[-_.]/g, ' '));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
