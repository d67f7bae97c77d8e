import type en from '../en/report-kinds.ts';
import type { Wording } from '../wording.ts';

export default {
  abuse: {
    title: 'El vendedor me ha insultado o acosado',
    ask: '¿Qué mensajes fueron y qué pasó antes?',
  },
  threat: {
    title: 'El vendedor me ha amenazado',
    ask: '¿Cuál fue la amenaza? Si estás en peligro, llama antes a la policía.',
  },
  'refusal-to-ship': {
    title: 'He pagado y no se ha enviado nada',
    ask: '¿Qué dijo el vendedor, si le preguntaste? ¿Intentaste cancelar?',
  },
  'late-shipment': {
    title: 'Se envió o llegó tarde',
    ask: '¿Cuándo llegó y qué supuso el retraso para ti?',
  },
  'not-received': {
    title: 'Consta como enviado o entregado, pero no me ha llegado',
    ask: '¿Quién pudo recogerlo: vecinos, un punto de recogida? ¿Qué dijo el transportista?',
  },
  'not-as-described': {
    title: 'No es como se describe o está defectuoso',
    ask: '¿Qué se prometía y qué recibiste? Muéstralo en una foto.',
  },
  'withdrawal-refused': {
    title: 'El vendedor me niega el desistimiento o mis derechos',
    ask: '¿Cuándo y cómo lo pediste y qué te respondieron?',
  },
  counterfeit: {
    title: 'Es una falsificación',
    ask: '¿Cómo lo sabes? Muestra el logotipo, la etiqueta o el número de serie en una foto.',
  },
  unsafe: {
    title: 'El producto es peligroso',
    ask: '¿Qué pasó? ¿Hubo heridos? Por favor, no lo uses más.',
  },
  prohibited: {
    title: 'El producto está prohibido o es ilegal',
    ask: '¿Qué lo hace ilegal y dónde consta, si lo sabes?',
  },
  'outside-payment': {
    title: 'Me pidieron pagar fuera del mercado',
    ask: '¿Cómo te pidieron pagar y lo hiciste?',
  },
  'fake-reviews': {
    title: 'Las reseñas no son auténticas',
    ask: '¿Qué reseñas y por qué lo crees?',
  },
  'false-non-receipt': {
    title: 'El comprador dice que no llegó nada, pero llegó',
    ask: '¿Qué demuestra que se entregó?',
  },
  'return-misuse': {
    title: 'Lo devuelto no es lo que envié',
    ask: '¿Qué enviaste y qué volvió? Muéstralo en una foto.',
  },
  retaliation: {
    title: 'El comprador se venga',
    ask: '¿Qué pasó antes y qué hizo a cambio?',
  },
  'buyer-abuse': {
    title: 'El comprador me ha insultado o amenazado',
    ask: '¿Qué mensajes fueron y qué pasó antes?',
  },
  extortion: {
    title: 'El comprador intenta extorsionarme',
    ask: '¿Qué exigió y con qué amenazó?',
  },
  'chargeback-abuse': {
    title: 'El comprador revirtió un pago sin motivo',
    ask: '¿Qué demuestra que el pago era debido?',
  },
} satisfies Wording<typeof en>;
