import type en from '../en/frame.ts';
import type { Wording } from '../wording.ts';

export default {
  skip: 'Ir al contenido',
  shop: 'Tienda',
  motto: 'Cacashop: un mercado abierto que se mantiene honesto.',
  terms: 'Condiciones',
  'terms-changed': { text: 'Las condiciones han cambiado. Léelas y acéptalas.', action: 'Leerlas' },
  bulletin: 'Qué hacemos cumplir',
  recalls: 'Recuperaciones',
  sell: 'Vender aquí',
  account: {
    help: 'Ayuda',
    'sign-in': 'Iniciar sesión',
    'sign-out': 'Cerrar sesión',
    operations: 'Operaciones',
    cart: 'Cesta',
    messages: 'Mensajes',
    mine: 'Mis compras',
    orders: 'Pedidos',
    returns: 'Devoluciones',
    'my-shop': 'Mi tienda',
    menu: 'Cuenta de {name}',
    account: 'Cuenta y seguridad',
    halfway: 'Terminar el registro',
    complaints: 'Problemas y reclamaciones',
    standing: 'Mi situación',
    notices: 'Avisos',
  },
  pages: {
    label: 'Páginas',
    first: 'Primera página',
    next: 'Página siguiente',
  },
  connection: {
    lost: 'Se ha perdido la conexión',
    'lost-text':
      'Lo que has escrito se conserva y seguirá solo en cuanto vuelva la conexión. Nada se hace dos veces.',
    stuck: 'El mercado no responde',
    'stuck-text':
      'No se llega a él desde aquí, o algo en tu dispositivo o en tu red, como un bloqueador, detiene la solicitud. Lo que has escrito se conserva y nada se hace dos veces.',
    'try-again': 'Intentar de nuevo',
  },
  form: {
    optional: '(opcional)',
  },
  clock: {
    none: 'ninguno',
    due: 'vencía',
  },
  preferences: {
    language: 'Idioma',
    currency: 'Precios en',
    country: 'Enviar a',
    any: 'cualquier país',
    own: 'la moneda del vendedor',
    save: 'Aplicar',
  },
  errors: {
    number: 'Error {status}',
    'sign-in': 'Iniciar sesión',
    home: 'A la página de inicio',
    http400: {
      title: 'No se ha podido leer',
      text: 'No se ha cambiado nada. Vuelve atrás, recarga la página y envíalo de nuevo.',
    },
    http401: {
      title: 'Inicia sesión',
      text: 'Esta página es solo para quienes han iniciado sesión.',
    },
    http403: {
      title: 'No tienes acceso',
      text: 'Tu cuenta no puede ver ni hacer esto. Si se debe a una medida, su exposición de motivos explica por qué y cómo reclamar.',
    },
    http404: {
      title: 'Aquí no hay nada',
      text: 'La página o el artículo que buscas no existe o ya no se muestra.',
    },
    http429: {
      title: 'Demasiados intentos',
      text: 'Espera un minuto y vuelve a intentarlo.',
    },
    http503: {
      title: 'Ocupados un momento',
      text: 'No se ha cambiado nada. Vuelve a intentarlo en unos segundos.',
    },
    unexpected: {
      title: 'Algo ha fallado por nuestra parte',
      text: 'Nada de lo enviado ha quedado a medias: puedes volver a intentarlo.',
    },
  },
} satisfies Wording<typeof en>;
