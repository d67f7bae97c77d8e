import type en from '../en/report.ts';
import type { Wording } from '../wording.ts';

export default {
  title: 'Informar de un problema',
  steps: {
    label: 'Paso {now} de 3',
    about: 'De qué se trata',
    happened: 'Qué ha pasado',
    check: 'Revisar y enviar',
  },
  about: {
    intro:
      'Solo te pedimos lo que no tenemos: el historial, los escaneos y los mensajes los reunimos nosotros.',
    begun: 'Tienes un informe sin enviar',
    'begun-since': 'Guardado por última vez',
    continue: 'Continuar',
    drop: 'Descartar',
    chosen: 'Se trata de esto',
    which: '¿De qué se trata?',
    latest: 'Tus últimos pedidos y conversaciones',
    other: 'Otra cosa: un anuncio',
    order: 'Pedido del {date} a {seller}',
    conversation: 'Conversación con {name}',
    listing: 'El anuncio «{title}»',
    link: 'Un anuncio: su dirección o número',
    'link-hint': 'Cópiala de la barra de direcciones de la página del anuncio.',
    nothing: 'Todavía no tienes pedidos ni conversaciones. Indica un anuncio o informa sin cuenta.',
    next: 'Siguiente: qué ha pasado',
    'sign-in': 'Inicia sesión para informar sobre tus pedidos y mensajes.',
    'sign-in-link': 'Iniciar sesión',
  },
  happened: {
    which: '¿Cuál de estas situaciones es?',
    fits: 'Elige lo que mejor encaje',
    change: 'Elegir otra',
    next: 'Siguiente',
    have: 'Lo que ya tenemos',
    'have-order':
      '{count, plural, one {El historial del pedido, con # entrada} other {El historial del pedido, con # entradas}}',
    'have-scans':
      '{count, plural, =0 {Ningún escaneo del transportista hasta ahora} one {# escaneo del transportista} other {# escaneos del transportista}}',
    'have-messages':
      '{count, plural, one {Tu conversación, con # mensaje} other {Tu conversación, con # mensajes}}',
    'have-listing': 'El anuncio tal como era al comprar y tal como es ahora',
    'have-none': 'Nada todavía: cuéntanos todo lo que puedas.',
    text: 'Tu descripción',
    'text-hint': 'Como máximo {max} caracteres.',
    files: 'Fotos, vídeos, documentos',
    'files-needed': 'Para esto hace falta una foto.',
    'files-optional': 'Si los tienes.',
    'files-hint': 'JPEG, PNG, WebP, MP4, MOV, WebM o PDF. Eliminamos el lugar y los datos de la cámara.',
    file: 'Elige un archivo',
    add: 'Añadir el archivo',
    remove: 'Quitar',
    'remove-file': 'Quitar {name}',
    photo: 'Foto',
    video: 'Vídeo',
    document: 'Documento',
    check: 'Siguiente: revisar y enviar',
    back: 'Atrás',
  },
  check: {
    summary: 'Tu informe',
    kind: 'Qué ha pasado',
    text: 'Tu descripción',
    files: 'Archivos',
    none: 'ninguno',
    edit: 'Cambiar',
    next: 'Qué pasará ahora',
    'next-look': 'Una persona lo revisa en {hours, plural, one {# hora} other {# horas}}.',
    'next-urgent': 'Es urgente: se abre un caso de inmediato.',
    'next-answer':
      'Preguntamos a la otra parte, que tiene {hours, plural, one {# hora} other {# horas}} para responder.',
    'next-decide': 'Habrá una decisión motivada en {days, plural, one {# día} other {# días}}.',
    'next-appeal':
      'Si no estás de acuerdo, puedes recurrir durante {months, plural, one {# mes} other {# meses}}: gratis y ante otra persona.',
    honest: 'Solo lo que es cierto',
    'honest-text':
      'Una reclamación que no se puede probar no te cuesta nada. Las afirmaciones falsas a sabiendas cuentan contra tu cuenta: tras varias, puede suspenderse tu derecho a reclamar. Los avisos de seguridad y tus derechos legales siguen abiertos siempre.',
    confirm: 'Hasta donde sé, esto es cierto y está completo.',
    send: 'Enviar el informe',
    restricted: 'Por ahora no puedes presentar este tipo de reclamación',
    'restricted-text':
      'Tu derecho a reclamar está suspendido. Los avisos de seguridad, los defectos y los derechos legales siguen abiertos.',
    'standing-link': 'Por qué y hasta cuándo',
  },
} satisfies Wording<typeof en>;
