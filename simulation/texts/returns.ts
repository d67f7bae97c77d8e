/** What people write about goods that go back. */
export const RETURN_WORDS = {
  'changed-mind': [
    'It does not suit the room after all.',
    'Too small for what I had in mind.',
    'I ordered two and need one.',
  ],
  defective: ['It worked for two days, then never again.', 'It switches itself off after a minute.'],
  'not-as-described': [
    'The colour is quite another one than in the picture.',
    'The listing says oak; this is veneer.',
  ],
  damaged: ['The parcel was crushed, and one corner is broken.', 'It came with a long scratch.'],
  'wrong-item': [
    'I got the small one and ordered the large one.',
    'Somebody else’s order was in the parcel.',
  ],
  'missing-part': ['Two of the screws and the manual are missing.', 'The charger was not in the box.'],
  unsafe: ['It got so hot that the cover melted.'],
  answer: ['Of course.', 'That is fine with us.', 'All right.'],
  reject: [
    'The photo shows marks of use that were not there.',
    'It left us in order: see the photo from our packing table.',
  ],
  offer: [
    'Would you keep it for a part of the money?',
    'We can give you thirty per cent back, and you keep it.',
  ],
  dispute: [
    'That is not so: it was broken when I opened the parcel.',
    'Please look at the photos. I have not used it.',
  ],
  giveUp: ['The part is not made any more.', 'It failed our test again after the repair.'],
  'for-buyer': [
    'The fault showed within days, and nothing proves that it came later.',
    'The listing promised what the article is not.',
  ],
  'for-seller': ['The photos show use that goes beyond a trial.', 'What came back is not what was sold.'],
  split: ['Both have a point: the article was used, and it had a fault.'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
