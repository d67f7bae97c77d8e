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
    'rectification-concluded': {
      subject: '您的整改期已结束',
      text: '我们已核对整改目标是否达成。通知中列出了每一项的结果。',
    },
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
