import { campaigns } from '../../src/campaigns/campaign.ts';
import { cases } from '../../src/cases/case.ts';
import type { CampaignId, CaseId, PartyId } from '../../src/kernel/ids.ts';
import { DAY_MS, type EpochMs } from '../../src/kernel/time.ts';
import type { MemoryEntry } from '../../src/platform/unit-memory.ts';
import { drawSample, judgeSample, startCampaign } from '../../src/processes/run-campaign.ts';
import { standings } from '../../src/standing/standing.ts';
import { atWork } from '../calendar.ts';
import type { Judgement } from '../judgement.ts';
import type { SimulatedMarket } from '../market.ts';
import { APPROVALS } from '../texts/decisions.ts';
import type { Roster } from './roster.ts';

interface Sweep {
  readonly name: string;
  readonly violation: string;
  readonly metric: string;
  /** Share that the near bound of the rate must be beyond. */
  readonly boundBeyond: number;
  readonly startsAt: EpochMs;
}

const DRAW_HOURS = 10;
const SAMPLE_HOURS = 12;

/** Sweeps that the head of service orders: one that is over, and one that is under way today. */
export class Campaigns {
  private readonly market: SimulatedMarket;
  private readonly roster: Roster;
  private readonly judgement: Judgement;

  constructor(market: SimulatedMarket, roster: Roster, judgement: Judgement) {
    this.market = market;
    this.roster = roster;
    this.judgement = judgement;
  }

  /** Plans the sweeps, and from now on hears what becomes of them. */
  listen(): void {
    const { market } = this;
    const length = market.until - market.now;
    const late = { violation: 'repeated-late-shipment', metric: 'late-shipment', boundBeyond: 0.02 };
    this.plan({
      ...late,
      name: 'Parcels in time: review of the autumn',
      startsAt: market.now + 0.72 * length,
    });
    this.plan({ ...late, name: 'Parcels in time: before Christmas', startsAt: market.until - 2.5 * DAY_MS });
    market.on('case_file', 'CaseClosed', ({ stream }) => this.onClosed(stream as CaseId));
    market.on('campaign', 'SampleDrawn', (entry) => this.onSample(entry));
    market.on('campaign', 'SampleEnlarged', (entry) => this.onSample(entry));
  }

  private plan(sweep: Sweep): void {
    this.market.plan(atWork(sweep.startsAt, 'DE'), async () => {
      const head = this.roster.next('head');
      if (!head) return;
      const { name, violation, metric, boundBeyond } = sweep;
      const members = this.beyond(metric, boundBeyond);
      await this.market.attempt(head.id, (world) =>
        startCampaign(world, {
          by: head.id,
          name,
          violations: [violation],
          criterion: { by: 'metric', metric, boundBeyond },
          members,
        }),
      );
    });
  }

  private beyond(metric: string, bound: number): readonly PartyId[] {
    const { market } = this;
    const sellers = market.statesWhere(standings, 'kind', 'seller').map((s) => s.party);
    return sellers.toSorted().filter((party) => {
      const rates = market.metrics.signals.assess({ subject: 'seller', party }, market.now);
      return rates.some((r) => r.metric === metric && r.n > 0 && r.lower > bound);
    });
  }

  /** The last of a campaign's cases: a sample of its decisions is drawn for a second look. */
  private onClosed(caseId: CaseId): void {
    const { market, roster } = this;
    const source = market.state(cases, caseId)?.source;
    const head = roster.next('head');
    if (source?.kind !== 'campaign' || !head) return;
    const { campaignId } = source;
    const isOpen = market.statesWhere(cases, 'campaign', campaignId).some((c) => c.status !== 'closed');
    if (isOpen || market.state(campaigns, campaignId)?.status !== 'deciding') return;
    market.plan(roster.workingTime(head.random, DRAW_HOURS), async () => {
      if (market.state(campaigns, campaignId)?.status !== 'deciding') return;
      await market.attempt(head.id, (world) => drawSample(world, { campaignId, by: head.id }));
    });
  }

  private onSample({ stream }: MemoryEntry): void {
    const { market, roster } = this;
    const reviewer = roster.next('reviewer');
    if (!reviewer) return;
    market.plan(roster.workingTime(reviewer.random, SAMPLE_HOURS), () => this.judge(stream as CampaignId));
  }

  /** Each decision of the sample by somebody who had no part in it. */
  private async judge(campaignId: CampaignId): Promise<void> {
    const { market, roster } = this;
    const campaign = market.state(campaigns, campaignId);
    if (campaign?.status !== 'sampling') return;
    for (const { sanctionId, caseId, judged } of campaign.sample) {
      const state = market.state(cases, caseId);
      const involved = state?.allegations.flatMap((a) => a.finding?.by ?? []) ?? [];
      const reviewer = roster.next('reviewer', involved);
      if (judged || !state || !reviewer) continue;
      const agrees = state.allegations.some(
        (a) => this.judgement.of(a.violation, state).result === 'substantiated',
      );
      const words = reviewer.random.pick(APPROVALS[agrees ? 'agreed' : 'declined']);
      const by = reviewer.id;
      await market.attempt(by, (world) => judgeSample(world, { campaignId, sanctionId, by, agrees, words }));
    }
  }
}
