import { z } from 'zod';
import type { Conflict } from './check.ts';
import type { RulebookDraft } from './schema.ts';
import { count, days, hours, name, source, text } from './terms.ts';

const hourOfDay = z.int('a whole hour').min(0).max(24);

/** What people ask about, and whose knowledge it takes. */
const ticketKind = z.strictObject({
  title: text,
  /** Key of `staffing.skills`. */
  skill: name,
});

/** The service desk: kinds of tickets, its clocks and its bounds. */
export const desk = z.strictObject({
  kinds: z.record(name, ticketKind),
  /** What was the matter in the end, for the reports by cause. */
  causes: z.record(name, z.strictObject({ title: text })),
  /** ISO 639 codes in which somebody answers; a ticket in another language is answered in the first. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  clocks: z.strictObject({
    firstAnswerHours: hours,
    nextAnswerHours: hours,
    /** Until it is solved, in business days of the customer's country. */
    solvedBusinessDays: days,
    /** Clocks run on business days between these local hours; 0 to 24 is all day. */
    opensHour: hourOfDay,
    closesHour: hourOfDay,
    /** A clock that has no more than this left is escalated, before it is missed. */
    escalateBeforeHours: hours,
    source,
  }),
  /** Solved when the customer has not answered for so long; open again when they write within the second. */
  waitingDays: days,
  reopenDays: days,
  ratingDays: days,
  textCharactersMax: count,
  messagesPerTicketMax: count,
  perHourMax: count,
  openPerPersonMax: count,
  /** Nobody takes a further ticket with so many open ones on their desk. */
  openPerAgentMax: count,
  /** Who looked at a ticket so long ago is not there any more. */
  presenceSeconds: count,
  /** What comes in by mail. A larger one is sent back by its own server, with our words. */
  mail: z.strictObject({ bytesMax: count, mailsPerHourMax: count, attachmentsMax: count }),
  source,
});

/** Relations that the schema alone can't see. */
export function checkDesk({ desk: rules, staffing }: RulebookDraft): readonly Conflict[] {
  const skills = Object.keys(staffing.skills);
  const { opensHour, closesHour, firstAnswerHours, nextAnswerHours, escalateBeforeHours } = rules.clocks;
  return [
    ...Object.entries(rules.kinds)
      .filter(([, { skill }]) => !skills.includes(skill))
      .map(([kind, { skill }]) => ({
        path: ['desk', 'kinds', kind, 'skill'],
        message: `there is no skill named ${skill}; name one of: ${skills.join(', ')}`,
      })),
    ...(closesHour > opensHour
      ? []
      : [{ path: ['desk', 'clocks', 'closesHour'], message: 'must be later than opensHour' }]),
    ...(escalateBeforeHours < Math.min(firstAnswerHours, nextAnswerHours)
      ? []
      : [
          {
            path: ['desk', 'clocks', 'escalateBeforeHours'],
            message: 'must be shorter than the clocks for an answer, or all would be escalated at once',
          },
        ]),
  ];
}
