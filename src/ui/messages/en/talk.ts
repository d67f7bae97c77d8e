/** Conversations between buyers and sellers. */
export default {
  title: 'Messages',
  empty: 'No messages yet',
  'empty-text': 'Ask a seller on the page of an article or of an order. No order is needed to ask.',
  you: 'You',
  waiting: 'Waiting for an answer',
  'needs-answer': 'Needs your answer',
  erased: 'This text was erased.',
  about: {
    shop: 'About the shop',
    listing: 'About an article',
    order: 'About an order',
  },
  with: 'Conversation with {name}',
  ask: 'Ask {name}',
  'your-question': 'Your question',
  'your-message': 'Your message',
  'stay-here': 'Keep everything here: what is agreed in these messages counts when something goes wrong.',
  send: 'Send',
  report: 'Report this conversation',
  answers: 'Answers <share></share> of questions within {hours} hours.',
  'answers-unknown': 'Sellers are expected to answer within {hours} hours.',
};
