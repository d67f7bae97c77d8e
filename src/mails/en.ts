import type { MailTexts } from './texts.ts';

export const EN: MailTexts = {
  hello: 'Hello {name},',
  helloAnybody: 'Hello,',
  foot: 'Cacashop, an open marketplace that keeps itself honest. You get this mail because of your account with us.',
  linkHint: 'If the button does not work, copy this address into your browser:',
  line: '{count} × {name}',
  verification: {
    subject: 'Confirm your mail address',
    text: 'Welcome to Cacashop. Please confirm that this address is yours.',
    action: 'Confirm address',
    note: 'The link is good for one day. If you have not signed up with us, ignore this mail.',
  },
  passwordReset: {
    subject: 'Choose a new password',
    text: 'Somebody, hopefully you, asked for a new password for your account.',
    action: 'Choose a new password',
    note: 'The link is good for one hour and works once. If it was not you, do nothing: your password stays as it is.',
  },
  confirmationCode: {
    subject: '{code} is your Cacashop code',
    text: 'Enter this code to confirm that it is you: {code}',
    note: 'It is good for ten minutes. Give it to nobody, not even to people who say that they work for us. If you did not ask for it, change your password.',
  },
  orderConfirmed: {
    subject: 'Your order with {shop}',
    text: 'Thank you for your order. {shop} has been told and prepares it. We keep your payment until it has arrived.',
    action: 'Follow the order',
  },
  orderReceived: {
    subject: 'New order: {total}',
    text: 'You have sold something. Please hand it to the carrier in time.',
    action: 'Open the order',
  },
  orderShipped: {
    subject: '{shop} has shipped your order',
    text: 'Your parcel is on its way.',
    tracking: '{carrier}, tracking number {number}',
    action: 'Follow the parcel',
  },
  orderCancelled: {
    subject: 'An order was cancelled',
    text: 'The order below, or a part of it, was cancelled before it was shipped. What was paid for it goes back to the buyer.',
    action: 'Open the order',
  },
  webhookDisabled: {
    subject: 'Your webhook was switched off',
    text: 'Deliveries to {host} kept failing, so we stopped trying. Put the receiver right and switch the webhook on again; nothing else is lost, as the API tells the same.',
    action: 'Open the webhooks',
  },
  desk: {
    received: {
      subject: 'We have your question: {subject}',
      text: 'Your question is with us, and somebody answers it.',
      action: 'Show that it is yours',
    },
    answer: { subject: 'Answer to: {subject}', action: 'Open the conversation' },
    answerBy: 'Answer expected by',
    dropped: 'Not kept',
    replyAbove: '✂ Write your answer above this line.',
  },
  labels: {
    total: 'Total',
    deliverBy: 'Should arrive by',
    shipBy: 'Ship by',
    measures: 'What was decided',
    appealUntil: 'You may appeal until',
    answerBy: 'Answer by',
    planUntil: 'Put it right by',
    decideBy: 'We decide by',
  },
  noticeAction: 'Read the notice in full',
  notices: {
    'statement-of-reasons': {
      subject: 'A decision about your account, with its reasons',
      text: 'We have decided on a measure that concerns your account. The notice says what was found, which rule it rests on, how to put it right and how to appeal.',
    },
    'complaint-received': {
      subject: 'We have your complaint',
      text: 'Your complaint has arrived, and a person looks at it.',
    },
    'complaint-decided': {
      subject: 'Your complaint was decided',
      text: 'We have decided on your complaint. The notice gives the outcome and the reasons, and says how to appeal.',
    },
    'statement-asked': {
      subject: 'Please give us your side',
      text: 'Something was reported about you. Nothing is decided: tell us how it was, and add what proves it.',
    },
    'chargeback-opened': {
      subject: 'A buyer’s bank took back a payment',
      text: 'A buyer disputes a payment with their bank, and the bank has taken the money back. Answer it with what speaks against it, or accept the loss, before the day named here.',
    },
    'deposit-owed-again': {
      subject: 'Your deposit is owed again',
      text: 'The bank behind the card that paid your deposit has taken the money back. Until the deposit is paid again, what it had opened is closed; what you earn goes towards it, or you pay it in under Payouts.',
    },
    'return-changed': {
      subject: 'News about a return',
      text: 'Something has happened with a return. The page shows what, and who is to act next.',
    },
    'appeal-received': {
      subject: 'We have your appeal',
      text: 'Your appeal has arrived. Somebody who had no part in the decision judges it.',
    },
    'appeal-decided': {
      subject: 'Your appeal was decided',
      text: 'We have decided on your appeal. The notice gives the outcome and the reasons.',
    },
    'sanction-ended': {
      subject: 'A measure against your account has ended',
      text: 'A measure that concerned your account does not hold any more.',
    },
    'account-held': {
      subject: 'Your account is held for review',
      text: 'Your account waits for a person to look at it. The notice says why and what you can do meanwhile.',
    },
    'account-released': {
      subject: 'Your account is free again',
      text: 'A person has looked at your account, and it is no longer held.',
    },
    'identity-asked': {
      subject: 'Please give us data about you',
      text: 'We have to know more about you than we do, or something that you gave was not right. The notice says what. Without it the account is held after the day named here.',
    },
    'certificate-asked': {
      subject: 'Please certify that your data are current',
      text: 'Once a year the law has us ask larger sellers whether what they told us is still right. One press on a button is enough if nothing has changed. Without an answer after the last notice the account is held.',
    },
    'care-reminder': {
      subject: 'Time to care for what you bought',
      text: 'It is time for maintenance, as you asked to be reminded. The notice leads to the guide.',
    },
    'rectification-concluded': {
      subject: 'The window of your plan has ended',
      text: 'We have measured whether the targets of your plan were met. The notice shows each of them.',
    },
    'goods-stopped': {
      subject: 'Goods of yours are off the market',
      text: 'We have taken goods of yours off the market. The notice says which, why, and how to appeal.',
    },
    'order-stopped': {
      subject: 'Goods that you ordered are not sent',
      text: 'Goods that you ordered are stopped and may not be delivered. We have cancelled what was not sent, and what you paid for it goes back to you the way you paid. The notice says why.',
    },
    'goods-released': {
      subject: 'Goods of yours are back on the market',
      text: 'Goods of yours that were stopped may be shown and sold again.',
    },
    recall: {
      subject: 'Product safety recall: {product}',
      text: 'Product safety recall. You bought goods that are recalled. Please read this at once: it concerns your safety.',
    },
  },
  recall: {
    labels: {
      product: 'Product',
      identification: 'How to tell it',
      hazard: 'Danger',
      risk: 'What may happen',
      instructions: 'What to do now',
      remedies: 'You can choose',
      contact: 'Questions',
    },
    hazards: {
      fire: 'Fire',
      burns: 'Burns',
      'electric-shock': 'Electric shock',
      choking: 'Choking',
      strangulation: 'Strangulation',
      injury: 'Injury',
      cuts: 'Cuts',
      chemical: 'Chemical poisoning',
      microbiological: 'Germs',
      environment: 'Harm to the environment',
    },
    instructions: {
      'stop-using': 'Stop using it at once',
      unplug: 'Unplug it',
      'keep-from-children': 'Keep it away from children',
      'do-not-dispose': 'Do not throw it away',
      dispose: 'Dispose of it safely',
    },
    remedies: {
      repair: 'Repair',
      replacement: 'Replacement',
      refund: 'Refund',
    },
    action: 'Choose what you want',
  },
  measures: {
    warning: 'warning',
    'listing-takedown': 'a listing is taken down',
    demotion: 'your listings are shown further down',
    'order-cap': 'fewer orders a day',
    'payout-hold': 'payouts are held back',
    compensation: 'compensation to the buyer',
    deposit: 'a deposit',
    suspension: 'selling is suspended',
    shutdown: 'the shop is shut down',
    bar: 'barred from the marketplace',
    'return-limits': 'limits on returns',
    'complaint-rights-suspended': 'complaints of goodwill are suspended',
    'purchase-hold': 'buying is suspended',
    'account-closed': 'the account is closed',
  },
};
