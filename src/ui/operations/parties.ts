/** Reads parties, queues and the log from the API. */
import { get, getOr, type PageArgs, passed, query } from '../api.ts';
import type { SanctionItem } from './models.ts';
import type {
  AppealPage,
  AppealRow,
  CampaignPage,
  CampaignRow,
  ComplaintPage,
  ComplaintRow,
  HoldRow,
  LogState,
  PartyAccount,
  PartyPage,
  PartyRecord,
  PartyRow,
  PartySignals,
  PlanPage,
  PlanRow,
  WorstPage,
} from './party-models.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

export async function readParty(args: PageArgs, id: string): Promise<PartyPage> {
  const path = `/parties/${encodeURIComponent(id)}`;
  const [record, account, signals] = await Promise.all([
    get<PartyRecord>(args, `${path}/record`),
    get<PartyAccount>(args, path),
    getOr<PartySignals>(args, `${path}/signals`, [404]),
  ]);
  return { record, account, signals: signals ?? null };
}

export function findParties(args: PageArgs): Promise<Page<PartyRow>> {
  return get<Page<PartyRow>>(args, `/parties${passed(args, ['q', 'kind', 'standing', 'cursor'])}`);
}

/** Sanctions that a person has to do something about; `needs` as the API names it. */
export function readSanctions(args: PageArgs, needs: string): Promise<Page<SanctionItem>> {
  const { searchParams } = args.url;
  return get<Page<SanctionItem>>(
    args,
    `/sanctions${query({ needsLook: needs, cursor: searchParams.get('cursor') })}`,
  );
}

export function readComplaints(
  args: PageArgs,
): Promise<{ readonly complaints: readonly ComplaintRow[]; readonly next: string | null }> {
  return get(args, `/complaints${passed(args, ['status', 'cursor'])}`);
}

export function readComplaint(args: PageArgs, id: string): Promise<ComplaintPage> {
  return get<ComplaintPage>(args, `/complaints/${encodeURIComponent(id)}`);
}

export function readAppeals(
  args: PageArgs,
): Promise<{ readonly appeals: readonly AppealRow[]; readonly next: string | null }> {
  return get(args, `/appeals${passed(args, ['status', 'reviewer', 'cursor'])}`);
}

export function readAppeal(args: PageArgs, id: string): Promise<AppealPage> {
  return get<AppealPage>(args, `/appeals/${encodeURIComponent(id)}`);
}

export function readPlans(
  args: PageArgs,
): Promise<{ readonly plans: readonly PlanRow[]; readonly next: string | null }> {
  return get(args, `/plans${passed(args, ['status', 'cursor'])}`);
}

export function readPlan(args: PageArgs, id: string): Promise<PlanPage> {
  return get<PlanPage>(args, `/plans/${encodeURIComponent(id)}`);
}

export function readHolds(
  args: PageArgs,
): Promise<{ readonly holds: readonly HoldRow[]; readonly next: string | null }> {
  return get(args, `/holds${passed(args, ['cursor'])}`);
}

export function readCampaigns(args: PageArgs): Promise<Page<CampaignRow>> {
  return get<Page<CampaignRow>>(args, `/campaigns${passed(args, ['cursor'])}`);
}

export function readCampaign(args: PageArgs, id: string): Promise<CampaignPage> {
  return get<CampaignPage>(args, `/campaigns/${encodeURIComponent(id)}`);
}

export function readWorst(args: PageArgs): Promise<WorstPage> {
  return get<WorstPage>(args, `/signals/by-bound${passed(args, ['metric', 'history'])}`);
}

export function readLog(args: PageArgs): Promise<LogState> {
  return get<LogState>(args, `/log${passed(args, ['cursor'])}`);
}
