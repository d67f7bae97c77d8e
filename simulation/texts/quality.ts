/** What inspectors write. */
export const DEFECTS = [
  'The seam opens when it is pulled by hand.',
  'The surface is scratched under the film.',
  'One of the screws does not hold.',
  'It does not close: the lid is warped.',
  'The colour comes off on a damp cloth.',
] as const;

export const VERDICTS = {
  accept: ['All units drawn were looked at; what was found is within the plan.'],
  reject: [
    'More units than the plan accepts do not conform. The notes say what is wrong with each.',
    'The sample holds too many faulty units. A better lot can be shown to us at any time.',
  ],
} as const;

/** A recall as the house writes it; the product is filled in. */
export const FIRE = {
  identification:
    'All pieces that were sold here, whatever their colour. The model is on the label underneath.',
  risk: 'A part inside can overheat and catch fire, also when it is not in use. Two fires are known; nobody was hurt.',
  hazard: 'fire',
  instructions: ['stop-using', 'unplug', 'do-not-dispose'],
  remedies: ['replacement', 'refund'],
  contact: 'recalls@cacashop.example',
} as const;
