import { z } from 'zod';
import { countryCode, id, line, paragraphs } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import type { StrikeId } from '../../kernel/ids.ts';
import { declareCarrierStrike, withdrawCarrierStrike } from '../../processes/declare-strike.ts';
import { carrierNamed, strikesKnown } from './strike-views.ts';

const strikeId: z.ZodType<StrikeId, string> = id('stk');
const day = z.iso.date('a date such as 2026-12-24').transform((d) => Date.parse(`${d}T00:00:00Z`));
const countries = z.union(
  [z.literal('all'), z.array(countryCode).min(1).max(60)],
  'write all, or a list of country codes',
);

const list = read({
  path: '/carrier-strikes',
  summary:
    'Days on which carriers did not work, from the rulebook and declared by staff; lateness they touch is excused',
  tag: 'shipments',
  access: { who: ['anyone'] },
  response: z.object({
    strikes: z.array(
      z.object({
        /** Missing for those of the rulebook, which only a new version of it changes. */
        strikeId: z.string().optional(),
        carrier: z.string(),
        countries: z.union([z.literal('all'), z.array(z.string())]),
        from: z.int(),
        to: z.int(),
        source: z.string(),
        declaredAt: z.int().optional(),
        withdrawn: z.object({ at: z.int(), why: z.string() }).nullable(),
      }),
    ),
  }),
  handle: async (reader) => ({ strikes: await strikesKnown(reader) }),
});

const declare = write({
  method: 'post',
  path: '/carrier-strikes',
  summary: 'Declare that a carrier does not work on these days, both included, with where it can be read up',
  tag: 'shipments',
  access: { who: ['head'] },
  status: 201,
  body: z.strictObject({ carrier: line(80), countries, from: day, to: day, source: line(300) }),
  response: z.object({ strikeId: z.string() }),
  refusals: {
    'strike-empty': 422,
    'strike-too-long': 422,
    'strike-far-off': 422,
    'strike-far-back': 422,
    'country-unknown': 422,
    'carrier-unknown': 422,
  },
  prepare: (reader, { body }) => carrierNamed(reader, body.carrier),
  handle: (writer, { body, prepared }) => declareCarrierStrike(writer, { ...body, ...prepared }),
});

const withdraw = write({
  method: 'post',
  path: '/carrier-strikes/{strikeId}/withdrawal',
  summary: 'Withdraw a declared strike: what it excused counts again',
  tag: 'shipments',
  access: { who: ['head'] },
  params: z.object({ strikeId }),
  body: z.strictObject({ why: paragraphs(1_000).min(1, 'say why') }),
  response: z.object({ strikeId: z.string() }),
  handle: (writer, { params, body }) => withdrawCarrierStrike(writer, { ...params, ...body }),
});

/** When carriers strike. */
export function strikeRoutes(): readonly AnyRoute[] {
  return [list, declare, withdraw];
}
