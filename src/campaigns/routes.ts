import { z } from 'zod';
import { country, cursor, id, limit, line, offsetOf, paragraphs, partyId } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read, write } from '../door/route.ts';
import { refuse } from '../kernel/decision.ts';
import type { CampaignId, PartyId, SanctionId } from '../kernel/ids.ts';
import { drawSample, judgeSample, startCampaign, stopCampaign } from '../processes/run-campaign.ts';
import { campaignList, campaignOf, campaignPage, campaignRow, select } from './views.ts';

const campaignId: z.ZodType<CampaignId, string> = id('cpg');
const sanctionId: z.ZodType<SanctionId, string> = id('san');
const reasons = paragraphs(5_000).min(1, 'say why');
const NOT_FOUND = 'There is no such campaign.';
const CASE_STAFF = ['investigator', 'reviewer', 'head'] as const;

const criterion = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('list'), parties: z.array(partyId).min(1).max(5_000) }),
  z.strictObject({ by: z.literal('country'), country }),
  z.strictObject({ by: z.literal('category'), category: line(100) }),
  /** Whose exact bound is beyond the share: for defects the lower bound above it, for successes the upper below. */
  z.strictObject({ by: z.literal('metric'), metric: line(60), boundBeyond: z.number().min(0).max(1) }),
]);

const readList = read({
  path: '/campaigns',
  summary: 'Campaigns, the latest first',
  tag: 'campaigns',
  access: { who: CASE_STAFF },
  query: z.strictObject({ limit: limit.default(20), cursor: cursor.optional() }),
  response: z.object({ rows: z.array(campaignRow), next: z.string().nullable() }),
  handle: (reader, { query }) => campaignList(reader, { limit: query.limit, offset: offsetOf(query.cursor) }),
});

const readOne = read({
  path: '/campaigns/{campaignId}',
  summary: 'A campaign with its progress and the sample for the second person',
  tag: 'campaigns',
  access: { who: CASE_STAFF },
  params: z.strictObject({ campaignId }),
  response: campaignPage,
  handle: async (reader, { params }) =>
    (await campaignOf(reader, params.campaignId)) ?? refuse('not-found', NOT_FOUND),
});

const postCampaign = write({
  method: 'post',
  path: '/campaigns',
  summary: 'Start a sweep: everybody who fits gets a case of their own, opened step by step',
  tag: 'campaigns',
  access: { who: ['head'] },
  status: 201,
  body: z.strictObject({
    name: line(120),
    violations: z.array(line(60)).min(1).max(5),
    criterion,
  }),
  response: z.object({ campaignId: z.string(), members: z.int() }),
  refusals: {
    'wrong-violation': 422,
    'nobody-selected': 422,
    'too-many-parties': 422,
    'unknown-metric': 422,
  },
  prepare: async (reader, { body }): Promise<readonly PartyId[] | ReturnType<typeof refuse>> => {
    if (body.criterion.by === 'list') return body.criterion.parties;
    const { metrics, violations } = reader.rulebook;
    if (body.criterion.by === 'metric' && !metrics[body.criterion.metric])
      return refuse('unknown-metric', `There is no metric named ${body.criterion.metric}.`, {
        field: 'criterion.metric',
      });
    return select(reader, body.criterion, violations[body.violations[0] ?? '']?.subject ?? 'seller');
  },
  handle: (writer, { body, prepared }) => {
    const { name, violations } = body;
    const frozen = body.criterion.by === 'list' ? ({ by: 'list' } as const) : body.criterion;
    return startCampaign(writer, {
      by: askerOf(writer.actor),
      name,
      violations,
      criterion: frozen,
      members: prepared,
    });
  },
});

const postSample = write({
  method: 'post',
  path: '/campaigns/{campaignId}/sample',
  summary: 'Draw what a second person looks at, once every case is decided',
  tag: 'campaigns',
  access: { who: ['reviewer', 'head'] },
  params: z.strictObject({ campaignId }),
  body: z.strictObject({}),
  response: z.object({ sample: z.int(), waiting: z.int() }),
  handle: (writer, { params }) => drawSample(writer, { ...params, by: askerOf(writer.actor) }),
});

const postSampleJudgement = write({
  method: 'post',
  path: '/campaigns/{campaignId}/sample/{sanctionId}',
  summary: 'Agree with a decision of the sample, or not: then its case is heard anew and more is looked at',
  tag: 'campaigns',
  access: { who: ['reviewer', 'head'] },
  params: z.strictObject({ campaignId, sanctionId }),
  body: z.strictObject({ agrees: z.boolean(), reasons }),
  response: z.object({ status: z.string() }),
  refusals: { 'second-person-needed': 403, 'conflict-of-interest': 403, 'took-part': 403 },
  handle: (writer, { params, body }) =>
    judgeSample(writer, { ...params, by: askerOf(writer.actor), agrees: body.agrees, words: body.reasons }),
});

const postStop = write({
  method: 'post',
  path: '/campaigns/{campaignId}/stop',
  summary: 'Stop a campaign: what waits is dropped, what is in force stays',
  tag: 'campaigns',
  access: { who: ['head'] },
  params: z.strictObject({ campaignId }),
  body: z.strictObject({ reasons }),
  response: z.object({ dropped: z.int() }),
  handle: (writer, { params, body }) =>
    stopCampaign(writer, { ...params, by: askerOf(writer.actor), words: body.reasons }),
});

export function campaignRoutes(): readonly AnyRoute[] {
  return [readList, readOne, postCampaign, postSample, postSampleJudgement, postStop];
}
