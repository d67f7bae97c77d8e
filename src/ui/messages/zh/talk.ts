import type en from '../en/talk.ts';
import type { Wording } from '../wording.ts';

export default {
  title: '消息',
  empty: '暂无消息',
  'empty-text': '您可以在商品页或订单页向卖家咨询，无需先下单。',
  you: '我',
  waiting: '等待回复',
  'needs-answer': '待您回复',
  erased: '该内容已删除。',
  about: {
    shop: '关于店铺',
    listing: '关于商品',
    order: '关于订单',
  },
  with: '与 {name} 的对话',
  ask: '咨询 {name}',
  'your-question': '您的问题',
  'your-message': '您的消息',
  'stay-here': '请在此处沟通：一旦出现问题，这里的约定可作为依据。',
  send: '发送',
  report: '举报此对话',
  answers: '<share></share> 的咨询在 {hours} 小时内得到回复。',
  'answers-unknown': '卖家应在 {hours} 小时内回复。',
} satisfies Wording<typeof en>;
