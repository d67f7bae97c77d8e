import type en from '../en/frame.ts';
import type { Wording } from '../wording.ts';

export default {
  skip: '跳到正文',
  shop: '商店',
  motto: 'Cacashop：让诚信经营成为常态的开放市场。',
  terms: '条款',
  'terms-changed': { text: '条款已更新，请阅读并接受。', action: '查看条款' },
  bulletin: '规则与执行',
  recalls: '召回',
  sell: '我要开店',
  account: {
    help: '帮助',
    'sign-in': '登录',
    'sign-out': '退出',
    operations: '运营后台',
    cart: '购物车',
    messages: '消息',
    mine: '我的购物',
    orders: '订单',
    returns: '退换货',
    'my-shop': '我的店铺',
    menu: '{name} 的账户',
    account: '账户与安全',
    halfway: '完成注册',
    complaints: '问题与投诉',
    standing: '我的状况',
    notices: '通知',
  },
  pages: {
    label: '分页',
    first: '第一页',
    next: '下一页',
  },
  connection: {
    lost: '连接已中断',
    'lost-text': '您填写的内容已保留，连接恢复后会自动继续，不会重复提交。',
    stuck: '商城没有响应',
    'stuck-text':
      '当前无法连接到商城，或者您的设备或网络（例如拦截插件）阻止了请求。您填写的内容已保留，不会重复提交。',
    'try-again': '重试',
  },
  form: {
    optional: '（选填）',
  },
  clock: {
    none: '无',
    due: '应于',
  },
  preferences: {
    language: '语言',
    currency: '价格显示',
    country: '送货至',
    any: '所有国家',
    own: '卖家的货币',
    save: '应用',
  },
  errors: {
    number: '错误 {status}',
    'sign-in': '登录',
    home: '返回首页',
    http400: {
      title: '无法读取提交的内容',
      text: '没有任何更改。请返回，重新加载页面后再次提交。',
    },
    http401: {
      title: '请先登录',
      text: '此页面仅供登录用户查看。',
    },
    http403: {
      title: '您无权访问',
      text: '您的账户不能查看或执行此操作。如果是处罚措施所致，理由说明书会写明原因和申诉方式。',
    },
    http404: {
      title: '这里什么也没有',
      text: '您要找的页面或内容不存在，或已不再展示。',
    },
    http429: {
      title: '尝试次数过多',
      text: '请等一分钟后再试。',
    },
    http503: {
      title: '系统繁忙',
      text: '没有任何改动。请过几秒再试。',
    },
    unexpected: {
      title: '我们这边出了问题',
      text: '您提交的内容没有只完成一半：可以放心重试。',
    },
  },
} satisfies Wording<typeof en>;
