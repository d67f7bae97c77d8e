/** What one can complain about, in plain words, and what we ask about it. */
export default {
  abuse: {
    title: 'The seller insulted or harassed me',
    ask: 'Which messages were it, and what came before?',
  },
  threat: {
    title: 'The seller threatened me',
    ask: 'What was the threat? If you are in danger, call the police first.',
  },
  'refusal-to-ship': {
    title: 'I paid and nothing was shipped',
    ask: 'What did the seller say, if you asked? Did you try to cancel?',
  },
  'late-shipment': {
    title: 'It was shipped or delivered late',
    ask: 'When did it arrive, and what did the delay mean for you?',
  },
  'not-received': {
    title: 'It says shipped or delivered, but I never got it',
    ask: 'Who could have taken it in: neighbours, a parcel shop? What did the carrier say?',
  },
  'not-as-described': {
    title: 'It is not as described, or defective',
    ask: 'What was promised, and what did you get? Show it in a photo.',
  },
  'withdrawal-refused': {
    title: 'The seller refuses my withdrawal or my rights',
    ask: 'When and how did you ask for it, and what was the answer?',
  },
  counterfeit: {
    title: 'It is a counterfeit',
    ask: 'How do you know? Show the logo, the label or the serial number in a photo.',
  },
  unsafe: {
    title: 'The product is dangerous',
    ask: 'What happened, and was anybody hurt? Please don’t use it any more.',
  },
  prohibited: {
    title: 'The goods are prohibited or illegal',
    ask: 'What makes them illegal, and where is that written, if you know?',
  },
  'outside-payment': {
    title: 'I was asked to pay outside the marketplace',
    ask: 'How were you asked to pay, and did you?',
  },
  'fake-reviews': {
    title: 'The reviews are not genuine',
    ask: 'Which reviews, and why do you think so?',
  },
  'false-non-receipt': {
    title: 'The buyer says that nothing arrived, but it did',
    ask: 'What shows that it was delivered?',
  },
  'return-misuse': {
    title: 'What came back is not what I sent',
    ask: 'What did you send, and what came back? Show it in a photo.',
  },
  retaliation: {
    title: 'The buyer takes revenge',
    ask: 'What came before, and what was done in return?',
  },
  'buyer-abuse': {
    title: 'The buyer insulted or threatened me',
    ask: 'Which messages were it, and what came before?',
  },
  extortion: {
    title: 'The buyer tries to extort me',
    ask: 'What was demanded, and what was threatened?',
  },
  'chargeback-abuse': {
    title: 'The buyer took back a payment without reason',
    ask: 'What shows that the payment was owed?',
  },
};
