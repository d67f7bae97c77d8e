import type en from '../en/problems.ts';
import type { Wording } from '../wording.ts';

export default {
  'field-empty': 'Preencha este campo.',
  'field-long': 'No máximo {max} caracteres.',
  'invalid-input': 'Confira os campos marcados.',
  'not-for-this-role': 'O seu tipo de conta não permite isto.',
  'too-many-requests': 'Foi rápido demais. Espere um minuto e tente de novo.',
  'out-of-touch': 'Estamos ocupados por um momento. Tente de novo: nada é feito duas vezes.',
  'bad-quantity': 'Informe uma quantidade possível.',
  'cart-full': 'Seu carrinho está cheio. Finalize a compra ou remova algo antes.',
  'not-sold-now': 'Este artigo não pode ser comprado agora.',
  'out-of-stock':
    '{available, plural, =0 {Este artigo está esgotado.} one {Resta apenas uma unidade.} other {Restam apenas # unidades.}}',
  'line-unavailable': 'Parte do seu carrinho não pode mais ser comprada.',
  'not-in-cart': 'Seu carrinho mudou. Confira de novo.',
  'empty-cart': 'Não há nada no seu carrinho para comprar.',
  'mixed-currencies': 'Compre os artigos de cada moeda separadamente.',
  'price-changed': 'O total mudou. Confira antes de pagar: nada foi cobrado.',
  'checkout-expired': 'A compra demorou demais. Nada foi cobrado; tente de novo.',
  'payment-declined': 'O pagamento foi recusado. Nada foi cobrado e seu carrinho está guardado.',
  'provider-unavailable':
    'O serviço de pagamento não responde. Nada foi cobrado e seu carrinho está guardado; tente de novo.',
  'nothing-left': 'Nada deste pedido pode mais ser cancelado.',
  'order-cancelled': 'Este pedido foi cancelado.',
  'already-delivered': 'Este pedido já foi entregue.',
  'not-shipped': 'Este pedido ainda não foi enviado por completo.',
  'not-delivered': 'A avaliação pode ser escrita depois que o artigo chegar.',
  'review-late': 'Avaliações são escritas até {writeWithinDays} dias após a entrega.',
  'reviewed-already': 'Você já avaliou este artigo. É possível mudar a avaliação.',
  'review-settled': 'Uma avaliação pode ser mudada durante {changeWithinDays} dias.',
  'text-missing': 'Escreva algo.',
  'text-too-long': 'Seu texto é longo demais.',
  'too-many-conversations': 'Você pode fazer {newConversationsPerDayMax} perguntas novas por dia.',
  'too-many-messages': 'Aqui você pode enviar {perHourMax} mensagens por hora. Espere um pouco.',
  'conversation-full': 'Esta conversa ficou longa demais. Comece uma nova.',
} satisfies Wording<typeof en>;
