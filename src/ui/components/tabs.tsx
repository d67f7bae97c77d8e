import { Link } from 'react-router';

import { useCurrentInSight } from './current-in-sight.ts';

export interface Tab {
  readonly to: string;
  readonly label: string;
  readonly current: boolean;
}

/** Views of one list, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const row = useCurrentInSight<HTMLElement>();
  return (
    <nav ref={row} aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-1 text-sm">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              aria-current={tab.current ? 'page' : undefined}
              className="block border-b-2 border-transparent px-3 py-2 whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
