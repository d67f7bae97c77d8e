import type en from '../en/reasons.ts';
import type { Wording } from '../wording.ts';

export default {
  'cancelled-before-shipping': 'Cancelado antes do envio',
  'cannot-ship-there': 'Não pode ser enviado para lá',
  'changed-mind': 'Mudança de ideia',
  compensation: 'Compensação',
  damaged: 'Danificado',
  'damaged-before-shipping': 'Danificado antes do envio',
  'decided-by-platform': 'Decidido por nós',
  recalled: 'Produto recolhido',
  'goodwill-of-seller': 'Cortesia do vendedor',
  lost: 'Extraviado no caminho',
  'never-shipped': 'Nunca foi enviado',
  'not-as-described': 'Não é como descrito',
  'not-received': 'Não recebido',
  'ordered-by-mistake': 'Pedido por engano',
  other: 'Outro motivo',
  'out-of-stock': 'Sem estoque',
  'payment-failed': 'O pagamento falhou',
  'price-error': 'O preço estava errado',
  'reported-by-shop': 'Informado pela loja',
  returned: 'Devolvido',
  'returned-to-sender': 'Devolvido ao remetente',
  staff: 'Verificado pela nossa equipe',
  'too-slow': 'Demorava demais',
  withdrawal: 'Desistência',
} satisfies Wording<typeof en>;
