import type { Wording } from '../wording.ts';
import type en from '../en/ranking.ts';

export default {
  title: 'Como a busca decide',
  intro:
    'Primeiro vem o que melhor combina com as palavras, de vendedores que agem com honestidade, em anúncios que dizem o que se vende. Esta página é feita a partir das regras em vigor (versão {version}), por isso nunca fica atrás delas.',
  formula: 'Correspondência com as palavras × confiança no vendedor × qualidade do anúncio',
  'formula-text':
    'Cada uma das três pode reduzir ou dobrar um lugar: elas se multiplicam. A correspondência diz quão bem o título (pesa mais), a categoria, a marca e o texto combinam com o que se digitou. A ordem por preço, data ou estrelas é só isso.',
  paid: 'Nenhum lugar se compra',
  'paid-text':
    'Aqui não há posição paga nem um número para isso nas regras. Quem paga menos ou mais comissão não aparece em outro lugar por isso.',
  trust: 'Confiança no vendedor',
  'trust-text':
    'De 0 a 100 %. Cada taxa conta pelo que se alcança com certeza ({confidence}), não pela média, de modo que poucos dados não elevam nem afundam ninguém. O que tem mais de {halfLife} dias conta metade; mais de {memory} dias, nada. Quem começa parte de {newcomer}. Lojas do mesmo dono são julgadas juntas.',
  part: 'O que conta',
  weight: 'Peso',
  worthless: 'Não vale nada a partir de',
  defects: '{share} de falhas',
  quality: 'Qualidade do anúncio',
  'quality-text':
    'De {floor} para um anúncio que não diz nada a 100 % para o que diz tudo. O que está esgotado conta {soldOut} disso.',
  fullFrom: 'Completo com',
  parts: {
    pictures: 'Fotos',
    text: 'Descrição',
    attributes: 'Detalhes como cor e tamanho',
    rating: 'Estrelas merecidas com certeza',
  },
  full: {
    pictures: '{count, plural, one {# foto} other {# fotos}}',
    text: '{count} caracteres',
    attributes: '{count, plural, one {# detalhe} other {# detalhes}}',
  },
  'full-rating': 'muitas avaliações boas',
  tiers: 'Selos dos vendedores',
  'tiers-text':
    'Ganham-se só pela conduta, com todas as condições juntas, e perdem-se quando deixam de valer. Uma medida em vigor tira qualquer selo.',
  tier: 'Selo',
  needs: 'O que é preciso',
  'needs-none': 'nada',
  'needs-text': 'confiança de {trust}, {orders} pedidos concluídos de {buyers} compradores diferentes',
  bonus: 'Atenção a mais',
  measures: 'Medidas',
  'measures-text':
    'Uma medida que baixa o lugar multiplica a confiança pelo fator que a fundamentação indica, já na busca seguinte. Quem não pode vender não aparece.',
  budget: 'Uma chance para quem começa, e justiça com o tempo',
  'budget-text':
    'Da relevância de uma página cede-se no máximo {loss}: em no máximo {perBlock} de cada {block} resultados sobem vendedores novos cuja identidade conferimos, nunca acima do lugar {place}; e vizinhos trocam de lugar quando um foi visto menos do que merecia nos últimos {days} dias. A cota é por identidade, não por loja nem anúncio, e de várias cópias de um produto do mesmo dono só uma é mostrada: abrir mais lojas não traz nada.',
  elsewhere: 'Fora da busca',
  'elsewhere-text':
    'As categorias, a página inicial, as recomendações e as campanhas tiram seus artigos da busca: a mesma ordem, as mesmas medidas, o mesmo orçamento de atenção, e o que é mostrado ali conta como um lugar em um resultado. Poucos artigos de uma mesma loja ficam em uma prateleira. As recomendações dependem dos artigos da página, nunca de quem a vê, e uma campanha nomeia artigos pelo que são, nunca uma loja.',
  own: {
    title: 'Confiança na sua loja',
    hint: 'Por quanto os seus produtos são multiplicados na busca.',
    value: 'Confiança',
    newcomer: 'Quem começa tem {share}.',
    demotion: 'Uma medida em vigor a baixa para {share} disso.',
    accounts: 'Julgada junto com as suas outras lojas ({count} ao todo).',
    basis: 'De {orders} pedidos de {buyers} compradores dos últimos meses.',
    next: 'A seguir: {title}',
    'next-bonus': '{share} a mais de atenção do que só pelo mérito',
    'next-none': 'Não há selo mais alto.',
    missing: {
      trust: 'Confiança: {has} de {needs}',
      orders: 'Pedidos concluídos: {has} de {needs}',
      buyers: 'Compradores diferentes: {has} de {needs}',
    },
    'missing-none': 'Todas as condições estão cumpridas; chega na próxima contagem.',
    parts: 'De que é feita a confiança',
    'parts-hint': 'Os efeitos são pontos de confiança, de 100.',
    surely: 'Bem com certeza',
    worth: 'Pontos',
    more: 'Mais {count} que deem certo',
    without: 'Custo do que deu errado',
    points: '{points} de {most}',
    gain: '+{points}',
    loss: '−{points}',
    nothing: '–',
    exposure:
      'Nos últimos {days} dias a sua loja recebeu atenção no valor de {attention} primeiros lugares; só o mérito teria dado {due}.',
    listings: 'O que os seus anúncios podem ganhar',
    'listings-hint': 'Primeiro os que mais podem ganhar. Os efeitos são pontos de qualidade, de 100.',
    listing: 'Produto',
    quality: 'Qualidade',
    complete: 'completo',
    'sold-out': 'esgotado',
    none: 'Nada está à venda',
    how: 'Como a busca decide',
  },
} satisfies Wording<typeof en>;
