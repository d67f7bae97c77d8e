import type { Conflict } from './check.ts';
import type { RulebookDraft } from './schema.ts';

/** Standard AQLs that are a share of units. */
const AQLS = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10];

/** Safety rules cite clauses, monitoring counts kinds of complaints that exist, and its two shares are in order. */
export function checkQuality({ quality, terms, complaints, desk }: RulebookDraft): readonly Conflict[] {
  const { safety, relisting, stops, inspection, watch } = quality;
  const found: Conflict[] = [];
  const say = (path: Conflict['path'], message: string) =>
    found.push({ path: ['quality', ...path], message });
  const clause = (id: string, path: Conflict['path']) => {
    if (!(id in terms.clauses)) say([...path, 'clause'], `there is no clause ${id} of the terms`);
  };
  clause(relisting.clause, ['relisting']);
  clause(stops.clause, ['stops']);
  safety.forEach((rule, i) => {
    clause(rule.clause, ['safety', i]);
    if (safety.findIndex((other) => other.name === rule.name) < i)
      say(['safety', i, 'name'], `${rule.name} is listed twice: give it another name`);
  });
  if (!AQLS.includes(inspection.aqlPercent))
    say(['inspection', 'aqlPercent'], `there are no plans for it; write one of: ${AQLS.join(', ')}`);
  if (watch.acceptableShare >= watch.unacceptableShare)
    say(['watch', 'unacceptableShare'], `must be above acceptableShare (${watch.acceptableShare})`);
  for (const part of ['complaintKinds', 'safetyKinds'] as const)
    watch[part].forEach((kind, i) => {
      if (!(kind in complaints.kinds)) say(['watch', part, i], `there is no kind of complaint named ${kind}`);
    });
  watch.ticketCauses.forEach((cause, i) => {
    if (!(cause in desk.causes)) say(['watch', 'ticketCauses', i], `there is no cause named ${cause}`);
  });
  return found;
}
