import { useSyncExternalStore } from 'react';

import { Button } from '../components/button.tsx';

const never = () => () => undefined;

/** Only where scripts run, since it is nothing without them; the browser's own menu prints as well. */
export function PrintButton({ children }: { children: React.ReactNode }) {
  const runs = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!runs) return null;
  return (
    <Button type="button" className="justify-self-start" onClick={() => window.print()}>
      {children}
    </Button>
  );
}
