import { z } from 'zod';
import type { Conflict } from './check.ts';
import type { Rulebook, RulebookDraft } from './schema.ts';
import { name, text } from './terms.ts';

/** The texts of a rulebook in another language: a file beside it, named by its language. Its numbers are never repeated. */
export const translation = z.strictObject({
  clauses: z.record(z.string(), z.strictObject({ title: text, text })),
  violations: z.record(
    name,
    z.strictObject({ title: text, ground: text.max(500, 'at most 500 characters'), explanation: text }),
  ),
  metrics: z.record(name, text),
  complaints: z.record(name, text),
  emergencies: z.record(name, text),
  tickets: z.record(name, text),
  prohibitedGoods: z.record(name, text),
  tiers: z.record(name, z.strictObject({ title: text, meaning: text })),
  safety: z.record(name, text),
});
export type Translation = z.infer<typeof translation>;

/** Every text in every language, and none for what is not there: a statement of reasons is never half translated. */
export function checkTranslation(rulebook: RulebookDraft, texts: Translation): readonly Conflict[] {
  const wanted: Readonly<Record<keyof Translation, readonly string[]>> = {
    clauses: Object.keys(rulebook.terms.clauses),
    violations: Object.keys(rulebook.violations),
    metrics: Object.keys(rulebook.metrics),
    complaints: Object.keys(rulebook.complaints.kinds),
    emergencies: Object.keys(rulebook.emergencies),
    tickets: Object.keys(rulebook.desk.kinds),
    prohibitedGoods: rulebook.prohibitedGoods.map((goods) => goods.name),
    tiers: rulebook.ranking.tiers.map((tier) => tier.name),
    safety: rulebook.quality.safety.map((rule) => rule.name),
  };
  return (Object.keys(wanted) as (keyof Translation)[]).flatMap((part) => {
    const given = Object.keys(texts[part]);
    const missing = wanted[part].filter((key) => !given.includes(key));
    const unknown = given.filter((key) => !wanted[part].includes(key));
    return [
      ...missing.map((key) => ({ path: [part], message: `missing: translate ${key}` })),
      ...unknown.map((key) => ({
        path: [part, key],
        message: 'not in the rulebook: correct its spelling, or remove it',
      })),
    ];
  });
}

const MADE = new WeakMap<Rulebook, Map<string, Rulebook>>();

/**
 * The same rules with their texts in a language (BCP 47), or as they were written where they are in no such language.
 * Only for showing: decisions name the hash of the rulebook that holds all languages.
 */
export function inLanguage(rulebook: Rulebook, language: string): Rulebook {
  const code = language.split('-', 1)[0] ?? '';
  const texts = rulebook.translations[code];
  if (!texts) return rulebook;
  const known = MADE.getOrInsertComputed(rulebook, () => new Map());
  return known.getOrInsertComputed(code, () => translated(rulebook, texts));
}

function translated(rulebook: Rulebook, texts: Rulebook['translations'][string]): Rulebook {
  const { terms, violations, metrics, complaints, emergencies, desk, prohibitedGoods, ranking, quality } =
    rulebook;
  const titled = <Rule extends { readonly title: string }>(
    rules: Readonly<Record<string, Rule>>,
    titles: Readonly<Record<string, string>>,
  ) => mapped(rules, (rule, key) => ({ ...rule, title: titles[key] ?? rule.title }));
  return {
    ...rulebook,
    terms: { ...terms, clauses: mapped(terms.clauses, (clause, key) => texts.clauses[key] ?? clause) },
    violations: mapped(violations, (rule, key) => {
      const said = texts.violations[key];
      if (!said) return rule;
      const { title, ...statement } = said;
      return { ...rule, title, statement: { ...rule.statement, ...statement } };
    }),
    metrics: titled(metrics, texts.metrics),
    complaints: { ...complaints, kinds: titled(complaints.kinds, texts.complaints) },
    emergencies: titled(emergencies, texts.emergencies),
    desk: { ...desk, kinds: titled(desk.kinds, texts.tickets) },
    prohibitedGoods: prohibitedGoods.map((goods) => ({
      ...goods,
      title: texts.prohibitedGoods[goods.name] ?? goods.title,
    })),
    ranking: {
      ...ranking,
      tiers: ranking.tiers.map((tier) => ({ ...tier, ...texts.tiers[tier.name] })),
    },
    quality: {
      ...quality,
      safety: quality.safety.map((rule) => ({ ...rule, title: texts.safety[rule.name] ?? rule.title })),
    },
  };
}

function mapped<V>(
  record: Readonly<Record<string, V>>,
  change: (value: V, key: string) => V,
): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
