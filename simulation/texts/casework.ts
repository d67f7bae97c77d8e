import type { Script } from '../names.ts';

type Lines = Readonly<Record<Script, readonly string[]>>;

const only = (en: readonly string[]): Lines => ({ en, de: en, pt: en });

/** What complainants write, by the rulebook's kind of complaint. */
export const COMPLAINTS: Readonly<Record<string, Lines>> = {
  abuse: {
    en: [
      'I asked politely where my parcel was and got this answer. Nobody should have to read that.',
      'The seller insulted me in the chat. Please look at the messages.',
    ],
    de: [
      'Ich habe höflich nach meinem Paket gefragt und wurde beleidigt. Bitte sehen Sie sich die Nachrichten an.',
    ],
    pt: ['Perguntei com educação pelo meu pedido e fui insultado. Vejam as mensagens.'],
  },
  threat: only(['The seller wrote that he knows where I live. I am afraid of what comes next.']),
  'outside-payment': only([
    'The seller wants me to transfer the money past the marketplace. That does not seem right.',
  ]),
  'refusal-to-ship': {
    en: [
      'I paid, the ship-by date has passed and nothing was sent. The seller does not answer.',
      'Paid more than two weeks ago, still not shipped. I want my money back and others should be warned.',
    ],
    de: ['Bezahlt, aber nichts verschickt. Der Versandtermin ist längst vorbei und niemand antwortet.'],
    pt: ['Paguei, o prazo de envio passou e nada foi enviado. O vendedor não responde.'],
  },
  'late-shipment': {
    en: ['It was sent days after the promised date, and this is not the first time with this shop.'],
    de: ['Schon wieder Tage nach dem zugesagten Termin verschickt.'],
    pt: ['Enviado dias depois do prazo prometido, mais uma vez.'],
  },
  'not-received': {
    en: [
      'The order is marked as sent, but the number was never scanned and nothing has come.',
      'Nothing arrived. The tracking shows nothing at all.',
    ],
    de: ['Als verschickt markiert, aber die Sendungsnummer zeigt nichts und es kam nie etwas an.'],
    pt: ['Consta como enviado, mas o rastreio não mostra nada e não chegou nada.'],
  },
  'not-as-described': {
    en: [
      'What I got differs from the page: other material, and a part is missing. See the photo.',
      'It stopped working on the first day and the seller refuses to help. Photo attached.',
    ],
    de: ['Geliefert wurde etwas anderes als beschrieben. Foto liegt bei.'],
    pt: ['Veio diferente do anúncio, com outra qualidade. Foto em anexo.'],
  },
  counterfeit: only([
    'The logo is printed askew and the serial number does not exist. This is a copy. Photo attached.',
    'The maker confirmed to me that this is not theirs. Photo of the article attached.',
  ]),
  'false-non-receipt': only([
    'The carrier delivered it with a signature, and the buyer asks for the money back because nothing came.',
    'Delivered according to the carrier. This buyer has done the same to a colleague of mine.',
  ]),
  retaliation: only([
    'I declined a second refund and the same hour got one star. The messages show that it is revenge.',
  ]),
  extortion: only([
    'The buyer demands half of the price back and threatens bad reviews. It is in the messages.',
  ]),
  'return-misuse': only(['What came back is not what we sent: an old worn one in our box. Photo attached.']),
  'buyer-abuse': only(['This buyer insults us in every message. Please look.']),
};

/** Complaints of people who complain for sport; they refer to orders that went well. */
export const UNFOUNDED: Readonly<Record<string, Lines>> = {
  'late-shipment': only(['Way too slow, I want compensation at once.']),
  'not-as-described': only(['I expected more for my money. Total disappointment, refund me.']),
  'not-received': only(['Never came. Money back, now.']),
  abuse: only(['The seller was unfriendly and did not do what I said.']),
};

export type StatementMood = 'open' | 'admitting' | 'evasive' | 'denying';

/** What the accused side answers. */
export const STATEMENTS: Readonly<Record<StatementMood, Lines>> = {
  open: {
    en: [
      'We have gone through the order. It was sent on the date shown, and the carrier scanned it; the rest is in the tracking.',
      'The article was checked before it left us. We offered a replacement at once, as the conversation shows.',
      'We understand that the buyer is annoyed. Here are the dates, and we are ready to help.',
    ],
    de: [
      'Wir haben die Bestellung geprüft. Sie ging am genannten Tag raus, der Dienstleister hat sie gescannt.',
    ],
    pt: ['Conferimos o pedido. Foi enviado na data indicada e a transportadora registrou a coleta.'],
  },
  admitting: {
    en: [
      'That is true and I am sorry. I was alone in the shop that week and lost patience.',
      'We took more orders than we could pack. We have hired help and apologise to the buyers.',
    ],
    de: ['Das stimmt, und es tut mir leid. Wir hatten mehr Bestellungen, als wir packen konnten.'],
    pt: ['É verdade e peço desculpas. Recebemos mais pedidos do que podíamos embalar.'],
  },
  evasive: {
    en: [
      'There have been problems with a supplier. Everything will be sorted out soon.',
      'The system showed it differently here.',
    ],
    de: ['Es gab Probleme mit einem Lieferanten, das regelt sich.'],
    pt: ['Tivemos um problema com o fornecedor, logo se resolve.'],
  },
  denying: {
    en: [
      'That is not true. The buyer makes it up.',
      'We reject this. Our goods are original and our service is excellent.',
    ],
    de: ['Das ist nicht wahr. Der Käufer denkt sich das aus.'],
    pt: ['Não é verdade. O comprador está inventando.'],
  },
};

export interface PlanText {
  readonly rootCause: string;
  readonly correction: string;
  readonly prevention: string;
}

/** Plans of sellers who mean it, by violation; the first that fits, else `general`. */
export const PLANS: Readonly<Record<string, PlanText>> = {
  abuse: {
    rootCause:
      'I answered messages late at night after packing, and let my anger out on customers who had only asked.',
    correction:
      'I have written to the three people concerned and apologised. My sister answers messages from today.',
    prevention:
      'Nobody answers after eight in the evening. Two people read an answer before it goes out when a customer is upset.',
  },
  'repeated-late-shipment': {
    rootCause: 'Orders of the morning waited for the pick-up of the next day, and nobody packed on Fridays.',
    correction:
      'All overdue orders were sent on Monday. Handling time is now three days instead of one, as we can keep it.',
    prevention:
      'A second pick-up in the afternoon, a packing list by ship-by date, and a stop of offers when more than 30 orders wait.',
  },
  'refusal-to-ship': {
    rootCause: 'We sold stock that our supplier did not deliver, and hoped it would come in time.',
    correction: 'The open orders were refunded. Listings without goods in our own shelf are taken offline.',
    prevention: 'Stock is counted every evening; what is not here is not offered.',
  },
  'not-as-described': {
    rootCause: 'The maker changed the material, and our pictures and texts were from the old series.',
    correction: 'All buyers of the series can return it at our cost. Texts and pictures are new.',
    prevention: 'Each delivery is compared with its listing before it goes on the shelf.',
  },
  general: {
    rootCause: 'We grew faster than our work habits, and checked results only when somebody complained.',
    correction: 'The cases named in the notice were put right with the buyers.',
    prevention: 'Every Monday we go through the numbers of the week and write down who mends what by when.',
  },
};

/** Plans that say nothing. */
export const HOLLOW_PLAN: PlanText = {
  rootCause: 'Circumstances outside our control.',
  correction: 'Will be improved.',
  prevention: 'We will try our best in the future.',
};

export const APPEALS: Readonly<Record<'wronged' | 'excuses' | 'complainant', readonly string[]>> = {
  wronged: [
    'The decision overlooks the carrier scans: the parcels were handed over before the ship-by date. Please look at the dates again.',
    'The messages quoted were written by the buyer, not by us. Our own answers were polite, as you can read.',
    'Two of the three orders were cancelled by the buyers themselves. What remains is one late parcel during a week of illness.',
  ],
  excuses: [
    'This is far too hard. Everybody has a bad month.',
    'We lose our income because of a few whiners. Take it back.',
  ],
  complainant: ['I do not agree. Nobody has looked at my photo. Please check again.'],
};
