/** What a mail says, from what happened: subject, plain text and simple HTML, in the recipient's language. */
import type { EpochMs } from '../kernel/time.ts';
import type { Money } from '../kernel/money.ts';
import type { NoticeBody } from '../transparency/notice.ts';
import { type Language, languageOf } from '../ui/messages/language.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { PT } from './pt.ts';
import type { MailTexts } from './texts.ts';
import { ZH } from './zh.ts';

interface Goods {
  readonly name: string;
  readonly count: number;
}

interface DeskMail {
  readonly link: string;
  readonly subject: string;
  readonly isThread: boolean;
}

export type Occasion =
  | { readonly kind: 'verification' | 'passwordReset'; readonly link: string }
  | { readonly kind: 'confirmationCode'; readonly code: string }
  | {
      readonly kind: 'orderConfirmed';
      readonly link: string;
      readonly shop: string;
      readonly goods: readonly Goods[];
      readonly total: Money;
      readonly deliverBy: EpochMs;
    }
  | {
      readonly kind: 'orderReceived';
      readonly link: string;
      readonly goods: readonly Goods[];
      readonly total: Money;
      readonly shipBy: EpochMs;
    }
  | {
      readonly kind: 'orderShipped';
      readonly link: string;
      readonly shop: string;
      readonly goods: readonly Goods[];
      readonly parcel: { readonly carrier: string; readonly number: string } | null;
    }
  | { readonly kind: 'orderCancelled'; readonly link: string; readonly goods: readonly Goods[] }
  | { readonly kind: 'webhookDisabled'; readonly link: string; readonly host: string }
  | (DeskMail & {
      readonly kind: 'deskReceived';
      readonly answerBy: EpochMs;
      readonly dropped: readonly string[];
    })
  | (DeskMail & { readonly kind: 'deskAnswer'; readonly words: string })
  | { readonly kind: 'notice'; readonly link: string; readonly body: NoticeBody };

export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `locale` as in a party's language or in Accept-Language; English where we don't speak it. */
export function composeMail(
  occasion: Occasion,
  to: { readonly name: string | null; readonly locale: string },
): Composed {
  const language = spoken(to.locale);
  const texts = TEXTS[language];
  const letter = letterOf(occasion, texts, language);
  const hello = to.name === null ? texts.helloAnybody : fill(texts.hello, { name: to.name });
  return {
    subject: oneLine(letter.subject),
    text: asText(letter, hello, texts),
    html: asHtml(letter, hello, texts, language),
  };
}

const TEXTS: Readonly<Record<Language, MailTexts>> = { en: EN, zh: ZH, es: ES, pt: PT };

function spoken(locale: string): Language {
  for (const part of locale.split(',', 10)) {
    const language = languageOf(part.split(';')[0]?.trim() ?? '');
    if (language) return language;
  }
  return 'en';
}

interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  readonly action?: { readonly label: string; readonly link: string };
  readonly note?: string;
}

function letterOf(occasion: Occasion, texts: MailTexts, language: Language): Letter {
  switch (occasion.kind) {
    case 'verification':
    case 'passwordReset': {
      const { subject, text, action, note } = texts[occasion.kind];
      return { subject, paragraphs: [text], action: { label: action, link: occasion.link }, note };
    }
    case 'confirmationCode': {
      const { subject, text, note } = texts.confirmationCode;
      return { subject: fill(subject, occasion), paragraphs: [fill(text, occasion)], note };
    }
    case 'webhookDisabled': {
      const { subject, text, action } = texts.webhookDisabled;
      return { subject, paragraphs: [fill(text, occasion)], action: { label: action, link: occasion.link } };
    }
    case 'deskReceived':
    case 'deskAnswer':
      return deskLetter(occasion, texts, language);
    case 'notice':
      return noticeLetter(occasion, texts, language);
    default:
      return orderLetter(occasion, texts, language);
  }
}

function deskLetter(
  occasion: Extract<Occasion, { isThread: boolean }>,
  { desk }: MailTexts,
  language: Language,
): Letter {
  const { link, isThread } = occasion;
  const above = isThread ? [desk.replyAbove] : [];
  if (occasion.kind === 'deskAnswer')
    return {
      subject: fill(desk.answer.subject, occasion),
      paragraphs: [...above, ...occasion.words.split(/\n{2,}/)],
      action: { label: desk.answer.action, link },
    };
  return {
    subject: fill(desk.received.subject, occasion),
    paragraphs: [...above, desk.received.text],
    facts: [
      [desk.answerBy, date(occasion.answerBy, language)],
      ...occasion.dropped.map((what) => [desk.dropped, what] as const),
    ],
    action: { label: desk.received.action, link },
  };
}

type OrderOccasion = Extract<Occasion, { goods: unknown }>;

function orderLetter(occasion: OrderOccasion, texts: MailTexts, language: Language): Letter {
  const { subject, text, action } = texts[occasion.kind];
  const values = {
    shop: 'shop' in occasion ? occasion.shop : '',
    total: 'total' in occasion ? amount(occasion.total, language) : '',
  };
  const facts: [string, string][] = [];
  if ('total' in occasion) facts.push([texts.labels.total, values.total]);
  if ('deliverBy' in occasion) facts.push([texts.labels.deliverBy, date(occasion.deliverBy, language)]);
  if ('shipBy' in occasion) facts.push([texts.labels.shipBy, date(occasion.shipBy, language)]);
  const parcel = 'parcel' in occasion ? occasion.parcel : null;
  return {
    subject: fill(subject, values),
    paragraphs: [fill(text, values), ...(parcel ? [fill(texts.orderShipped.tracking, parcel)] : [])],
    list: occasion.goods.map(({ name, count }) => fill(texts.line, { name, count: String(count) })),
    facts,
    action: { label: action, link: occasion.link },
  };
}

function noticeLetter(
  { body, link }: Extract<Occasion, { kind: 'notice' }>,
  texts: MailTexts,
  language: Language,
): Letter {
  const { subject, text } = texts.notices[body.kind];
  if (body.kind === 'recall')
    return {
      subject: fill(subject, body),
      paragraphs: [text],
      facts: recallFacts(body, texts),
      action: { label: texts.recall.action, link },
    };
  return {
    subject,
    paragraphs: [text],
    facts: noticeFacts(body, texts, (at) => date(at, language)),
    action: { label: texts.noticeAction, link },
  };
}

/** Everything that the official template asks for (Implementing Regulation (EU) 2024/1435), in its order. */
function recallFacts(
  body: Extract<NoticeBody, { kind: 'recall' }>,
  { recall: { labels, hazards, instructions, remedies } }: MailTexts,
): readonly (readonly [string, string])[] {
  return [
    [labels.product, body.product],
    [labels.identification, body.identification],
    [labels.hazard, hazards[body.hazard]],
    [labels.risk, body.risk],
    [labels.instructions, body.instructions.map((i) => instructions[i]).join('; ')],
    [labels.remedies, body.remedies.map((r) => remedies[r]).join('; ')],
    [labels.contact, body.contact],
  ];
}

/** What somebody must know who never opens the notice: what holds, and until when to do something. */
function noticeFacts(
  body: NoticeBody,
  { labels, measures }: MailTexts,
  day: (at: EpochMs) => string,
): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [];
  if (body.kind === 'statement-of-reasons') {
    const kinds = [...new Set(body.restrictions.map((r) => measures[r.kind]))];
    if (kinds.length > 0) facts.push([labels.measures, kinds.join('; ')]);
    if (body.rectification) facts.push([labels.planUntil, day(body.rectification.until)]);
  }
  if ('redress' in body) facts.push([labels.appealUntil, day(body.redress.appealUntil)]);
  if ('dueAt' in body) facts.push([labels.answerBy, day(body.dueAt)]);
  if ('decideBy' in body) facts.push([labels.decideBy, day(body.decideBy)]);
  return facts;
}

function amount({ amountMinor, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function date(at: EpochMs, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

function fill(text: string, values: object): string {
  const known = values as Readonly<Record<string, unknown>>;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = known[name];
    return typeof value === 'string' ? value : whole;
  });
}

/** Names come from people: none may begin a header of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').slice(0, 200);
}

function asText(letter: Letter, hello: string, { foot }: MailTexts): string {
  const { paragraphs, list = [], facts = [], action, note } = letter;
  const parts = [
    hello,
    ...paragraphs,
    ...(list.length > 0 ? [list.map((item) => `- ${item}`).join('\n')] : []),
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${value}`).join('\n')] : []),
    ...(action ? [`${action.label}:\n${action.link}`] : []),
    ...(note === undefined ? [] : [note]),
    `-- \n${foot}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const P = '<p style="margin:0 0 16px">';
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#0f5c4a;color:#ffffff;text-decoration:none;font-weight:600';
const SMALL = 'margin:0 0 16px;font-size:14px;color:#555555';

function asHtml(letter: Letter, hello: string, texts: MailTexts, language: Language): string {
  const { paragraphs, list = [], facts = [], action, note } = letter;
  const body = [
    `${P}${escaped(hello)}</p>`,
    ...paragraphs.map((text) => `${P}${escaped(text)}</p>`),
    ...(list.length > 0
      ? [`<ul style="margin:0 0 16px">${list.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`]
      : []),
    ...facts.map(([label, value]) => `${P}${escaped(label)}: <strong>${escaped(value)}</strong></p>`),
    ...(action
      ? [
          `${P}<a href="${escaped(action.link)}" style="${BUTTON}">${escaped(action.label)}</a></p>`,
          `<p style="${SMALL}">${escaped(texts.linkHint)}<br>${escaped(action.link)}</p>`,
        ]
      : []),
    ...(note === undefined ? [] : [`<p style="${SMALL}">${escaped(note)}</p>`]),
    `<hr style="border:0;border-top:1px solid #dddddd;margin:24px 0"><p style="${SMALL}">${escaped(texts.foot)}</p>`,
  ];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(letter.subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1c1c1c;font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto">
${body.join('\n')}
</div></body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
