import { z } from 'zod';
import { listingId } from '../door/fields.ts';
import { askerOf } from '../door/names.ts';
import { type AnyRoute, read } from '../door/route.ts';
import { QUALITY_PARTS } from './quality.ts';
import type { TrustBoard } from './trust-board.ts';
import { indexState, type SearchIndexPort } from './index-views.ts';
import { ownRanking, publicRanking } from './views.ts';

const share = z.number();
const missing = z.object({ what: z.enum(['trust', 'orders', 'buyers']), has: z.number(), needs: z.number() });
const tier = z.object({ name: z.string(), title: z.string(), attentionBonus: share });

const readOwn = read({
  path: '/me/ranking',
  summary: 'What the place of my goods depends on, in numbers, and what would change it by how much',
  tag: 'ranking',
  access: { who: ['seller'], team: ['listings'], action: 'data.read-own' },
  response: z.object({
    /** 0 to 1, without measures in force; `demotion` is what those multiply it with. */
    trust: share,
    newcomer: share,
    demotion: share,
    /** Accounts whose record makes this trust: more than one where they share an identity. */
    accounts: z.int(),
    orders: z.int(),
    buyers: z.int(),
    tier: tier.extend({ meaning: z.string() }),
    next: tier.extend({ missing: z.array(missing) }).nullable(),
    /** `effectOfMore` is what trust would gain by so many more units that go well. */
    moreUnits: z.int(),
    parts: z.array(
      z.object({
        metric: z.string(),
        title: z.string(),
        weight: share,
        /** Units, weighed by age. */
        good: z.number(),
        bad: z.number(),
        /** Share that went well: expected, and surely reached. */
        estimate: share,
        lower: share,
        /** 0 to 1; trust is the sum of weight x worth. */
        worth: share,
        effectOfMore: share,
        effectOfDefects: share,
      }),
    ),
    /** In first places: what the last days gave, and what merit alone would have given. */
    exposure: z.object({ days: z.int(), attention: z.number(), due: z.number() }),
    listings: z.array(
      z.object({
        id: listingId,
        title: z.string(),
        quality: share,
        inStock: z.boolean(),
        parts: z.array(z.object({ name: z.enum(QUALITY_PARTS), fill: share, effect: share })),
      }),
    ),
  }),
  handle: (reader) => ownRanking(reader, askerOf(reader.actor)),
});

function readPublic(trust: TrustBoard) {
  return read({
    path: '/transparency/ranking',
    summary: 'What search results are ordered by: the main parameters and their relative weight',
    tag: 'transparency',
    access: { who: ['anyone'] },
    response: z.object({
      rulebook: z.object({ version: z.string(), hash: z.string(), effectiveFrom: z.string() }),
      /** No place can be bought. */
      paidPlacement: z.literal(false),
      /** Trust in a seller of whom nothing is known yet. */
      newcomer: share,
      trust: z.object({
        halfLifeDays: z.int(),
        memoryDays: z.int(),
        confidence: share,
        parts: z.array(
          z.object({ metric: z.string(), title: z.string(), weight: share, worthlessAt: share }),
        ),
      }),
      quality: z.object({
        floor: share,
        soldOut: share,
        parts: z.array(z.object({ name: z.enum(QUALITY_PARTS), share, fullFrom: z.int().nullable() })),
      }),
      tiers: z.array(
        tier.extend({ meaning: z.string(), trustMin: share, ordersMin: z.int(), buyersMin: z.int() }),
      ),
      budget: z.object({
        relevanceLossMax: share,
        windowDays: z.int(),
        attentionPerDay: z.number(),
        perBlockMax: z.int(),
        blockSize: z.int(),
        bestPlace: z.int(),
      }),
    }),
    handle: async (reader) => publicRanking(reader, trust.newcomer),
  });
}

const milliseconds = z.number().nullable();

function readIndex(searchIndex: SearchIndexPort) {
  return read({
    path: '/search-index',
    summary: 'How the search index of the process that answers stands beside the log',
    tag: 'ranking',
    access: { who: ['reviewer', 'head', 'engineer'] },
    response: z.object({
      /** Other web processes have an index of their own. */
      process: z.int(),
      /** `server`: another engine is asked (docs/scaling.md), and has read `behind` positions less than are sealed. */
      engine: z.enum(['memory', 'server']),
      sealedPosition: z.int(),
      behind: z.int(),
      /** Nothing where another engine is asked. */
      index: z
        .object({
          listings: z.int(),
          position: z.int(),
          /** How long after it was written a change was found: the latest, and the slowest of the last `windowMs` or twice that. */
          lag: z.object({ lastMs: milliseconds, worstMs: milliseconds, windowMs: z.int() }),
          source: z.enum(['snapshot', 'listings']),
          openedInMs: z.int(),
          merges: z.object({ segments: z.int(), waiting: z.int(), isMerging: z.boolean() }),
          saved: z.object({ at: z.int(), bytes: z.int() }).nullable(),
          unsaved: z.int(),
        })
        .nullable(),
    }),
    handle: (reader) => indexState(reader, searchIndex),
  });
}

export function rankingRoutes(ports: {
  readonly trust: TrustBoard;
  readonly searchIndex: SearchIndexPort;
}): readonly AnyRoute[] {
  return [readOwn, readPublic(ports.trust), readIndex(ports.searchIndex)];
}
