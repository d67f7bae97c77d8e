/** Reads parties, proposals, campaigns and the log from the API. */
import { get, type PageArgs, query } from '../api.ts';
import type { CampaignRow, LogState, PartyPage, PartyRow, SanctionItem, WorstRow } from './models.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

export function readParty(args: PageArgs, id: string): Promise<PartyPage> {
  return get<PartyPage>(args, `/parties/${encodeURIComponent(id)}`);
}

export function findParties(args: PageArgs): Promise<Page<PartyRow>> {
  return get<Page<PartyRow>>(args, `/parties${passed(args, ['q', 'kind', 'standing', 'cursor'])}`);
}

export function readProposals(args: PageArgs): Promise<Page<SanctionItem>> {
  return get<Page<SanctionItem>>(args, `/sanctions${query({ status: 'proposed' })}`);
}

export function readCampaigns(args: PageArgs): Promise<Page<CampaignRow>> {
  return get<Page<CampaignRow>>(args, `/campaigns${passed(args, ['cursor'])}`);
}

export function readWorst(args: PageArgs): Promise<Page<WorstRow>> {
  return get<Page<WorstRow>>(args, `/signals/by-bound${passed(args, ['metric', 'cursor'])}`);
}

export function readLog(args: PageArgs): Promise<LogState> {
  return get<LogState>(args, `/log${passed(args, ['cursor'])}`);
}

/** These of the page's own query, handed on to the API. */
function passed(args: PageArgs, names: readonly string[]): string {
  const search = new URL(args.request.url).searchParams;
  return query(Object.fromEntries(names.map((name) => [name, search.get(name)])));
}
