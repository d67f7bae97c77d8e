import type { Script } from '../names.ts';

/** How a message sounds to somebody who reads it; what is not listed is ordinary. */
export type Tone = 'ordinary' | 'insult' | 'threat' | 'lure' | 'extortion';

type Lines = Readonly<Record<Script, readonly string[]>>;

export const QUESTION_BEFORE: Lines = {
  en: [
    'Hello, is this still in stock? I would need two.',
    'Hi! How large is it exactly? The picture does not show it well.',
    'Could it arrive before Friday next week if I order today?',
    'Is this suitable as a present, does it come in a box?',
    'Do you also have it in another colour?',
    'Can I have an invoice with my company name on it?',
  ],
  de: [
    'Guten Tag, ist der Artikel noch vorrätig? Ich bräuchte zwei Stück.',
    'Hallo, wie groß ist das genau? Auf dem Bild kann ich es nicht erkennen.',
    'Kommt das noch vor Freitag an, wenn ich heute bestelle?',
    'Gibt es das auch in einer anderen Farbe?',
  ],
  pt: [
    'Olá, ainda tem em estoque? Preciso de dois.',
    'Oi! Qual é o tamanho exato? Na foto não dá para ver.',
    'Chega antes de sexta-feira se eu comprar hoje?',
    'Vem em caixa para presente?',
  ],
};

export const ANSWER_BEFORE: Lines = {
  en: [
    'Hello, thank you for asking. Yes, we have it here and send it within the time shown on the page.',
    'Good morning! The exact measures are 30 by 20 centimetres. Just ask if you need more pictures.',
    'Hi, if you order today it leaves us tomorrow, so that should work. I would not promise it for a wedding, though.',
    'Hello, yes, it comes in a plain box. We can add a card if you tell us the text.',
  ],
  de: [
    'Guten Tag, ja, wir haben es hier und versenden in der angegebenen Zeit.',
    'Hallo, es sind 30 mal 20 Zentimeter. Ich schicke gern noch ein Bild.',
    'Wenn Sie heute bestellen, geht es morgen raus. Versprechen kann ich den Freitag aber nicht.',
  ],
  pt: [
    'Olá, obrigado pelo contato. Temos sim, e enviamos no prazo indicado na página.',
    'Oi! São 30 por 20 centímetros. Se quiser, mando mais fotos.',
    'Comprando hoje, sai amanhã. Deve chegar a tempo.',
  ],
};

export const WHERE_IS_IT: Lines = {
  en: [
    'Hello, my order should have been sent by now. Could you tell me when it leaves?',
    'Hi, the tracking has not moved for days. Is everything all right with my parcel?',
    'I am still waiting and the date you promised has passed. Please answer.',
    'This is the second time that I ask. Where is my order?',
  ],
  de: [
    'Guten Tag, meine Bestellung sollte schon unterwegs sein. Wann geht sie raus?',
    'Die Sendungsverfolgung steht seit Tagen still. Ist etwas schiefgegangen?',
    'Der zugesagte Termin ist vorbei und ich höre nichts. Bitte melden Sie sich.',
  ],
  pt: [
    'Olá, meu pedido já devia ter sido enviado. Quando sai?',
    'O rastreamento não muda há dias. Está tudo certo com a encomenda?',
    'O prazo já passou e ninguém responde. Cadê o meu pedido?',
  ],
};

export const SORRY: Lines = {
  en: [
    'I am sorry, we had more orders than usual. Yours goes out tomorrow, and I will write to you when it does.',
    'Sorry for the wait. The carrier picked it up late; it should move by tomorrow.',
    'My apologies, that was our mistake. I have put a small present in the parcel.',
  ],
  de: [
    'Es tut mir leid, wir hatten sehr viele Bestellungen. Ihre geht morgen raus, ich melde mich dann.',
    'Entschuldigen Sie bitte, das Paket wurde verspätet abgeholt und müsste sich ab morgen bewegen.',
  ],
  pt: [
    'Peço desculpas, tivemos muitos pedidos. O seu sai amanhã e eu aviso.',
    'Desculpe a demora, a transportadora atrasou a coleta. Deve andar até amanhã.',
  ],
};

export const BROKEN_GOODS: Lines = {
  en: [
    'It arrived, but it is not what the page shows. The size is wrong and one part is missing.',
    'The article does not work. I followed the instructions twice.',
    'The colour and the material are different from the description. What can we do?',
  ],
  de: [
    'Es ist angekommen, entspricht aber nicht der Beschreibung. Ein Teil fehlt.',
    'Das Gerät funktioniert nicht, ich habe die Anleitung zweimal befolgt.',
  ],
  pt: [
    'Chegou, mas não é o que mostra a página. Falta uma peça.',
    'Não funciona. Segui o manual duas vezes.',
  ],
};

export const HELP_OFFERED: Lines = {
  en: [
    'That should not have happened. Please send me a picture; you get a new one or your money back, as you like.',
    'Thank you for telling us. I have refunded you, keep the article.',
  ],
  de: [
    'Das hätte nicht passieren dürfen. Schicken Sie mir bitte ein Bild, Sie bekommen Ersatz oder Ihr Geld zurück.',
  ],
  pt: ['Isso não devia ter acontecido. Mande uma foto, por favor: envio outro ou devolvo o dinheiro.'],
};

export const BRUSHED_OFF: Lines = {
  en: [
    'The description is correct. We do not discuss this further.',
    'All sales are final, as everybody knows.',
    'You will have broken it yourself.',
  ],
  de: [
    'Die Beschreibung stimmt. Wir diskutieren das nicht weiter.',
    'Das werden Sie selbst kaputt gemacht haben.',
  ],
  pt: ['A descrição está certa. Não vamos discutir isso.', 'O senhor mesmo deve ter quebrado.'],
};

/** Rude enough to be judged, plain enough to be read aloud in a meeting. */
export const INSULTS: Lines = {
  en: [
    'Are you too stupid to read a date? Stop wasting my time.',
    'Only an idiot asks the same thing twice. Learn to wait.',
    'People like you are a plague. Go and whine somewhere else.',
    'You are a pathetic little nagger and I am glad that you are waiting.',
    'Shut up and be grateful that you get anything at all, you fool.',
    'Nobody with half a brain would write me such rubbish.',
  ],
  de: [
    'Sind Sie zu dumm, um ein Datum zu lesen? Stehlen Sie mir nicht die Zeit.',
    'So einen Idioten wie Sie hatte ich lange nicht. Warten Sie gefälligst.',
    'Sie sind eine erbärmliche Nervensäge. Halten Sie den Mund.',
  ],
  pt: [
    'Você é burro demais para ler uma data? Não me faça perder tempo.',
    'Só um idiota pergunta a mesma coisa duas vezes.',
    'Cale a boca e espere, seu chato ridículo.',
  ],
};

export const THREATS: Lines = {
  en: [
    'I have your address on the label. Think twice before you complain about me.',
    'One bad word from you and you will see who rings at your door.',
  ],
  de: ['Ihre Adresse steht auf dem Etikett. Überlegen Sie gut, ob Sie sich beschweren.'],
  pt: ['Eu tenho o seu endereço. Pense bem antes de reclamar de mim.'],
};

export const LURES: Lines = {
  en: ['If you transfer the money straight to my account you save ten per cent and we need no marketplace.'],
  de: [
    'Überweisen Sie mir das Geld direkt, dann sparen Sie zehn Prozent und wir brauchen den Marktplatz nicht.',
  ],
  pt: ['Se pagar direto na minha conta ganha dez por cento e não precisamos do site.'],
};

export const EXTORTIONS: Lines = {
  en: [
    'Refund me half and I let it rest. Otherwise you get one star and a complaint every week.',
    'Send me a second one for free or I will write everywhere that you are a fraud.',
  ],
  de: ['Erstatten Sie mir die Hälfte, sonst bekommen Sie einen Stern und jede Woche eine Beschwerde.'],
  pt: ['Devolva a metade ou dou uma estrela e reclamo toda semana.'],
};

export const REVIEWS_GOOD: Lines = {
  en: [
    'Just as described and quick to arrive. Would buy again.',
    'Good quality for the price. The seller answered at once.',
    'Well packed, works, no complaints.',
    'Lovely. Already ordered a second one for my sister.',
    'Does what it should.',
  ],
  de: [
    'Genau wie beschrieben und schnell da.',
    'Gute Qualität für den Preis, gern wieder.',
    'Sorgfältig verpackt, funktioniert.',
  ],
  pt: [
    'Exatamente como descrito e chegou rápido.',
    'Boa qualidade pelo preço. Recomendo.',
    'Bem embalado, funciona.',
  ],
};

export const REVIEWS_BAD: Lines = {
  en: [
    'Came late and nobody answered.',
    'Not what the picture shows. Disappointed.',
    'Broke on the second day.',
    'Rude when I asked where it was.',
  ],
  de: ['Kam zu spät und niemand hat geantwortet.', 'Nicht wie auf dem Bild.', 'Nach zwei Tagen kaputt.'],
  pt: ['Chegou atrasado e ninguém respondeu.', 'Não é como na foto.', 'Quebrou no segundo dia.'],
};

const TONES: ReadonlyMap<string, Tone> = new Map(
  (
    [
      ['insult', INSULTS],
      ['threat', THREATS],
      ['lure', LURES],
      ['extortion', EXTORTIONS],
    ] as const
  ).flatMap(([tone, lines]) =>
    Object.values(lines)
      .flat()
      .map((text) => [text, tone] as const),
  ),
);

/** What a careful reader makes of a message: all that our staff know about the person who wrote it. */
export function toneOf(text: string): Tone {
  return TONES.get(text) ?? 'ordinary';
}
