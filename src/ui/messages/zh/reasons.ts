import type en from '../en/reasons.ts';
import type { Wording } from '../wording.ts';

export default {
  'cancelled-before-shipping': '发货前取消',
  'cannot-ship-there': '无法配送到该地址',
  'changed-mind': '改变主意',
  compensation: '补偿',
  damaged: '商品损坏',
  'damaged-before-shipping': '发货前损坏',
  'decided-by-platform': '平台裁定',
  recalled: '商品召回',
  'goodwill-of-seller': '卖家补偿',
  lost: '运输途中丢失',
  'never-shipped': '卖家一直未发货',
  'not-as-described': '与描述不符',
  'not-received': '未收到',
  'ordered-by-mistake': '误下单',
  other: '其他原因',
  'out-of-stock': '缺货',
  'payment-failed': '付款失败',
  'price-error': '标价错误',
  'reported-by-shop': '由商店报告',
  returned: '已退货',
  'returned-to-sender': '已退回寄件人',
  staff: '经平台核实',
  'too-slow': '等待时间太长',
  withdrawal: '无理由退货',
} satisfies Wording<typeof en>;
