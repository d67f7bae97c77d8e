import type en from '../en/frame.ts';
import type { Wording } from '../wording.ts';

export default {
  skip: 'Ir para o conteúdo',
  shop: 'Loja',
  motto: 'Cacashop: um mercado aberto que se mantém honesto.',
  terms: 'Termos',
  'terms-changed': { text: 'Os termos mudaram. Leia e aceite.', action: 'Ler os termos' },
  bulletin: 'O que fazemos cumprir',
  recalls: 'Recolhas',
  sell: 'Venda aqui',
  account: {
    help: 'Ajuda',
    'sign-in': 'Entrar',
    'sign-out': 'Sair',
    operations: 'Operações',
    cart: 'Carrinho',
    messages: 'Mensagens',
    mine: 'Minhas compras',
    orders: 'Pedidos',
    returns: 'Devoluções',
    'my-shop': 'Minha loja',
    menu: 'Conta de {name}',
    account: 'Conta e segurança',
    halfway: 'Concluir o cadastro',
    complaints: 'Problemas e reclamações',
    standing: 'Minha situação',
    notices: 'Avisos',
  },
  pages: {
    label: 'Páginas',
    first: 'Primeira página',
    next: 'Próxima página',
  },
  connection: {
    lost: 'A conexão caiu',
    'lost-text':
      'O que você escreveu fica guardado e segue sozinho quando a conexão voltar. Nada é feito duas vezes.',
    stuck: 'O mercado não responde',
    'stuck-text':
      'Não é possível chegar até ele daqui, ou algo no seu dispositivo ou na sua rede, como um bloqueador, impede o pedido. O que você escreveu fica guardado e nada é feito duas vezes.',
    'try-again': 'Tentar de novo',
  },
  form: {
    optional: '(opcional)',
  },
  clock: {
    none: 'nenhum',
    due: 'venceu',
  },
  preferences: {
    language: 'Idioma',
    currency: 'Preços em',
    country: 'Entregar em',
    any: 'qualquer país',
    own: 'a moeda do vendedor',
    save: 'Aplicar',
  },
  errors: {
    number: 'Erro {status}',
    'sign-in': 'Entrar',
    home: 'Para a página inicial',
    http400: {
      title: 'Não foi possível ler',
      text: 'Nada foi alterado. Volte, recarregue a página e envie de novo.',
    },
    http401: {
      title: 'Entre na sua conta',
      text: 'Esta página é apenas para quem entrou na conta.',
    },
    http403: {
      title: 'Acesso não permitido',
      text: 'Sua conta não pode ver ou fazer isto. Se uma medida for o motivo, a exposição de motivos explica por quê e como recorrer.',
    },
    http404: {
      title: 'Não há nada aqui',
      text: 'A página ou o item procurado não existe ou não é mais exibido.',
    },
    http429: {
      title: 'Tentativas demais',
      text: 'Espere um minuto e tente de novo.',
    },
    http503: {
      title: 'Ocupados por um momento',
      text: 'Nada foi alterado. Tente de novo em alguns segundos.',
    },
    unexpected: {
      title: 'Algo deu errado do nosso lado',
      text: 'Nada do que você enviou ficou pela metade: pode tentar de novo.',
    },
  },
} satisfies Wording<typeof en>;
