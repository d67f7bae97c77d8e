import type { MailTexts } from './texts.ts';

export const PT: MailTexts = {
  hello: 'Olá, {name}!',
  helloAnybody: 'Olá!',
  foot: 'Cacashop, um mercado aberto que zela pela honestidade. Você recebe este e-mail por causa da sua conta.',
  linkHint: 'Se o botão não funcionar, copie este endereço no navegador:',
  line: '{count} × {name}',
  verification: {
    subject: 'Confirme seu e-mail',
    text: 'Boas-vindas ao Cacashop. Confirme que este endereço é seu.',
    action: 'Confirmar e-mail',
    note: 'O link vale por um dia. Se você não se cadastrou, ignore este e-mail.',
  },
  passwordReset: {
    subject: 'Escolha uma nova senha',
    text: 'Alguém, esperamos que você, pediu uma nova senha para a sua conta.',
    action: 'Escolher nova senha',
    note: 'O link vale por uma hora e funciona uma única vez. Se não foi você, não faça nada: sua senha continua a mesma.',
  },
  confirmationCode: {
    subject: '{code} é o seu código do Cacashop',
    text: 'Digite este código para confirmar que é você: {code}',
    note: 'Ele vale por dez minutos. Não o passe a ninguém, nem a quem disser que trabalha conosco. Se você não o pediu, troque sua senha.',
  },
  orderConfirmed: {
    subject: 'Seu pedido em {shop}',
    text: 'Obrigado pela compra. {shop} já foi avisada e prepara o envio. Guardamos o seu pagamento até a entrega.',
    action: 'Acompanhar o pedido',
  },
  orderReceived: {
    subject: 'Novo pedido: {total}',
    text: 'Você vendeu! Entregue o pacote à transportadora dentro do prazo.',
    action: 'Abrir o pedido',
  },
  orderShipped: {
    subject: '{shop} enviou o seu pedido',
    text: 'Seu pacote está a caminho.',
    tracking: '{carrier}, código de rastreio {number}',
    action: 'Acompanhar o pacote',
  },
  orderCancelled: {
    subject: 'Um pedido foi cancelado',
    text: 'O pedido abaixo, ou parte dele, foi cancelado antes do envio. O valor pago volta para o comprador.',
    action: 'Abrir o pedido',
  },
  webhookDisabled: {
    subject: 'Seu webhook foi desativado',
    text: 'As entregas para {host} falharam repetidas vezes, então paramos de tentar. Conserte o receptor e ative o webhook de novo; nada se perde: a API conta o mesmo.',
    action: 'Abrir os webhooks',
  },
  desk: {
    received: {
      subject: 'Recebemos sua pergunta: {subject}',
      text: 'Sua pergunta chegou e alguém vai responder.',
      action: 'Mostrar que é sua',
    },
    answer: { subject: 'Resposta a: {subject}', action: 'Abrir a conversa' },
    answerBy: 'Resposta prevista até',
    dropped: 'Não guardado',
    replyAbove: '✂ Escreva sua resposta acima desta linha.',
  },
  labels: {
    total: 'Total',
    deliverBy: 'Deve chegar até',
    shipBy: 'Enviar até',
    measures: 'O que foi decidido',
    appealUntil: 'Você pode recorrer até',
    answerBy: 'Responda até',
    planUntil: 'Corrija até',
    decideBy: 'Decidimos até',
  },
  noticeAction: 'Ler o aviso completo',
  notices: {
    'statement-of-reasons': {
      subject: 'Uma decisão sobre a sua conta, com os motivos',
      text: 'Decidimos uma medida que afeta a sua conta. O aviso diz o que foi constatado, em que regra se baseia, como corrigir e como recorrer.',
    },
    'complaint-received': {
      subject: 'Recebemos a sua reclamação',
      text: 'A sua reclamação chegou e uma pessoa vai analisá-la.',
    },
    'complaint-decided': {
      subject: 'A sua reclamação foi decidida',
      text: 'Decidimos sobre a sua reclamação. O aviso traz o resultado e os motivos e diz como recorrer.',
    },
    'statement-asked': {
      subject: 'Conte-nos o seu lado',
      text: 'Algo foi relatado sobre você. Nada foi decidido: conte como foi e envie o que comprova.',
    },
    'chargeback-opened': {
      subject: 'O banco de um comprador estornou um pagamento',
      text: 'Um comprador contestou um pagamento no banco e o banco estornou o valor. Responda com o que prova o contrário, ou aceite a perda, antes da data indicada.',
    },
    'deposit-owed-again': {
      subject: 'Sua caução volta a ser devida',
      text: 'O banco do cartão com que sua caução foi paga estornou o dinheiro. Até que a caução seja paga de novo, o que ela tinha liberado fica bloqueado; o que você ganhar vai para ela, ou você pode pagá-la em Repasses.',
    },
    'return-changed': {
      subject: 'Novidades sobre uma devolução',
      text: 'Algo mudou em uma devolução. A página mostra o quê e quem deve agir agora.',
    },
    'appeal-received': {
      subject: 'Recebemos o seu recurso',
      text: 'O seu recurso chegou. Quem julga não participou da decisão.',
    },
    'appeal-decided': {
      subject: 'O seu recurso foi decidido',
      text: 'Decidimos sobre o seu recurso. O aviso traz o resultado e os motivos.',
    },
    'sanction-ended': {
      subject: 'Uma medida sobre a sua conta terminou',
      text: 'Uma medida que afetava a sua conta não vale mais.',
    },
    'account-held': {
      subject: 'A sua conta está em análise',
      text: 'A sua conta aguarda a análise de uma pessoa. O aviso diz por quê e o que você pode fazer enquanto isso.',
    },
    'account-released': {
      subject: 'A sua conta está liberada',
      text: 'Uma pessoa analisou a sua conta, e ela não está mais retida.',
    },
    'identity-asked': {
      subject: 'Informe alguns dados seus',
      text: 'Precisamos saber mais sobre você, ou algo que você informou não estava certo. O aviso diz o quê. Sem isso, a conta fica retida depois do dia indicado aqui.',
    },
    'certificate-asked': {
      subject: 'Confirme que seus dados continuam corretos',
      text: 'Uma vez por ano a lei nos faz perguntar aos vendedores maiores se o que informaram continua certo. Se nada mudou, basta apertar um botão. Sem resposta depois do último aviso, a conta fica retida.',
    },
    'care-reminder': {
      subject: 'Hora de cuidar do que você comprou',
      text: 'Chegou a hora da manutenção que você pediu para lembrarmos. O aviso leva ao guia.',
    },
    'rectification-concluded': {
      subject: 'O prazo do seu plano terminou',
      text: 'Medimos se as metas do seu plano foram cumpridas. O aviso mostra cada uma delas.',
    },
    'goods-stopped': {
      subject: 'Produtos seus saíram de venda',
      text: 'Retirámos produtos seus de venda. O aviso diz quais, porquê e como recorrer.',
    },
    'order-stopped': {
      subject: 'Artigos que encomendou não são enviados',
      text: 'Artigos que encomendou foram parados e não podem ser entregues. Cancelámos o que não tinha sido enviado, e o que pagou volta pela mesma via. O aviso diz porquê.',
    },
    'goods-released': {
      subject: 'Produtos seus voltam à venda',
      text: 'Os produtos seus que estavam parados podem voltar a ser mostrados e vendidos.',
    },
    recall: {
      subject: 'Recolha de segurança do produto: {product}',
      text: 'Recolha de segurança do produto. Comprou um artigo que está a ser recolhido. Leia isto já: trata-se da sua segurança.',
    },
  },
  recall: {
    labels: {
      product: 'Produto',
      identification: 'Como reconhecê-lo',
      hazard: 'Perigo',
      risk: 'O que pode acontecer',
      instructions: 'O que fazer agora',
      remedies: 'Pode escolher',
      contact: 'Perguntas',
    },
    hazards: {
      fire: 'Incêndio',
      burns: 'Queimaduras',
      'electric-shock': 'Choque elétrico',
      choking: 'Asfixia',
      strangulation: 'Estrangulamento',
      injury: 'Ferimentos',
      cuts: 'Cortes',
      chemical: 'Intoxicação química',
      microbiological: 'Germes',
      environment: 'Dano ao ambiente',
    },
    instructions: {
      'stop-using': 'Pare já de o usar',
      unplug: 'Desligue-o da tomada',
      'keep-from-children': 'Mantenha-o longe das crianças',
      'do-not-dispose': 'Não o deite fora',
      dispose: 'Elimine-o em segurança',
    },
    remedies: {
      repair: 'Reparação',
      replacement: 'Substituição',
      refund: 'Reembolso',
    },
    action: 'Escolher o que pretende',
  },
  measures: {
    warning: 'advertência',
    'listing-takedown': 'um anúncio é retirado',
    demotion: 'seus anúncios aparecem mais abaixo',
    'order-cap': 'menos pedidos por dia',
    'payout-hold': 'os repasses ficam retidos',
    compensation: 'compensação ao comprador',
    deposit: 'um depósito',
    suspension: 'as vendas são suspensas',
    shutdown: 'a loja é fechada',
    bar: 'exclusão do mercado',
    'return-limits': 'limites para devoluções',
    'complaint-rights-suspended': 'reclamações de boa vontade suspensas',
    'purchase-hold': 'as compras são suspensas',
    'account-closed': 'a conta é encerrada',
  },
};
