import type en from '../en/problems.ts';
import type { Wording } from '../wording.ts';

export default {
  'field-empty': 'Rellena este campo.',
  'field-long': 'Como máximo {max} caracteres.',
  'invalid-input': 'Revisa los campos marcados.',
  'not-for-this-role': 'Tu tipo de cuenta no permite hacer esto.',
  'too-many-requests': 'Vas muy rápido. Espera un minuto y vuelve a intentarlo.',
  'out-of-touch': 'Estamos ocupados un momento. Inténtalo de nuevo: nada se hace dos veces.',
  'bad-quantity': 'Indica una cantidad posible.',
  'cart-full': 'Tu cesta está llena. Finaliza la compra o quita algo primero.',
  'not-sold-now': 'Este artículo no se puede comprar en este momento.',
  'out-of-stock':
    '{available, plural, =0 {Este artículo está agotado.} one {Solo queda una unidad.} other {Solo quedan # unidades.}}',
  'line-unavailable': 'Una parte de tu cesta ya no se puede comprar.',
  'not-in-cart': 'Tu cesta ha cambiado. Vuelve a revisarla.',
  'empty-cart': 'No hay nada en tu cesta para comprar.',
  'mixed-currencies': 'Compra los artículos de cada moneda por separado.',
  'price-changed': 'El total ha cambiado. Revísalo antes de pagar: no se ha cobrado nada.',
  'checkout-expired': 'La compra ha tardado demasiado. No se ha cobrado nada; inténtalo de nuevo.',
  'payment-declined': 'El pago fue rechazado. No se ha cobrado nada y tu cesta se conserva.',
  'provider-unavailable':
    'El servicio de pago no responde. No se ha cobrado nada y tu cesta se conserva; inténtalo de nuevo.',
  'nothing-left': 'Ya no se puede cancelar nada de este pedido.',
  'order-cancelled': 'Este pedido fue cancelado.',
  'already-delivered': 'Este pedido ya fue entregado.',
  'not-shipped': 'Este pedido aún no se ha enviado por completo.',
  'not-delivered': 'Podrás opinar cuando haya llegado el artículo.',
  'review-late': 'Las opiniones se escriben en los {writeWithinDays} días siguientes a la entrega.',
  'reviewed-already': 'Ya has opinado sobre este artículo. Puedes cambiar tu opinión.',
  'review-settled': 'Una opinión se puede cambiar durante {changeWithinDays} días.',
  'text-missing': 'Escribe algo.',
  'text-too-long': 'Tu texto es demasiado largo.',
  'too-many-conversations': 'Puedes hacer {newConversationsPerDayMax} preguntas nuevas al día.',
  'too-many-messages': 'Aquí puedes enviar {perHourMax} mensajes por hora. Espera un poco.',
  'conversation-full': 'Esta conversación es ya demasiado larga. Empieza una nueva.',
} satisfies Wording<typeof en>;
