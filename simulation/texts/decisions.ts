import type { FindingResult } from '../../src/cases/finding.ts';

/** Reasons that members of staff write under their findings, by violation; `any` for the rest. */
export const FINDING_REASONS: Readonly<Record<string, Readonly<Record<FindingResult, readonly string[]>>>> = {
  abuse: {
    substantiated: [
      'The quoted message insults a customer who had asked an ordinary question. Nothing before it explains the tone.',
      'Two messages call the buyer names. The account holder does not deny having written them.',
    ],
    unsubstantiated: ['The messages are short and not warm, but nobody is insulted in them.'],
    undetermined: ['Sharp words came from both sides, and it cannot be said who began.'],
  },
  'verbal-assault': {
    substantiated: [
      'The message speaks of the address of the buyer and of consequences. A reader has to take it as a threat.',
    ],
    unsubstantiated: ['The sentence complained of announces a legal step, which is anybody’s right.'],
    undetermined: ['The sentence can be read in two ways.'],
  },
  'refusal-to-ship': {
    substantiated: [
      'The order was paid, the ship-by date has passed by days, and there is neither a parcel nor a cancellation.',
      'Several buyers paid and got nothing. The seller names no date and no reason that a buyer gave.',
    ],
    unsubstantiated: [
      'The order was handed to the carrier before the ship-by date; the first scan shows it.',
    ],
    undetermined: ['The parcel was sent late but is moving. Whether it was refused cannot be said.'],
  },
  'repeated-late-shipment': {
    substantiated: [
      'The share of late orders is surely above the limit, over several weeks and many buyers. No holiday was declared.',
    ],
    unsubstantiated: ['The parcel left in time; the delay lies with the carrier.'],
    undetermined: ['One late parcel alone does not show a habit.'],
  },
  'false-tracking': {
    substantiated: ['The number was never scanned by the carrier in ten days, and nothing arrived.'],
    unsubstantiated: ['The carrier’s scans show the parcel from hand-over to the door.'],
    undetermined: [
      'The parcel was accepted by the carrier and then lost on its way. That is not the seller’s deed.',
    ],
  },
  'not-as-described': {
    substantiated: ['The photo shows other goods than the listing as it was when the buyer ordered.'],
    unsubstantiated: [
      'The photo shows what the listing describes. Not liking it is no defect; the right to withdraw is untouched.',
    ],
    undetermined: ['The photo does not show enough to tell.'],
  },
  counterfeit: {
    substantiated: [
      'The examination report names three marks of a copy: print, serial number and clasp. The seller shows no proof of origin.',
    ],
    unsubstantiated: ['The seller’s invoices lead to the maker.'],
    undetermined: ['Without the article itself it cannot be told.'],
  },
  'false-non-receipt': {
    substantiated: [
      'The carrier delivered to the address of the buyer, at a time when the buyer was writing to us from there.',
    ],
    unsubstantiated: ['There is no proof of delivery.'],
    undetermined: ['Delivered according to the carrier, but the house has one letter box for ten.'],
  },
  'unfounded-complaints': {
    substantiated: [
      'Most complaints of this account were examined and had no ground, about different sellers.',
    ],
    unsubstantiated: ['The complaints were wrong but made in good faith.'],
    undetermined: ['Too few were examined to call it a habit.'],
  },
  extortion: {
    substantiated: ['The message ties a review to a payment that is not owed.'],
    unsubstantiated: ['The buyer asks for a refund and mentions a review; the two are not tied together.'],
    undetermined: ['What was meant cannot be told from one sentence.'],
  },
  retaliation: {
    substantiated: ['The messages announce bad reviews as a price for the refused refund.'],
    unsubstantiated: [
      'The review describes the goods. That it came after a refusal does not make it revenge.',
    ],
    undetermined: ['The order of events fits both stories.'],
  },
  any: {
    substantiated: [
      'The evidence listed shows it, and the answer of the account holder does not contradict it.',
    ],
    unsubstantiated: ['The evidence listed does not show it.'],
    undetermined: ['The evidence allows both stories.'],
  },
};

export const DISMISSALS = {
  'manifestly-unfounded': [
    'The parcel was sent and delivered within the promised dates, as the order page shows.',
    'The photo shows the article as described. Please use the right to withdraw if it does not please.',
  ],
  insufficient: ['The text does not say what happened. Please file again with the message or photo.'],
} as const;

export const APPROVALS = {
  agreed: [
    'I have read the evidence on my own and come to the same result.',
    'Agreed. The warnings had no effect and the window has passed.',
  ],
  declined: [
    'The evidence carries a suspension but not the end of the account. Please review the milder road.',
  ],
} as const;

export const APPEAL_REASONS = {
  changed: [
    'The finding stands. For a first time, with open orders to serve, holding the payouts as well was more than needed.',
  ],
  upheld: [
    'The evidence was read again from the beginning. It carries the decision.',
    'The appeal names no fact that the decision overlooked.',
  ],
  reversed: [
    'The first scans were made before the ship-by dates. The decision took the later ones for the hand-over; it is reversed.',
    'The evidence does not show what was found. The account holder is restored to where they were.',
  ],
} as const;

export const LIFTED = 'The numbers of the window were checked by hand; there is no reason to go on.';
