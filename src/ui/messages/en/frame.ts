/** What all pages share: banner, foot, forms, pages of a list, errors. */
export default {
  skip: 'Skip to content',
  shop: 'Shop',
  motto: 'Cacashop: an open marketplace that keeps itself honest.',
  terms: 'Terms',
  'terms-changed': { text: 'The terms have changed. Please read and accept them.', action: 'Read them' },
  bulletin: 'What we enforce',
  recalls: 'Recalls',
  sell: 'Sell here',
  account: {
    help: 'Help',
    'sign-in': 'Sign in',
    'sign-out': 'Sign out',
    operations: 'Operations',
    cart: 'Cart',
    messages: 'Messages',
    mine: 'My shopping',
    orders: 'Orders',
    returns: 'Returns',
    'my-shop': 'My shop',
    menu: 'Account of {name}',
    account: 'Account and security',
    halfway: 'Finish signing up',
    complaints: 'Problems and complaints',
    standing: 'My standing',
    notices: 'Notices',
  },
  pages: {
    label: 'Pages',
    first: 'First page',
    next: 'Next page',
  },
  connection: {
    lost: 'The connection is lost',
    'lost-text':
      'What you typed is kept, and goes on by itself once the connection is back. Nothing is done twice.',
    stuck: 'The market does not answer',
    'stuck-text':
      'It cannot be reached from here, or something on your device or network, such as a blocker, stops the request. What you typed is kept, and nothing is done twice.',
    'try-again': 'Try again',
  },
  form: {
    optional: '(optional)',
  },
  clock: {
    none: 'none',
    due: 'due',
  },
  preferences: {
    language: 'Language',
    currency: 'Prices in',
    country: 'Deliver to',
    any: 'any country',
    own: "each seller's currency",
    save: 'Apply',
  },
  errors: {
    number: 'Error {status}',
    'sign-in': 'Sign in',
    home: 'To the start page',
    http400: {
      title: 'This could not be read',
      text: 'Nothing was changed. Go back, reload the page and send it again.',
    },
    http401: {
      title: 'Please sign in',
      text: 'This page is only for people who are signed in.',
    },
    http403: {
      title: 'Not open to you',
      text: 'Your account may not see or do this. If a measure is the reason, its statement of reasons says why and how to appeal.',
    },
    http404: {
      title: 'Nothing here',
      text: 'The page or thing you asked for does not exist, or is not shown any more.',
    },
    http429: {
      title: 'Too many attempts',
      text: 'Please wait a minute and try again.',
    },
    http503: {
      title: 'Busy for a moment',
      text: 'Nothing was changed. Please try again in a few seconds.',
    },
    unexpected: {
      title: 'Something went wrong on our side',
      text: 'Nothing you sent was half done: trying again is safe.',
    },
  },
};
