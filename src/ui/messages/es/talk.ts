import type en from '../en/talk.ts';
import type { Wording } from '../wording.ts';

export default {
  title: 'Mensajes',
  empty: 'Aún no hay mensajes',
  'empty-text':
    'Pregunta a un vendedor desde la página de un artículo o de un pedido. No hace falta haber comprado.',
  you: 'Tú',
  waiting: 'Esperando respuesta',
  'needs-answer': 'Pendiente de tu respuesta',
  erased: 'Este texto se ha borrado.',
  about: {
    shop: 'Sobre la tienda',
    listing: 'Sobre un artículo',
    order: 'Sobre un pedido',
  },
  with: 'Conversación con {name}',
  ask: 'Preguntar a {name}',
  'your-question': 'Tu pregunta',
  'your-message': 'Tu mensaje',
  'stay-here': 'Habladlo todo aquí: lo acordado en estos mensajes cuenta si algo sale mal.',
  send: 'Enviar',
  report: 'Denunciar esta conversación',
  answers: 'Responde al <share></share> de las preguntas en menos de {hours} horas.',
  'answers-unknown': 'Se espera que los vendedores respondan en {hours} horas.',
} satisfies Wording<typeof en>;
