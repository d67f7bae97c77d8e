import { z } from 'zod';
import { nameBook } from '../../door/names.ts';
import type { Reader } from '../../door/route.ts';
import type { GuideId, ListingId, PartyId } from '../../kernel/ids.ts';
import type { Listing } from '../../market/listings/listing.ts';
import { targetsOf } from '../../processes/keep-guides.ts';
import { termsOf } from '../../ranking/text/terms.ts';
import { dangersOf, guideDangers } from './danger-views.ts';
import { type Guide, GUIDE_KINDS, inForce, targetKey } from './guide.ts';

const target = z.union([
  z.object({ kind: z.literal('listing'), listingId: z.string() }),
  z.object({ kind: z.literal('model'), brand: z.string(), model: z.string() }),
  z.object({ kind: z.literal('category'), category: z.string() }),
]);

export const guideRow = z.object({
  guideId: z.string(),
  kind: z.enum(GUIDE_KINDS),
  target,
  language: z.string(),
  title: z.string(),
  everyMonths: z.int().nullable(),
  version: z.int(),
  changedAt: z.int(),
});
type GuideRow = z.infer<typeof guideRow>;

export const guidePage = guideRow.extend({
  text: z.string(),
  writtenBy: z.enum(['seller', 'staff']),
  helped: z.int(),
  notHelped: z.int(),
  /** The reader's own answer, where they gave one. */
  mine: z.boolean().nullable(),
  ...guideDangers.shape,
});

export interface StoredGuide {
  readonly id: GuideId;
  readonly doc: Guide;
}

function rowOf({ id, doc }: StoredGuide): GuideRow | undefined {
  const shown = inForce(doc);
  if (!shown) return undefined;
  const { title, everyMonths, version, at } = shown;
  const { kind, target: about, language } = doc;
  return { guideId: id, kind, target: about, language, title, everyMonths, version, changedAt: at };
}

/** The keys under which guides for a listing are filed: its own first. */
async function keysFor(reader: Reader, listingId: ListingId): Promise<readonly string[]> {
  const found = await reader.db.pool.query<{ doc: Listing }>(
    'select doc from concept_listing where id = $1',
    [listingId],
  );
  const listing = found.rows[0]?.doc;
  if (!listing) return [];
  return [targetKey({ kind: 'listing', listingId }), ...targetsOf(listing).map(targetKey)];
}

/** Kinds in the order in which an owner needs them. */
const SHOWN_MAX = 30;

/** All guides for a listing: those in the reader's language, and in English where there is none of that kind. */
export async function guidesOfListing(
  reader: Reader,
  listingId: ListingId,
  language: string,
): Promise<readonly GuideRow[]> {
  const keys = await keysFor(reader, listingId);
  const found = await reader.db.pool.query<StoredGuide>(
    `select id, doc from concept_guide where shown_target = any($1) and shown_language = any($2)
     order by array_position($1, shown_target), id limit ${SHOWN_MAX * 2}`,
    [keys, [language, 'en']],
  );
  const rows = found.rows.flatMap((row) => rowOf(row) ?? []);
  const spoken = new Set(rows.filter((r) => r.language === language).map((r) => r.kind));
  return rows
    .filter((row) => row.language === language || !spoken.has(row.kind))
    .sort((a, b) => GUIDE_KINDS.indexOf(a.kind) - GUIDE_KINDS.indexOf(b.kind))
    .slice(0, SHOWN_MAX);
}

export interface GuideQuery {
  readonly words: string;
  readonly language: string | undefined;
  /** Guides for this listing come first. */
  readonly listingId: ListingId | undefined;
}

/** A guide for the very article is worth as much as some rare words in common. */
const OF_LISTING_BONUS = 3;
const TERMS_MAX = 60;

/**
 * Guides that speak of what was asked: the sum over the words in common of how rare each is among all guides. Words
 * that are in most guides count for nothing, so that no list of stop words is needed in any language.
 */
export async function searchGuides(reader: Reader, query: GuideQuery): Promise<readonly GuideRow[]> {
  const { words, language, listingId } = query;
  const { relevanceShareMin, suggestionsMax } = reader.rulebook.guides;
  const terms = [...new Set(termsOf(words))].slice(0, TERMS_MAX);
  const keys = listingId === undefined ? [] : await keysFor(reader, listingId);
  if (terms.length === 0) return [];
  const found = await reader.db.pool.query<StoredGuide & { score: number }>(
    `with shown as (select count(*)::float8 as n from concept_guide where shown_language is not null),
       weights as (select term, greatest(0, ln((n + 1) / (1 + 2 * in_guides))) + 0.01 as weight
         from shown, unnest($1::text[]) term cross join lateral
           (select count(*)::float8 as in_guides from concept_guide where words @> array[term]) counted
         where in_guides > 0)
     select g.id, g.doc, m.score + case when g.shown_target = any($3) then ${OF_LISTING_BONUS} else 0 end as score
     from (select c.id, sum(w.weight) as score from weights w join concept_guide c on c.words @> array[w.term]
             where $2::text is null or c.shown_language = $2 group by c.id) m
     join concept_guide g on g.id = m.id
     where $4 or g.shown_target = any($3) or g.shown_target not like 'listing:%'
     order by score desc, g.id limit $5`,
    [terms, language ?? null, keys, listingId === undefined, suggestionsMax],
  );
  const best = found.rows[0]?.score ?? 0;
  return found.rows.filter((r) => r.score >= best * relevanceShareMin).flatMap((row) => rowOf(row) ?? []);
}

export async function storedGuide(reader: Reader, id: GuideId): Promise<StoredGuide | undefined> {
  const found = await reader.db.pool.query<StoredGuide>('select id, doc from concept_guide where id = $1', [
    id,
  ]);
  return found.rows[0];
}

export async function answersOf(
  reader: Reader,
  ids: readonly GuideId[],
): Promise<ReadonlyMap<string, { readonly helped: number; readonly notHelped: number }>> {
  const found = await reader.db.pool.query<{ guide: string; helped: number; not_helped: number }>(
    `select guide, count(*) filter (where solved)::int as helped, count(*) filter (where not solved)::int as not_helped
     from concept_guide_answer where guide = any($1) group by guide`,
    [ids],
  );
  return new Map(found.rows.map((r) => [r.guide, { helped: r.helped, notHelped: r.not_helped }]));
}

/** A guide as everybody reads it; `undefined` while none of its versions is in force. */
export async function guideView(reader: Reader, id: GuideId): Promise<z.infer<typeof guidePage> | undefined> {
  const stored = await storedGuide(reader, id);
  const row = stored && rowOf(stored);
  const shown = stored && inForce(stored.doc);
  if (!row || !shown) return undefined;
  const { actor } = reader;
  const [answers, dangers, author, own] = await Promise.all([
    answersOf(reader, [id]),
    dangersOf(reader, id, stored.doc),
    reader.db.pool.query<{ kind: string }>('select kind from concept_party where id = $1', [shown.author]),
    actor.kind === 'anonymous' ? undefined : ownAnswer(reader, id, actor.partyId),
  ]);
  return {
    ...row,
    text: shown.text,
    writtenBy: author.rows[0]?.kind === 'seller' ? 'seller' : 'staff',
    ...(answers.get(id) ?? { helped: 0, notHelped: 0 }),
    mine: own ?? null,
    ...dangers,
  };
}

async function ownAnswer(reader: Reader, id: GuideId, party: PartyId): Promise<boolean | undefined> {
  const found = await reader.db.pool.query<{ solved: boolean }>(
    'select solved from concept_guide_answer where id = $1',
    [`${id}.${party}`],
  );
  return found.rows[0]?.solved;
}

/** A guide with all its versions, for its author and for staff. */
export const guideRecord = z.object({
  guideId: z.string(),
  kind: z.enum(GUIDE_KINDS),
  target,
  language: z.string(),
  retiredAt: z.int().nullable(),
  draft: z
    .object({
      title: z.string(),
      text: z.string(),
      everyMonths: z.int().nullable(),
      at: z.int(),
      author: z.object({ id: z.string(), name: z.string() }),
    })
    .nullable(),
  declined: z.object({ at: z.int(), why: z.string() }).nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      title: z.string(),
      text: z.string(),
      everyMonths: z.int().nullable(),
      at: z.int(),
      author: z.object({ id: z.string(), name: z.string() }),
      reviewer: z.object({ id: z.string(), name: z.string() }),
    }),
  ),
  helped: z.int(),
  notHelped: z.int(),
});
type GuideRecord = z.infer<typeof guideRecord>;

export async function recordsOf(
  reader: Reader,
  stored: readonly StoredGuide[],
): Promise<readonly GuideRecord[]> {
  const [answers, name] = await Promise.all([
    answersOf(
      reader,
      stored.map((s) => s.id),
    ),
    nameBook(
      reader,
      stored.flatMap(({ doc }) => [
        doc.draft?.author ?? null,
        ...doc.versions.flatMap((v) => [v.author, v.reviewer]),
      ]),
    ),
  ]);
  const named = (id: PartyId) => ({ id, name: name(id) });
  return stored.map(({ id, doc }) => ({
    guideId: id,
    kind: doc.kind,
    target: doc.target,
    language: doc.language,
    retiredAt: doc.retiredAt,
    draft: doc.draft && { ...doc.draft, author: named(doc.draft.author) },
    declined: doc.declined && { at: doc.declined.at, why: doc.declined.why },
    versions: doc.versions.map((v) => ({ ...v, author: named(v.author), reviewer: named(v.reviewer) })),
    ...(answers.get(id) ?? { helped: 0, notHelped: 0 }),
  }));
}

const OWN_MAX = 200;

/** Everything that somebody wrote, drafts included; of one listing or of all. */
export async function ownGuides(
  reader: Reader,
  author: PartyId,
  listingId: ListingId | undefined,
): Promise<readonly StoredGuide[]> {
  const found = await reader.db.pool.query<StoredGuide>(
    `select id, doc from concept_guide where author = $1 and ($2::text is null or target = $2)
     order by id desc limit ${OWN_MAX}`,
    [author, listingId === undefined ? null : targetKey({ kind: 'listing', listingId })],
  );
  return found.rows;
}
