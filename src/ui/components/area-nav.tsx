import { useLocation } from 'react-router';

import { useCurrentInSight } from './current-in-sight.ts';
import { PlainLink } from './plain-link.tsx';

export interface NavItem {
  readonly to: string;
  readonly label: string;
  /** Pages that belong to it besides those below its own path. */
  readonly also?: string;
  /** Pages below its path are entries of their own. */
  readonly exact?: true;
  /** For a group: its pages, shown in a row of their own while one of them is open. `to` is the first of them. */
  readonly pages?: readonly NavItem[];
}

/** Pages under one entry; with a single one the entry is that page. */
export function group(label: string, pages: readonly [NavItem, ...NavItem[]]): NavItem {
  return { to: pages[0].to, label, pages };
}

/** The pages of an area. A group is one entry, and its pages are offered where one of them is open. */
export function AreaNav({ label, items }: { readonly label: string; readonly items: readonly NavItem[] }) {
  const { pathname } = useLocation();
  const row = useCurrentInSight<HTMLElement>();
  const pageRow = useCurrentInSight<HTMLDivElement>();
  if (items.length === 0) return null;
  const open = items.find((item) => item.pages !== undefined && isCurrent(item, pathname));
  const pages = open?.pages ?? [];
  return (
    <>
      <nav ref={row} aria-label={label} className="nav-row mx-auto max-w-7xl overflow-x-auto px-2 sm:px-4">
        <Row items={items} pathname={pathname} itemClass="nav-link" />
      </nav>
      {open && pages.length > 1 && (
        <nav aria-label={open.label} className="border-t border-line bg-canvas">
          <div ref={pageRow} className="nav-row mx-auto max-w-7xl overflow-x-auto px-2 py-1.5 sm:px-4">
            <Row items={pages} pathname={pathname} itemClass="nav-page" />
          </div>
        </nav>
      )}
    </>
  );
}

function Row({
  items,
  pathname,
  itemClass,
}: {
  readonly items: readonly NavItem[];
  readonly pathname: string;
  readonly itemClass: string;
}) {
  return (
    <ul className="flex gap-1 text-sm">
      {items.map((item) => (
        <li key={item.to}>
          <PlainLink
            to={item.to}
            aria-current={isCurrent(item, pathname) ? (item.pages ? 'true' : 'page') : undefined}
            className={itemClass}
          >
            {item.label}
          </PlainLink>
        </li>
      ))}
    </ul>
  );
}

/** An area's own path is current only on itself, or each of its pages would light two entries. */
function isCurrent({ to, also, exact, pages }: NavItem, pathname: string): boolean {
  if (pages) return pages.some((page) => isCurrent(page, pathname));
  const isArea = exact === true || to.lastIndexOf('/') === 0;
  if (pathname === to || (!isArea && pathname.startsWith(`${to}/`))) return true;
  return also !== undefined && pathname.startsWith(also);
}
