import type en from '../en/reasons.ts';
import type { Wording } from '../wording.ts';

export default {
  'cancelled-before-shipping': 'Cancelado antes del envío',
  'cannot-ship-there': 'No se puede enviar allí',
  'changed-mind': 'Cambio de idea',
  compensation: 'Compensación',
  damaged: 'Dañado',
  'damaged-before-shipping': 'Dañado antes del envío',
  'decided-by-platform': 'Decidido por nosotros',
  recalled: 'Producto retirado',
  'goodwill-of-seller': 'Cortesía del vendedor',
  lost: 'Perdido en el camino',
  'never-shipped': 'Nunca se envió',
  'not-as-described': 'No es como se describía',
  'not-received': 'No recibido',
  'ordered-by-mistake': 'Pedido por error',
  other: 'Otro motivo',
  'out-of-stock': 'Sin existencias',
  'payment-failed': 'El pago falló',
  'price-error': 'El precio era erróneo',
  'reported-by-shop': 'Comunicado por la tienda',
  returned: 'Devuelto',
  'returned-to-sender': 'Devuelto al remitente',
  staff: 'Comprobado por nuestro equipo',
  'too-slow': 'Tardaba demasiado',
  withdrawal: 'Desistimiento',
} satisfies Wording<typeof en>;
