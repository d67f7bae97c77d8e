import { z } from 'zod';
import { type AnyRoute, write } from '../../door/route.ts';
import { CURRENCIES } from '../../kernel/money.ts';
import { type Fact, type FactError, type FactsTaken, takeFacts } from '../../processes/facts.ts';
import type { World } from '../../processes/world.ts';

/** Facts a request: more only makes transactions long, not fast. */
const FACTS_MAX = 2_000;
const BODY_BYTES_MAX = 4 * 1024 * 1024;

const ref = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, dot, dash and underscore, at most 64');
const at = z.int('milliseconds since 1970-01-01T00:00Z').min(0).max(32_503_680_000_000);
const minor = z.int('whole minor units').min(0);
const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as DE');
const currency = z.enum(CURRENCIES);
const short = z.string().trim().min(1).max(80);

const common = {
  /** The outside shop or carrier. */
  source: z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, '2 to 16 lower-case letters, digits and dashes'),
  /** Its own number of this report: the same key is taken once. */
  key: z.string().regex(/^[\x21-\x7e]{1,100}$/, 'visible ASCII characters, at most 100'),
  at,
};

const fact = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('party-registered'),
    kind: z.enum(['seller', 'buyer']),
    party: ref,
    country,
    language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as pt-BR'),
    currency,
  }),
  z.strictObject({
    ...common,
    type: z.literal('order-placed'),
    order: ref,
    seller: ref,
    buyer: ref,
    shipBy: at,
    deliverBy: at,
    currency,
    country,
    lines: z
      .array(
        z.strictObject({
          item: ref,
          quantity: z.int().min(1),
          unitMinor: minor,
          title: z.string().trim().min(1).max(200).optional(),
        }),
      )
      .min(1),
    shippingMinor: minor,
  }),
  z.strictObject({ ...common, type: z.literal('order-paid'), order: ref, amountMinor: minor.optional() }),
  z.strictObject({
    ...common,
    type: z.literal('order-shipped'),
    order: ref,
    parcel: ref.optional(),
    carrier: short,
    trackingNumber: z.string().trim().min(4).max(40).optional(),
    pieces: z.array(z.int().min(0)).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('shipment-scanned'),
    parcel: ref,
    code: z.enum([
      'accepted',
      'in-transit',
      'out-for-delivery',
      'exception',
      'delivered',
      'returned',
      'lost',
    ]),
    place: short.optional(),
  }),
  z.strictObject({ ...common, type: z.literal('order-delivered'), order: ref }),
  z.strictObject({
    ...common,
    type: z.literal('order-cancelled'),
    order: ref,
    by: z.enum(['buyer', 'seller', 'system']),
  }),
]);

/**
 * Each fact is checked by itself, since one wrong fact must not stop the others; the API document shows what is
 * wanted of it.
 */
const { $schema: _, ...wanted } = z.toJSONSchema(fact, { io: 'input' });
const body = z.strictObject({
  facts: z
    .array(z.unknown().meta(wanted))
    .min(1, 'name at least one fact')
    .max(FACTS_MAX, `at most ${FACTS_MAX} facts a request`),
});

const response = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  errors: z.array(
    z.object({
      index: z.int(),
      key: z.string(),
      code: z.string(),
      field: z.string().optional(),
      why: z.string(),
    }),
  ),
});

/** Facts in bulk, from an outside shop's or carrier's system. */
export function factRoutes(): readonly AnyRoute[] {
  return [
    write({
      method: 'post',
      path: '/facts/batch',
      summary:
        'Report facts of an outside shop or carrier: each is taken once, wrong ones are named and left out',
      tag: 'facts',
      access: { who: ['engineer'] },
      body,
      bodyBytesMax: BODY_BYTES_MAX,
      response,
      handle: (writer, { body: { facts } }) => takeBatch(writer, facts),
    }),
  ];
}

async function takeBatch(world: World, sent: readonly unknown[]): Promise<FactsTaken> {
  const facts: Fact[] = [];
  const places: number[] = [];
  const errors: FactError[] = [];
  for (const [index, one] of sent.entries()) {
    const parsed = fact.safeParse(one);
    if (parsed.success) {
      facts.push(parsed.data);
      places.push(index);
    } else errors.push(shapeError(index, one, parsed.error));
  }
  const taken = await takeFacts(world, facts);
  for (const error of taken.errors) errors.push({ ...error, index: places[error.index] ?? error.index });
  return { ...taken, errors: errors.toSorted((a, b) => a.index - b.index) };
}

/** The first mistake of a fact that has the wrong shape. */
function shapeError(index: number, wrong: unknown, error: z.ZodError): FactError {
  const key = typeof wrong === 'object' && wrong !== null && 'key' in wrong ? String(wrong.key) : '';
  const [issue] = error.issues;
  const field = issue?.path.join('.');
  const why = issue?.message ?? 'not a fact';
  return { index, key: key.slice(0, 100), code: 'invalid-input', why, ...(field ? { field } : {}) };
}
