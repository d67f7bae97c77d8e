import type en from '../en/talk.ts';
import type { Wording } from '../wording.ts';

export default {
  title: 'Mensagens',
  empty: 'Nenhuma mensagem ainda',
  'empty-text': 'Pergunte a um vendedor na página de um artigo ou de um pedido. Não é preciso ter comprado.',
  you: 'Você',
  waiting: 'Aguardando resposta',
  'needs-answer': 'Aguarda a sua resposta',
  erased: 'Este texto foi apagado.',
  about: {
    shop: 'Sobre a loja',
    listing: 'Sobre um artigo',
    order: 'Sobre um pedido',
  },
  with: 'Conversa com {name}',
  ask: 'Perguntar a {name}',
  'your-question': 'Sua pergunta',
  'your-message': 'Sua mensagem',
  'stay-here': 'Combine tudo por aqui: o que for acertado nestas mensagens conta se algo der errado.',
  send: 'Enviar',
  report: 'Denunciar esta conversa',
  answers: 'Responde a <share></share> das perguntas em até {hours} horas.',
  'answers-unknown': 'Espera-se que os vendedores respondam em até {hours} horas.',
} satisfies Wording<typeof en>;
