import type { Concept } from '../../kernel/concept.ts';
import { assert } from '../../kernel/decision.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { termsOf } from '../../ranking/text/terms.ts';

export const GUIDE_KINDS = ['use', 'care', 'maintenance', 'troubleshooting', 'part', 'warning'] as const;
export type GuideKind = (typeof GUIDE_KINDS)[number];

/** What a guide is about: one listing, a model that many may sell, or all goods of a category. */
export type GuideTarget =
  | { readonly kind: 'listing'; readonly listingId: ListingId }
  | { readonly kind: 'model'; readonly brand: string; readonly model: string }
  | { readonly kind: 'category'; readonly category: string };

/** Public, and nobody's personal data. */
export interface GuideContent {
  readonly title: string;
  readonly text: string;
  /** How often it is to be done again; only of maintenance. */
  readonly everyMonths: number | null;
}

export interface GuideVersion extends GuideContent {
  readonly version: number;
  readonly at: EpochMs;
  readonly author: PartyId;
  readonly reviewer: PartyId;
}

/** Written, and waiting for somebody of the staff who did not write it. */
export interface GuideDraft extends GuideContent {
  readonly author: PartyId;
  readonly at: EpochMs;
}

export interface Guide {
  readonly kind: GuideKind;
  readonly target: GuideTarget;
  /** ISO 639 code. */
  readonly language: string;
  /** Who proposed it first; others may have revised it since. */
  readonly author: PartyId;
  /** The one in force is the last; none while nothing was published. */
  readonly versions: readonly GuideVersion[];
  readonly draft: GuideDraft | null;
  /** Why the last draft was declined, for its author. */
  readonly declined: { readonly at: EpochMs; readonly by: PartyId; readonly why: string } | null;
  readonly retiredAt: EpochMs | null;
}

export type GuideEvent =
  | ({
      readonly type: 'GuideProposed';
      readonly at: EpochMs;
      readonly author: PartyId;
    } & Pick<Guide, 'kind' | 'target' | 'language'> &
      GuideContent)
  | ({ readonly type: 'GuideRevised'; readonly at: EpochMs; readonly author: PartyId } & GuideContent)
  | { readonly type: 'GuidePublished'; readonly at: EpochMs; readonly reviewer: PartyId }
  | { readonly type: 'GuideDeclined'; readonly at: EpochMs; readonly by: PartyId; readonly why: string }
  | { readonly type: 'GuideRetired'; readonly at: EpochMs; readonly by: PartyId };

export function evolveGuide(state: Guide | undefined, event: GuideEvent): Guide {
  if (event.type === 'GuideProposed') {
    const { kind, target, language, at, author, title, text, everyMonths } = event;
    const draft = { title, text, everyMonths, author, at };
    return { kind, target, language, author, versions: [], draft, declined: null, retiredAt: null };
  }
  assert(state, `${event.type} before GuideProposed`);
  switch (event.type) {
    case 'GuideRevised': {
      const { at, author, title, text, everyMonths } = event;
      return { ...state, draft: { title, text, everyMonths, author, at }, declined: null };
    }
    case 'GuidePublished': {
      assert(state.draft, 'published without a draft');
      const version = {
        ...state.draft,
        version: state.versions.length + 1,
        at: event.at,
        reviewer: event.reviewer,
      };
      return { ...state, versions: [...state.versions, version], draft: null, retiredAt: null };
    }
    case 'GuideDeclined':
      return { ...state, draft: null, declined: { at: event.at, by: event.by, why: event.why } };
    case 'GuideRetired':
      return { ...state, retiredAt: event.at };
    default:
      return event satisfies never;
  }
}

/** What readers are shown; nothing before the first review and after it was retired. */
export function inForce(guide: Guide): GuideVersion | undefined {
  return guide.retiredAt === null ? guide.versions.at(-1) : undefined;
}

/** Under which key guides of a target are found. */
export function targetKey(target: GuideTarget): string {
  switch (target.kind) {
    case 'listing':
      return `listing:${target.listingId}`;
    case 'model':
      return `model:${target.brand} ${target.model}`.toLowerCase();
    case 'category':
      return `category:${target.category}`;
    default:
      return target satisfies never;
  }
}

function wordsOf(guide: Guide): readonly string[] {
  const shown = inForce(guide);
  return shown ? [...new Set(termsOf(`${shown.title}\n${shown.text}`))].toSorted() : [];
}

/** Stream id `gde_...`. */
export const guides: Concept<
  Guide,
  GuideEvent,
  'target' | 'shown_target' | 'words' | 'shown_language' | 'author' | 'waiting_since'
> = {
  name: 'guide',
  revision: 1,
  evolve: evolveGuide,
  columns: {
    target: { type: 'text', of: (g) => targetKey(g.target) },
    shown_target: { type: 'text', of: (g) => (inForce(g) ? targetKey(g.target) : null) },
    /** Terms of the version in force, for search. */
    words: { type: 'text[]', of: wordsOf },
    shown_language: { type: 'text', of: (g) => (inForce(g) ? g.language : null) },
    author: { type: 'text', of: (g) => g.author },
    waiting_since: { type: 'bigint', of: (g) => g.draft?.at ?? null },
  },
};
