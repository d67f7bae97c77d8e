import type { MailTexts } from './texts.ts';

export const ES: MailTexts = {
  hello: 'Hola, {name}:',
  helloAnybody: 'Hola:',
  foot: 'Cacashop, un mercado abierto que cuida la honestidad. Recibes este correo por tu cuenta con nosotros.',
  linkHint: 'Si el botón no funciona, copia esta dirección en el navegador:',
  line: '{count} × {name}',
  verification: {
    subject: 'Confirma tu correo',
    text: 'Te damos la bienvenida a Cacashop. Confirma que esta dirección es tuya.',
    action: 'Confirmar correo',
    note: 'El enlace vale un día. Si no te has registrado, no hagas caso de este correo.',
  },
  passwordReset: {
    subject: 'Elige una contraseña nueva',
    text: 'Alguien, esperamos que tú, ha pedido una contraseña nueva para tu cuenta.',
    action: 'Elegir contraseña',
    note: 'El enlace vale una hora y funciona una sola vez. Si no fuiste tú, no hagas nada: tu contraseña sigue igual.',
  },
  confirmationCode: {
    subject: '{code} es tu código de Cacashop',
    text: 'Escribe este código para confirmar que eres tú: {code}',
    note: 'Vale diez minutos. No se lo des a nadie, tampoco a quien diga que trabaja con nosotros. Si no lo pediste, cambia tu contraseña.',
  },
  orderConfirmed: {
    subject: 'Tu pedido a {shop}',
    text: 'Gracias por tu compra. {shop} ya lo sabe y lo prepara. Guardamos tu pago hasta que llegue.',
    action: 'Seguir el pedido',
  },
  orderReceived: {
    subject: 'Nuevo pedido: {total}',
    text: 'Has vendido algo. Entrégalo al transportista a tiempo.',
    action: 'Abrir el pedido',
  },
  orderShipped: {
    subject: '{shop} ha enviado tu pedido',
    text: 'Tu paquete está en camino.',
    tracking: '{carrier}, número de seguimiento {number}',
    action: 'Seguir el paquete',
  },
  orderCancelled: {
    subject: 'Se ha cancelado un pedido',
    text: 'El pedido siguiente, o una parte, se canceló antes del envío. Lo pagado vuelve al comprador.',
    action: 'Abrir el pedido',
  },
  webhookDisabled: {
    subject: 'Hemos desactivado tu webhook',
    text: 'Los envíos a {host} fallaban una y otra vez, así que dejamos de intentarlo. Arregla el receptor y vuelve a activarlo; no se pierde nada: la API cuenta lo mismo.',
    action: 'Abrir los webhooks',
  },
  desk: {
    received: {
      subject: 'Tenemos tu pregunta: {subject}',
      text: 'Tu pregunta nos ha llegado y alguien la responderá.',
      action: 'Mostrar que es tuya',
    },
    answer: { subject: 'Respuesta a: {subject}', action: 'Abrir la conversación' },
    answerBy: 'Respuesta prevista antes del',
    dropped: 'No guardado',
    replyAbove: '✂ Escribe tu respuesta encima de esta línea.',
  },
  labels: {
    total: 'Total',
    deliverBy: 'Debe llegar antes del',
    shipBy: 'Enviar antes del',
    measures: 'Qué se ha decidido',
    appealUntil: 'Puedes recurrir hasta el',
    answerBy: 'Responde antes del',
    planUntil: 'Corrígelo antes del',
    decideBy: 'Decidimos antes del',
  },
  noticeAction: 'Leer el aviso completo',
  notices: {
    'statement-of-reasons': {
      subject: 'Una decisión sobre tu cuenta, con sus motivos',
      text: 'Hemos decidido una medida que afecta a tu cuenta. El aviso explica qué se comprobó, en qué norma se basa, cómo corregirlo y cómo recurrir.',
    },
    'complaint-received': {
      subject: 'Hemos recibido tu reclamación',
      text: 'Tu reclamación ha llegado y una persona la va a examinar.',
    },
    'complaint-decided': {
      subject: 'Hay decisión sobre tu reclamación',
      text: 'Hemos decidido sobre tu reclamación. El aviso da el resultado y los motivos, y explica cómo recurrir.',
    },
    'statement-asked': {
      subject: 'Cuéntanos tu versión',
      text: 'Se ha comunicado algo sobre ti. Todavía no hay ninguna decisión: cuéntanos cómo fue y añade lo que lo demuestre.',
    },
    'chargeback-opened': {
      subject: 'El banco de un comprador ha retirado un pago',
      text: 'Un comprador ha reclamado un pago ante su banco y el banco ha retirado el dinero. Responde con lo que lo desmienta, o acepta la pérdida, antes de la fecha indicada.',
    },
    'deposit-owed-again': {
      subject: 'Vuelves a deber el depósito',
      text: 'El banco de la tarjeta con la que se pagó tu depósito ha retirado el dinero. Hasta que el depósito esté pagado de nuevo, lo que había abierto queda cerrado; lo que ganes se destina a él, o puedes ingresarlo en Pagos.',
    },
    'return-changed': {
      subject: 'Novedades de una devolución',
      text: 'Ha habido un cambio en una devolución. La página dice cuál y quién debe actuar ahora.',
    },
    'appeal-received': {
      subject: 'Hemos recibido tu recurso',
      text: 'Tu recurso ha llegado. Lo resuelve alguien que no intervino en la decisión.',
    },
    'appeal-decided': {
      subject: 'Hay decisión sobre tu recurso',
      text: 'Hemos decidido sobre tu recurso. El aviso da el resultado y los motivos.',
    },
    'sanction-ended': {
      subject: 'Ha terminado una medida sobre tu cuenta',
      text: 'Una medida que afectaba a tu cuenta ya no está en vigor.',
    },
    'account-held': {
      subject: 'Tu cuenta está en revisión',
      text: 'Tu cuenta espera a que una persona la revise. El aviso explica por qué y qué puedes hacer entretanto.',
    },
    'account-released': {
      subject: 'Tu cuenta vuelve a estar libre',
      text: 'Una persona ha revisado tu cuenta y ya no está retenida.',
    },
    'identity-asked': {
      subject: 'Danos algunos datos tuyos',
      text: 'Tenemos que saber más de ti, o algo que nos diste no era correcto. El aviso dice qué. Sin ello, la cuenta queda retenida después del día indicado aquí.',
    },
    'certificate-asked': {
      subject: 'Confirma que tus datos siguen siendo correctos',
      text: 'Una vez al año la ley nos hace preguntar a los vendedores grandes si lo que nos dijeron sigue siendo cierto. Si nada ha cambiado, basta con pulsar un botón. Sin respuesta tras el último aviso, la cuenta queda retenida.',
    },
    'care-reminder': {
      subject: 'Es hora de cuidar lo que compraste',
      text: 'Toca el mantenimiento que pediste que te recordáramos. El aviso lleva a la guía.',
    },
    'rectification-concluded': {
      subject: 'Ha terminado el plazo de tu plan',
      text: 'Hemos medido si se cumplieron los objetivos de tu plan. El aviso los muestra uno por uno.',
    },
    'goods-stopped': {
      subject: 'Hemos retirado de la venta artículos tuyos',
      text: 'Hemos retirado de la venta artículos tuyos. El aviso dice cuáles, por qué y cómo recurrir.',
    },
    'order-stopped': {
      subject: 'Artículos que pediste no se enviarán',
      text: 'Artículos que pediste están parados y no pueden entregarse. Hemos cancelado lo que no se había enviado, y lo que pagaste vuelve a ti por donde pagaste. El aviso dice por qué.',
    },
    'goods-released': {
      subject: 'Artículos tuyos vuelven a la venta',
      text: 'Los artículos tuyos que estaban parados pueden volver a mostrarse y venderse.',
    },
    recall: {
      subject: 'Recuperación por la seguridad de un producto: {product}',
      text: 'Recuperación por la seguridad de un producto. Compraste un artículo que se está recuperando. Léelo enseguida: se trata de tu seguridad.',
    },
  },
  recall: {
    labels: {
      product: 'Producto',
      identification: 'Cómo reconocerlo',
      hazard: 'Peligro',
      risk: 'Qué puede pasar',
      instructions: 'Qué hacer ahora',
      remedies: 'Puedes elegir',
      contact: 'Preguntas',
    },
    hazards: {
      fire: 'Incendio',
      burns: 'Quemaduras',
      'electric-shock': 'Descarga eléctrica',
      choking: 'Asfixia',
      strangulation: 'Estrangulamiento',
      injury: 'Lesiones',
      cuts: 'Cortes',
      chemical: 'Intoxicación química',
      microbiological: 'Gérmenes',
      environment: 'Daño al medio ambiente',
    },
    instructions: {
      'stop-using': 'Deja de usarlo de inmediato',
      unplug: 'Desenchúfalo',
      'keep-from-children': 'Mantenlo lejos de los niños',
      'do-not-dispose': 'No lo tires',
      dispose: 'Deséchalo de forma segura',
    },
    remedies: {
      repair: 'Reparación',
      replacement: 'Sustitución',
      refund: 'Reembolso',
    },
    action: 'Elegir qué quieres',
  },
  measures: {
    warning: 'advertencia',
    'listing-takedown': 'un anuncio se retira',
    demotion: 'tus anuncios aparecen más abajo',
    'order-cap': 'menos pedidos al día',
    'payout-hold': 'los pagos se retienen',
    compensation: 'compensación al comprador',
    deposit: 'un depósito',
    suspension: 'la venta se suspende',
    shutdown: 'la tienda se cierra',
    bar: 'expulsión del mercado',
    'return-limits': 'límites a las devoluciones',
    'complaint-rights-suspended': 'se suspenden las reclamaciones de buena voluntad',
    'purchase-hold': 'la compra se suspende',
    'account-closed': 'la cuenta se cierra',
  },
};
