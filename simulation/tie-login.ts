import type { PartyId } from '../src/kernel/ids.ts';
import { parties } from '../src/market/parties/party.ts';
import type { MemoryEntry } from '../src/platform/unit-memory.ts';
import type { SimulatedMarket } from './market.ts';

/** Whether `tieLogin` may replace this entry of the log. */
export function mayBeTied({ event }: MemoryEntry): boolean {
  return event.type === 'PartyRegistered';
}

/**
 * Gives a party of the synthetic market the sign-in account that it registered with, before its entry is written down.
 * Who is worth looking at is known only when it has been lived through, and accounts are made where the market is loaded.
 */
export function tieLogin({ store }: SimulatedMarket, party: PartyId, login: string): void {
  const row = store.table(parties).get(party);
  const at = store.entries.findIndex((e) => e.stream === party && e.event.type === 'PartyRegistered');
  const entry = store.entries[at];
  if (!row || !entry) throw new Error(`there is no party ${party}`);
  store.entries[at] = { ...entry, event: Object.assign({}, entry.event, { login }) };
  store.put(parties, { ...row, doc: Object.assign({}, row.doc, { login }) });
  store.facts.set(`login:${login}`, '');
}
