import type { Wording } from '../wording.ts';
import type en from '../en/ranking.ts';

export default {
  title: 'Cómo decide la búsqueda',
  intro:
    'Primero aparece lo que mejor encaja con las palabras, de vendedores que tratan con honradez, en anuncios que dicen lo que se vende. Esta página se genera con las reglas vigentes (versión {version}), así que nunca va por detrás.',
  formula: 'Coincidencia con las palabras × confianza en el vendedor × calidad del anuncio',
  'formula-text':
    'Cada una de las tres puede reducir o doblar un puesto: se multiplican. La coincidencia dice lo bien que el título (pesa más), la categoría, la marca y el texto encajan con lo escrito. El orden por precio, fecha o estrellas es solo ese.',
  paid: 'Ningún puesto se compra',
  'paid-text':
    'Aquí no hay colocación de pago ni un número para ella en las reglas. Quien paga menos o más comisión no aparece por ello en otro sitio.',
  trust: 'Confianza en el vendedor',
  'trust-text':
    'De 0 a 100 %. Cada tasa cuenta por lo que se alcanza con seguridad (con certeza de {confidence}), no por su media, de modo que pocos datos ni elevan ni hunden a nadie. Lo que tiene más de {halfLife} días cuenta la mitad; más de {memory} días, nada. Quien empieza parte de {newcomer}. Las tiendas de un mismo dueño se juzgan juntas.',
  part: 'Qué cuenta',
  weight: 'Peso',
  worthless: 'No vale nada desde',
  defects: '{share} de fallos',
  quality: 'Calidad del anuncio',
  'quality-text':
    'Desde {floor} para un anuncio que no dice nada hasta 100 % para el que lo dice todo. Lo agotado cuenta {soldOut} de eso.',
  fullFrom: 'Completo con',
  parts: {
    pictures: 'Fotos',
    text: 'Descripción',
    attributes: 'Detalles como color y talla',
    rating: 'Estrellas merecidas con seguridad',
  },
  full: {
    pictures: '{count, plural, one {# foto} other {# fotos}}',
    text: '{count} caracteres',
    attributes: '{count, plural, one {# detalle} other {# detalles}}',
  },
  'full-rating': 'muchas reseñas buenas',
  tiers: 'Insignias de los vendedores',
  'tiers-text':
    'Se ganan solo con la conducta, con todas las condiciones a la vez, y se pierden cuando dejan de cumplirse. Una medida en vigor quita cualquier insignia.',
  tier: 'Insignia',
  needs: 'Qué hace falta',
  'needs-none': 'nada',
  'needs-text': 'confianza de {trust}, {orders} pedidos terminados de {buyers} compradores distintos',
  bonus: 'Atención adicional',
  measures: 'Medidas',
  'measures-text':
    'Una medida que baja el puesto multiplica la confianza por el factor que indica su motivación, desde la búsqueda siguiente. Quien no puede vender no aparece.',
  budget: 'Una oportunidad para quien empieza, y justicia con el tiempo',
  'budget-text':
    'De la relevancia de una página se cede como mucho {loss}: en {perBlock} de cada {block} resultados como máximo suben vendedores nuevos cuya identidad hemos comprobado, nunca por encima del puesto {place}; y los vecinos se cambian el sitio cuando uno se ha visto menos de lo que merecía en los últimos {days} días. El margen es por identidad, no por tienda ni anuncio, y de varias copias de un artículo del mismo dueño solo se muestra una: abrir más tiendas no aporta nada.',
  elsewhere: 'Fuera de la búsqueda',
  'elsewhere-text':
    'Las categorías, la portada, las recomendaciones y las campañas toman sus artículos de la búsqueda: el mismo orden, las mismas medidas, el mismo presupuesto de atención, y lo que allí se muestra cuenta como un puesto en un resultado. En un estante hay pocos artículos de una misma tienda. Las recomendaciones dependen de los artículos de la página, nunca de quién la mira, y una campaña nombra artículos por lo que son, nunca una tienda.',
  own: {
    title: 'Confianza en tu tienda',
    hint: 'Por lo que se multiplican tus artículos en la búsqueda.',
    value: 'Confianza',
    newcomer: 'Quien empieza tiene {share}.',
    demotion: 'Una medida en vigor la baja a {share} de esto.',
    accounts: 'Se juzga junto con tus otras tiendas ({count} en total).',
    basis: 'De {orders} pedidos de {buyers} compradores de los últimos meses.',
    next: 'Siguiente: {title}',
    'next-bonus': '{share} más de atención que por mérito solo',
    'next-none': 'No hay insignia más alta.',
    missing: {
      trust: 'Confianza: {has} de {needs}',
      orders: 'Pedidos terminados: {has} de {needs}',
      buyers: 'Compradores distintos: {has} de {needs}',
    },
    'missing-none': 'Se cumplen todas las condiciones; llegará con el próximo recuento.',
    parts: 'De qué se compone la confianza',
    'parts-hint': 'Los efectos son puntos de confianza, sobre 100.',
    surely: 'Bien con seguridad',
    worth: 'Puntos',
    more: '{count} más que salgan bien',
    without: 'Coste de lo que salió mal',
    points: '{points} de {most}',
    gain: '+{points}',
    loss: '−{points}',
    nothing: '–',
    exposure:
      'En los últimos {days} días tu tienda recibió atención por valor de {attention} primeros puestos; el mérito solo habría dado {due}.',
    listings: 'Qué podrían ganar tus anuncios',
    'listings-hint': 'Primero los que más pueden ganar. Los efectos son puntos de calidad, sobre 100.',
    listing: 'Artículo',
    quality: 'Calidad',
    complete: 'completo',
    'sold-out': 'agotado',
    none: 'No hay nada a la venta',
    how: 'Cómo decide la búsqueda',
  },
} satisfies Wording<typeof en>;
