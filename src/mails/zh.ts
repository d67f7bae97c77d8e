import type { MailTexts } from './texts.ts';

export const ZH: MailTexts = {
  hello: '{name}，您好：',
  helloAnybody: '您好：',
  foot: 'Cacashop：让诚信经营成为常态的开放市场。您收到此邮件，是因为您在我们这里有账户。',
  linkHint: '如果按钮无法点击，请把以下网址复制到浏览器中打开：',
  line: '{name} × {count}',
  verification: {
    subject: '请验证您的邮箱',
    text: '欢迎来到 Cacashop。请确认这个邮箱是您本人的。',
    action: '验证邮箱',
    note: '链接一天内有效。如果您没有注册过，请忽略此邮件。',
  },
  passwordReset: {
    subject: '重设密码',
    text: '有人（应该是您本人）申请重设您账户的密码。',
    action: '设置新密码',
    note: '链接一小时内有效，只能使用一次。如果不是您本人操作，无需理会，密码不会改变。',
  },
  confirmationCode: {
    subject: '您的 Cacashop 验证码是 {code}',
    text: '请输入此验证码，确认是您本人：{code}',
    note: '验证码十分钟内有效。请勿告诉任何人，包括自称是我们员工的人。如果不是您本人申请的，请修改密码。',
  },
  orderConfirmed: {
    subject: '您在 {shop} 的订单已确认',
    text: '感谢您的订购。已通知 {shop} 备货。在您收到商品之前，货款由我们代为保管。',
    action: '查看订单进度',
  },
  orderReceived: {
    subject: '新订单：{total}',
    text: '您有一笔新订单，请按时交给承运商。',
    action: '打开订单',
  },
  orderShipped: {
    subject: '{shop} 已发货',
    text: '您的包裹已在路上。',
    tracking: '{carrier}，运单号 {number}',
    action: '查看物流',
  },
  orderCancelled: {
    subject: '有订单已取消',
    text: '以下订单（或其中一部分）在发货前已取消，已付款项将退还给买家。',
    action: '打开订单',
  },
  webhookDisabled: {
    subject: '您的 Webhook 已停用',
    text: '发往 {host} 的推送一再失败，我们已停止尝试。请修复接收端后重新启用；内容不会丢失，通过 API 都能查到。',
    action: '打开 Webhook 设置',
  },
  desk: {
    received: {
      subject: '已收到您的提问：{subject}',
      text: '我们已收到您的提问，会有人答复。',
      action: '确认这是您的提问',
    },
    answer: { subject: '答复：{subject}', action: '打开对话' },
    answerBy: '预计答复时间',
    dropped: '未保存',
    replyAbove: '✂ 请在此行上方回复。',
  },
  labels: {
    total: '合计',
    deliverBy: '预计最晚送达',
    shipBy: '最晚发货',
    measures: '处理结果',
    appealUntil: '申诉截止',
    answerBy: '答复截止',
    planUntil: '整改截止',
    decideBy: '最晚作出决定',
  },
  noticeAction: '查看完整通知',
  notices: {
    'statement-of-reasons': {
      subject: '关于您账户的决定及理由',
      text: '我们对您的账户作出了一项处理决定。通知中写明了查明的事实、所依据的规则、如何整改以及如何申诉。',
    },
    'complaint-received': { subject: '您的投诉已收到', text: '我们已收到您的投诉，会由专人查看。' },
    'complaint-decided': {
      subject: '您的投诉已有结果',
      text: '我们已对您的投诉作出决定。通知中写明了结果、理由以及如何申诉。',
    },
    'statement-asked': {
      subject: '请说明情况',
      text: '有人反映了与您有关的问题。目前尚未作出任何决定：请说明经过，并提供证明材料。',
    },
    'chargeback-opened': {
      subject: '买家银行撤回了一笔付款',
      text: '买家就一笔付款向银行提出异议，银行已将款项撤回。请在截止日期前提交反驳说明和证据，或接受损失。',
    },
    'deposit-owed-again': {
      subject: '您需要重新缴纳保证金',
      text: '支付保证金所用银行卡的发卡行已将款项撤回。在重新缴清保证金之前，因缴纳保证金而恢复的权限将再次关闭；您的收入会优先抵缴，您也可以在“打款记录”页面直接缴纳。',
    },
    'return-changed': {
      subject: '退货有新进展',
      text: '一笔退货有了变化。页面上会说明是什么变化，以及接下来由谁处理。',
    },
    'appeal-received': {
      subject: '您的申诉已收到',
      text: '我们已收到您的申诉，将由未参与原决定的人员审理。',
    },
    'appeal-decided': {
      subject: '您的申诉已有结果',
      text: '我们已对您的申诉作出决定。通知中写明了结果和理由。',
    },
    'sanction-ended': { subject: '一项措施已结束', text: '针对您账户的一项措施已不再生效。' },
    'account-held': {
      subject: '您的账户正在等待审核',
      text: '您的账户需要人工查看。通知中写明了原因，以及在此期间您可以做什么。',
    },
    'account-released': { subject: '您的账户已恢复', text: '工作人员已查看您的账户，现已不再受限。' },
    'identity-asked': {
      subject: '请提供您的资料',
      text: '我们需要进一步了解您，或者您提供的某项资料有误。通知中写明了具体内容。如未提供，账户将在此处所列日期之后被暂停。',
    },
    'certificate-asked': {
      subject: '请确认您的资料仍然有效',
      text: '法律要求我们每年询问一次大卖家：所提供的资料是否仍然正确。如无变化，按一下按钮即可。最后一次通知后仍未答复，账户将被暂停。',
    },
    'care-reminder': {
      subject: '该保养您购买的商品了',
      text: '按您的要求提醒：该做保养了。通知中有相应的指南。',
    },
    'rectification-concluded': {
      subject: '您的整改期已结束',
      text: '我们已核对整改目标是否达成。通知中列出了每一项的结果。',
    },
    'goods-stopped': {
      subject: '您的商品已停止销售',
      text: '我们已将您的部分商品下架。通知中说明了是哪些商品、原因以及如何申诉。',
    },
    'order-stopped': {
      subject: '您订购的商品将不会发货',
      text: '您订购的商品已被停止，不得交付。未发货的部分已取消，您支付的款项将原路退回。通知中说明了原因。',
    },
    'goods-released': {
      subject: '您的商品恢复销售',
      text: '之前被停止销售的商品现在可以重新展示和销售。',
    },
    recall: {
      subject: '产品安全召回：{product}',
      text: '产品安全召回。您购买的商品正在召回。请立即阅读：这关系到您的安全。',
    },
  },
  recall: {
    labels: {
      product: '产品',
      identification: '如何识别',
      hazard: '危险',
      risk: '可能发生什么',
      instructions: '现在该做什么',
      remedies: '您可以选择',
      contact: '咨询',
    },
    hazards: {
      fire: '起火',
      burns: '烫伤',
      'electric-shock': '触电',
      choking: '窒息',
      strangulation: '勒颈',
      injury: '受伤',
      cuts: '割伤',
      chemical: '化学中毒',
      microbiological: '细菌污染',
      environment: '危害环境',
    },
    instructions: {
      'stop-using': '立即停止使用',
      unplug: '拔掉电源',
      'keep-from-children': '放在儿童接触不到的地方',
      'do-not-dispose': '不要丢弃',
      dispose: '安全处置',
    },
    remedies: {
      repair: '维修',
      replacement: '更换',
      refund: '退款',
    },
    action: '选择您想要的方式',
  },
  measures: {
    warning: '警告',
    'listing-takedown': '商品下架',
    demotion: '商品排序靠后',
    'order-cap': '限制每日订单数',
    'payout-hold': '暂停打款',
    compensation: '赔偿买家',
    deposit: '缴纳保证金',
    suspension: '暂停销售',
    shutdown: '关闭店铺',
    bar: '永久禁止入驻',
    'return-limits': '限制退货',
    'complaint-rights-suspended': '暂停善意投诉权利',
    'purchase-hold': '暂停购买',
    'account-closed': '关闭账户',
  },
};
