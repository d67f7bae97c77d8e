import type en from '../en/report-kinds.ts';
import type { Wording } from '../wording.ts';

export default {
  abuse: {
    title: '卖家侮辱或骚扰我',
    ask: '是哪些消息？之前发生了什么？',
  },
  threat: {
    title: '卖家威胁我',
    ask: '威胁的内容是什么？如果您有危险，请先报警。',
  },
  'refusal-to-ship': {
    title: '我已付款，卖家没有发货',
    ask: '如果您询问过，卖家怎么说？您是否尝试过取消？',
  },
  'late-shipment': {
    title: '发货或送达太晚',
    ask: '什么时候收到的？延误给您带来了什么影响？',
  },
  'not-received': {
    title: '显示已发货或已送达，但我没有收到',
    ask: '可能由谁代收了：邻居、快递点？承运商怎么说？',
  },
  'not-as-described': {
    title: '商品与描述不符或有缺陷',
    ask: '承诺的是什么？收到的是什么？请用照片说明。',
  },
  'withdrawal-refused': {
    title: '卖家拒绝我退货或行使权利',
    ask: '您什么时候、以什么方式提出的？对方怎么答复？',
  },
  counterfeit: {
    title: '这是假货',
    ask: '您如何判断的？请拍下标志、标签或序列号。',
  },
  unsafe: {
    title: '商品有危险',
    ask: '发生了什么？有人受伤吗？请停止使用。',
  },
  prohibited: {
    title: '商品违禁或违法',
    ask: '为什么违法？如果知道，请注明依据。',
  },
  'outside-payment': {
    title: '有人要求我在平台外付款',
    ask: '对方要求您怎样付款？您付了吗？',
  },
  'fake-reviews': {
    title: '评价不真实',
    ask: '是哪些评价？您为什么这样认为？',
  },
  'false-non-receipt': {
    title: '买家称未收到，但实际已送达',
    ask: '有什么能证明已经送达？',
  },
  'return-misuse': {
    title: '退回的不是我发出的东西',
    ask: '您发出了什么？退回了什么？请用照片说明。',
  },
  retaliation: {
    title: '买家进行报复',
    ask: '之前发生了什么？对方做了什么？',
  },
  'buyer-abuse': {
    title: '买家侮辱或威胁我',
    ask: '是哪些消息？之前发生了什么？',
  },
  extortion: {
    title: '买家试图敲诈我',
    ask: '对方索要什么？威胁了什么？',
  },
  'chargeback-abuse': {
    title: '买家无理由撤回付款',
    ask: '有什么能证明应当付款？',
  },
} satisfies Wording<typeof en>;
