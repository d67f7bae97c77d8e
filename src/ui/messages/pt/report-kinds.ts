import type en from '../en/report-kinds.ts';
import type { Wording } from '../wording.ts';

export default {
  abuse: {
    title: 'O vendedor me ofendeu ou assediou',
    ask: 'Quais foram as mensagens e o que aconteceu antes?',
  },
  threat: {
    title: 'O vendedor me ameaçou',
    ask: 'Qual foi a ameaça? Se estiver em perigo, ligue antes para a polícia.',
  },
  'refusal-to-ship': {
    title: 'Paguei e nada foi enviado',
    ask: 'O que o vendedor disse, se você perguntou? Tentou cancelar?',
  },
  'late-shipment': {
    title: 'Foi enviado ou entregue com atraso',
    ask: 'Quando chegou e o que o atraso causou a você?',
  },
  'not-received': {
    title: 'Consta como enviado ou entregue, mas não recebi',
    ask: 'Quem pode ter recebido: vizinhos, um ponto de retirada? O que a transportadora disse?',
  },
  'not-as-described': {
    title: 'Não é como descrito ou tem defeito',
    ask: 'O que foi prometido e o que você recebeu? Mostre em uma foto.',
  },
  'withdrawal-refused': {
    title: 'O vendedor recusa meu arrependimento ou meus direitos',
    ask: 'Quando e como você pediu e qual foi a resposta?',
  },
  counterfeit: {
    title: 'É falsificado',
    ask: 'Como você sabe? Mostre o logotipo, a etiqueta ou o número de série em uma foto.',
  },
  unsafe: {
    title: 'O produto é perigoso',
    ask: 'O que aconteceu, alguém se feriu? Por favor, não use mais.',
  },
  prohibited: {
    title: 'O produto é proibido ou ilegal',
    ask: 'O que o torna ilegal e onde isso está escrito, se souber?',
  },
  'outside-payment': {
    title: 'Pediram que eu pagasse fora da plataforma',
    ask: 'Como pediram o pagamento e você pagou?',
  },
  'fake-reviews': {
    title: 'As avaliações não são verdadeiras',
    ask: 'Quais avaliações e por que você acha isso?',
  },
  'false-non-receipt': {
    title: 'O comprador diz que não recebeu, mas recebeu',
    ask: 'O que mostra que foi entregue?',
  },
  'return-misuse': {
    title: 'O que voltou não é o que enviei',
    ask: 'O que você enviou e o que voltou? Mostre em uma foto.',
  },
  retaliation: {
    title: 'O comprador está se vingando',
    ask: 'O que aconteceu antes e o que ele fez em troca?',
  },
  'buyer-abuse': {
    title: 'O comprador me ofendeu ou ameaçou',
    ask: 'Quais foram as mensagens e o que aconteceu antes?',
  },
  extortion: {
    title: 'O comprador tenta me extorquir',
    ask: 'O que foi exigido e qual foi a ameaça?',
  },
  'chargeback-abuse': {
    title: 'O comprador estornou um pagamento sem motivo',
    ask: 'O que mostra que o pagamento era devido?',
  },
} satisfies Wording<typeof en>;
