import { refuse, type Refusal } from '../../kernel/decision.ts';
import type { ListingId, PartyId } from '../../kernel/ids.ts';
import type { Likeness } from '../../quality/barred.ts';
import { goodsVerdict, type GoodsVerdict } from './goods.ts';
import type { ListingRules } from './decide.ts';
import type { GoodsObjection, ListingContent } from './listing.ts';

/**
 * Whether goods may be offered: `undefined` if so, an objection if a person looks first, and a refusal if they are prohibited,
 * barred, or lack what the law asks to be said of them.
 */
export function judgeGoods(
  content: ListingContent,
  seller: PartyId,
  rules: ListingRules,
  listingId?: ListingId,
): GoodsObjection | Refusal | undefined {
  const verdict = goodsVerdict(rules.rulebook.prohibitedGoods, content, rules.sellerCountry);
  if (verdict?.action === 'refuse') return prohibited(verdict);
  const likeness = rules.likeness(content, seller, listingId);
  if (likeness?.action === 'refuse') return comeBack(likeness, rules);
  const missing = safetyMissing(content, rules);
  if (missing) return missing;
  if (verdict) {
    const { rule, title, clause, matched } = verdict;
    return { rule, title, clause, matched };
  }
  return likeness && objectionTo(likeness, rules);
}

function prohibited(verdict: GoodsVerdict): Refusal<'prohibited-goods'> {
  const { rule, title, clause, matched, markets } = verdict;
  return refuse(
    'prohibited-goods',
    `“${matched}” falls under: ${title}. This may not be offered in ${markets.join(', ')} (terms, clause ${clause}).`,
    { facts: { rule, clause, matched, markets: markets.join(' ') } },
  );
}

const RULE = { recall: 'recalled-goods', refused: 'refused-goods' } as const;

function comeBack(
  { cause, title, by }: Likeness,
  { rulebook: { quality } }: ListingRules,
): Refusal<'barred-goods'> {
  const { clause } = quality.relisting;
  const why = cause.kind === 'recall' ? 'were recalled' : 'were refused by us';
  const ref = cause.kind === 'recall' ? cause.recallId : cause.rule;
  return refuse(
    'barred-goods',
    `These are goods that ${why}: “${title}”. They can’t be offered again (terms, clause ${clause}).`,
    { facts: { rule: RULE[cause.kind], clause, matched: title, by, ref } },
  );
}

function objectionTo({ cause, title }: Likeness, { rulebook: { quality } }: ListingRules): GoodsObjection {
  return {
    rule: RULE[cause.kind],
    title: cause.kind === 'recall' ? 'Looks like recalled goods' : 'Looks like refused goods',
    clause: quality.relisting.clause,
    matched: title,
  };
}

/** What the law asks to be said of such goods where they would be delivered (Regulation (EU) 2023/988, article 22(9)). */
function safetyMissing(
  { category, attributes, images, zones }: ListingContent,
  { rulebook: { quality }, sellerCountry }: ListingRules,
): Refusal<'safety-information-missing'> | undefined {
  const countries = zones.flatMap((z) => z.countries);
  for (const rule of quality.safety) {
    if (!rule.categories.includes(category) || !countries.some((c) => rule.markets.includes(c))) continue;
    const fields = rule.markets.includes(sellerCountry)
      ? rule.fields
      : [...rule.fields, ...rule.fieldsFromOutside];
    const missing = fields.filter((name) => !attributes[name]?.trim());
    const [first] = missing;
    if (first !== undefined)
      return refuse(
        'safety-information-missing',
        `${rule.title}: the law asks for ${missing.map((m) => m.replaceAll('-', ' ')).join(', ')} here.`,
        { field: `attributes.${first}`, facts: { rule: rule.name, missing: missing.join(' ') } },
      );
    if (rule.pictureRequired && images.length === 0)
      return refuse('safety-information-missing', `${rule.title}: the law asks for a picture here.`, {
        field: 'images',
        facts: { rule: rule.name, missing: 'picture' },
      });
  }
  return undefined;
}
