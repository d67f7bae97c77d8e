import { z } from 'zod';
import { count, country, days, daysOrNone, hours, months, name, source } from './terms.ts';

/** What the law of some markets gives a buyer, whatever a seller promises: the floor under every return. */
const rights = z.strictObject({
  markets: z.array(country),
  /** From delivery, without a reason; 0 where there is no such right. */
  withdrawalDays: daysOrNone,
  /** Time to send the goods back after a withdrawal. */
  withdrawalSendBackDays: days,
  /** Who pays for sending back goods without a fault. */
  withdrawalShippingBy: z.enum(['buyer', 'seller']),
  /** From delivery: how long the seller answers for faults. */
  conformityMonths: months,
  /** So long a fault is taken to have been there: the seller has to prove otherwise. */
  burdenMonths: z.int().min(0).max(120),
  /** The seller may mend or replace before the buyer can ask for the money. */
  repairFirst: z.boolean(),
  source,
});
export type Rights = z.infer<typeof rights>;

/** Every state of a return has its clock; business days are those of the country named with it. */
const clocks = z.strictObject({
  answerHours: hours,
  negotiateHours: hours,
  extensionsMax: count,
  disputeDays: days,
  sendBackDays: days,
  reopenMax: count,
  /** How long a return that ended because nothing was sent can be opened again. */
  reopenDays: days,
  /** Without a carrier's scan. */
  scanlessDays: days,
  /** Business days of the seller's country. */
  inspectBusinessDays: days,
  repairDaysMax: days,
  /** The buyer's choice after a repair that came to nothing. */
  chooseDays: days,
  /** To pay the difference of a dearer exchange. */
  differenceDays: days,
  /** Business days of the seller's country. */
  replaceBusinessDays: days,
  /** The buyer's look at what was repaired or replaced. */
  checkDays: days,
  evidenceHours: hours,
  /** Business days of the platform's country, as all that follow. */
  decideBusinessDays: days,
  alarmAgainBusinessDays: days,
  appealDays: days,
  appealDecideBusinessDays: days,
  refundBusinessDays: days,
  source,
});

export const returns = z.strictObject({
  clocks,
  /** First entry that names the market; the one without markets stands for all others. */
  rights: z.array(rights).min(1),
  /** Beyond the law, counted from delivery: what sellers here take back out of goodwill. */
  voluntaryDays: daysOrNone,
  /** Whose business days bind our own people. */
  calendarCountry: country,
  /** From so many open returns on goodwill waits; rights never do. */
  openPerBuyerMax: count,
  offersMax: count,
  notesMax: count,
  /** Which violation a decision of ours establishes for the metrics. */
  findings: z.strictObject({ misuse: name, refusedRight: name }),
  source,
});
