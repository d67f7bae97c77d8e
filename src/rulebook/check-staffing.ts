import type { Conflict } from './check.ts';
import type { RulebookDraft } from './schema.ts';

/** A violation without a skill would find nobody, one with two would be counted twice in the load. */
export function checkStaffing({ staffing, violations }: RulebookDraft): readonly Conflict[] {
  const skills = Object.entries(staffing.skills);
  const named = skills.flatMap(([skill, { violations: its }]) =>
    its.map((violation) => ({ skill, violation })),
  );
  const known = Object.keys(violations);
  const wrong = skills.flatMap(([skill, { violations: its }]) =>
    its.flatMap((violation, i) =>
      known.includes(violation)
        ? []
        : [
            {
              path: ['staffing', 'skills', skill, 'violations', i],
              message: `there is no violation named ${violation}; name one of: ${known.join(', ')}`,
            },
          ],
    ),
  );
  const counts = known.map((violation) => ({
    violation,
    of: named.filter((n) => n.violation === violation).length,
  }));
  return [
    ...wrong,
    ...counts
      .filter(({ of }) => of !== 1)
      .map(({ violation, of }) => ({
        path: ['staffing', 'skills'],
        message: `${violation} belongs to ${of} skills: name it in exactly one`,
      })),
  ];
}
