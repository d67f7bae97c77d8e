import type { Reader } from '../door/route.ts';
import { readUnit } from '../door/read-unit.ts';
import type { CaseId } from '../kernel/ids.ts';
import { kindsLeft } from '../processes/declared-before.ts';
import type { Rulebook } from '../rulebook/schema.ts';
import type { Case } from './case.ts';
import type { CasePage } from './page-shape-views.ts';

type Emergencies = CasePage['emergencies'];

/** Emergencies of the rulebook that whoever reads may declare in this case, with the measures that are left to them. */
export async function emergenciesFor(reader: Reader, id: CaseId, state: Case): Promise<Emergencies> {
  const all = emergenciesOf(reader.rulebook, state);
  if (all.length === 0 || reader.actor.kind !== 'staff') return all;
  const by = reader.actor.partyId;
  const asking = { unit: readUnit(reader), rulebook: reader.rulebook };
  const kinds = [...new Set(all.flatMap((e) => e.permits))];
  const left = await kindsLeft(asking, { id, state }, { by, kinds });
  return all
    .map((emergency) => ({ ...emergency, permits: emergency.permits.filter((kind) => left.has(kind)) }))
    .filter(({ permits }) => permits.length > 0);
}

function emergenciesOf({ violations, emergencies, ladder }: Rulebook, doc: Case): Emergencies {
  const names = new Set(doc.allegations.flatMap((a) => violations[a.violation]?.emergency ?? []));
  // An emergency permits measures for both sides; only those of this one can be taken.
  const kinds = new Set(
    ladder[doc.subjectKind].rungs.flatMap((r) => r.sanctions.map((s) => s.kind as string)),
  );
  return [...names].flatMap((name) => {
    const rule = emergencies[name];
    return rule ? [{ name, title: rule.title, permits: rule.permits.filter((k) => kinds.has(k)) }] : [];
  });
}
