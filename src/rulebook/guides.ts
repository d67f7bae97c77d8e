import { z } from 'zod';
import { count, days, share, source } from './terms.ts';

/** The knowledge base: what a guide may hold, and what of it is offered. */
export const guides = z.strictObject({
  titleCharactersMax: count,
  textCharactersMax: count,
  everyMonthsMax: count.min(1, 'must be 1 or more'),
  versionsMax: count,
  waitingPerAuthorMax: count,
  /** Of the guides found for a question, those that say at least this share of what the best one says. */
  relevanceShareMin: share,
  suggestionsMax: count,
  /** Questions of the last days that no guide answers are shown as gaps from so many on. */
  gapDays: days,
  gapQuestionsMin: count,
  source,
});
