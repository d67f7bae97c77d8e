/** What people ask the service desk, what it answers, and the guides that save both the trouble. */
import type { GuideKind } from '../../src/aftersales/guides/guide.ts';

export interface GuideText {
  readonly category: string;
  readonly kind: GuideKind;
  readonly language: string;
  readonly everyMonths: number | null;
  readonly title: string;
  readonly text: string;
}

const guide = (
  category: string,
  kind: GuideKind,
  title: string,
  text: string,
  everyMonths: number | null = null,
  language = 'en',
): GuideText => ({ category, kind, language, everyMonths, title, text });

export const GUIDES: readonly GuideText[] = [
  guide(
    'kitchen',
    'maintenance',
    'Descale what boils water',
    'Fill it with one part of vinegar and two parts of water, bring it to the boil, and let it stand for half an hour.\nRinse it twice before you use it again. With hard water, do it twice as often.',
    3,
  ),
  guide(
    'kitchen',
    'care',
    'Pans, knives and boards',
    'Wash knives and wooden boards by hand: the dishwasher blunts the one and splits the other.\nLet a hot pan cool before it meets cold water, or it bends.',
  ),
  guide(
    'home',
    'care',
    'Wood, textiles and lamps',
    'Dust wood with a dry cloth and oil it twice a year. Wash covers at 30 degrees, inside out.\nTake a lamp off the mains before you change its bulb, and use no more watts than its label says.',
  ),
  guide(
    'garden',
    'maintenance',
    'Sharpen and oil garden tools',
    'Clean off the earth, draw a file along the blade in its own angle, and wipe it with a drop of oil.\nHang tools up dry over the winter.',
    12,
  ),
  guide(
    'toys',
    'warning',
    'Small parts and batteries',
    'Small parts can be swallowed: keep them away from children under three.\nButton cells are dangerous within hours when swallowed. Close the battery door with its screw, and call a doctor at once if one is missing.',
  ),
  guide(
    'sports',
    'use',
    'Before the first tour',
    'Check that every screw and strap is tight, adjust it to your height, and begin with a short round near home.\nTighten the screws again after the first hour.',
  ),
  guide(
    'electronics',
    'troubleshooting',
    'It does not switch on',
    'Charge it for half an hour with the cable that came with it, at a socket that works with something else.\nThen hold the switch for fifteen seconds. If nothing lights up, ask us: it is under warranty for two years.',
  ),
  guide(
    'phones',
    'troubleshooting',
    'The battery runs down in hours',
    'Look in the settings which app uses the battery, and close it. Let it charge to 100 % once, over night.\nA battery that swells or grows hot is not used any more: ask us before you send it anywhere.',
  ),
  guide(
    'computers',
    'maintenance',
    'Dust off the fans',
    'Switch it off and take it off the mains. Blow the dust out of the openings with short bursts of air and hold the fan still meanwhile.',
    6,
  ),
  guide(
    'tools',
    'use',
    'Charge and change the battery',
    'Charge a new battery fully before the first use. Take it out before you change a blade or a drill.\nIn the cold it gives less: that is no defect.',
  ),
  guide(
    'fashion',
    'care',
    'Wool, linen and colours',
    'Wool is washed cold and dried flat. Linen is ironed damp. Wash dark colours apart for the first three times.',
  ),
  guide(
    'watches-jewellery',
    'part',
    'Straps and batteries',
    'The width of the strap is on its back, in millimetres. Any watchmaker changes the battery; ask for the seal to be checked as well.',
  ),
  guide(
    'kitchen',
    'care',
    'Cuidado de sartenes y cuchillos',
    'Lava los cuchillos a mano y sécalos enseguida. Deja enfriar la sartén antes de mojarla.',
    null,
    'es',
  ),
  guide(
    'kitchen',
    'care',
    'Cuidado com panelas e facas',
    'Lave as facas à mão e seque logo. Deixe a panela esfriar antes de molhar.',
    null,
    'pt',
  ),
  guide(
    'electronics',
    'troubleshooting',
    '无法开机怎么办',
    '请使用随附的充电线充电半小时，然后长按开关十五秒。仍无反应请向我们提问，保修期为两年。',
    null,
    'zh',
  ),
];

export interface QuestionText {
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly answer: string;
  readonly cause: string;
}

export const QUESTIONS: readonly QuestionText[] = [
  {
    kind: 'use',
    subject: 'How do I put it together?',
    text: 'There were no instructions in the box. Which part comes first?',
    answer:
      'Lay all parts out first. The long ones make the frame; leave every screw loose until the last one is in, then tighten them all.',
    cause: 'instructions',
  },
  {
    kind: 'use',
    subject: 'Can it go in the dishwasher?',
    text: 'The label is not clear about it, and I do not want to ruin it.',
    answer:
      'By hand is safer: the heat of the dishwasher wears the surface. Warm water and a soft sponge are enough.',
    cause: 'answered',
  },
  {
    kind: 'technical',
    subject: 'It stopped working after two days',
    text: 'It worked at first. Since this morning nothing happens when I press the switch.',
    answer:
      'Please charge it for half an hour at another socket and hold the switch for fifteen seconds. Tell us whether a light comes on.',
    cause: 'defect',
  },
  {
    kind: 'technical',
    subject: 'A rattling noise',
    text: 'It makes a rattling noise that was not there in the beginning. Is that normal?',
    answer: 'It is not. Check the four screws at the bottom: one of them has usually come loose on the way.',
    cause: 'handling',
  },
  {
    kind: 'missing-part',
    subject: 'One screw is missing',
    text: 'The bag should hold eight screws and there are seven. Can I get one?',
    answer:
      'I am sorry. I have asked the seller to send you a bag of screws; it should be with you within a week.',
    cause: 'part',
  },
  {
    kind: 'repair',
    subject: 'The handle came off',
    text: 'The handle came off when I lifted it. Can it be mended?',
    answer:
      'It can. Open a repair on the page of your order, with a photo of both sides; the seller answers within two days.',
    cause: 'defect',
  },
  {
    kind: 'return',
    subject: 'How do I send it back?',
    text: 'It does not fit. I would like to send it back and have the money.',
    answer:
      'You have fourteen days from the delivery, without giving a reason. On the page of the order choose the return; the label comes by mail.',
    cause: 'answered',
  },
  {
    kind: 'payment',
    subject: 'Charged twice?',
    text: 'My bank shows two bookings for this order.',
    answer:
      'One of them is the authorisation, which your bank lets go within some days. Only one amount was taken.',
    cause: 'money',
  },
];

export const THANKS: readonly string[] = [
  'That worked, thank you.',
  'Thank you, now it is clear.',
  'It helped. Thanks for the quick answer.',
];

export const MACROS = [
  {
    title: 'Ask for a photo',
    language: 'en',
    kind: null,
    text: 'Could you send us a photo of it, as close as you can get? Then we see at once what is the matter.',
  },
  {
    title: 'Charge and reset',
    language: 'en',
    kind: 'technical',
    text: 'Please charge it for half an hour with the cable that came with it, then hold the switch for fifteen seconds.',
  },
  {
    title: 'Spare part ordered',
    language: 'en',
    kind: 'missing-part',
    text: 'I have asked the seller for the part. It should be with you within a week; write to us here if it is not.',
  },
] as const;
