/**
 * What was established, in the languages that notices are written in: the sentences of a statement of reasons beside those
 * of the rulebook. English stands for every other language, as in the rulebook.
 */
export interface MetricFacts {
  readonly title: string;
  /** `December 6, 2025` */
  readonly from: string;
  readonly to: string;
  readonly counted: number;
  readonly n: number;
  readonly of: 'defects' | 'successes';
  /** `95.0%` */
  readonly confidence: string;
  readonly bound: string;
  readonly limit: string;
  readonly people: number;
  readonly excluded: number;
}

export interface Phrases {
  /** BCP 47: how dates and shares in them are written. */
  readonly language: string;
  readonly complaints: (voices: number) => string;
  readonly orders: (list: string) => string;
  readonly listings: (list: string) => string;
  readonly conversations: (list: string) => string;
  readonly andMore: (count: number) => string;
  readonly metric: (facts: MetricFacts) => string;
  readonly asked: (asked: number, answered: number) => string;
  readonly evidence: (items: number) => string;
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
const veces = (count: number) => (count === 1 ? '1 vez' : `${count} veces`);
const vezes = (count: number) => (count === 1 ? '1 vez' : `${count} vezes`);

const EN: Phrases = {
  language: 'en',
  complaints: (voices) => `Independent complaints heard: ${voices}.`,
  orders: (list) => `Orders concerned: ${list}.`,
  listings: (list) => `Listings concerned: ${list}.`,
  conversations: (list) => `Conversations concerned: ${list}.`,
  andMore: (count) => ` and ${count} more`,
  metric: (f) =>
    `${f.title}, ${f.from} to ${f.to}: ${f.counted} of ${f.n}, with ${f.confidence} confidence ` +
    `${f.of === 'defects' ? 'at least' : 'at most'} ${f.bound}; the limit is ${f.of === 'defects' ? 'above' : 'below'} ${f.limit}; ` +
    `${f.people} different people; ${f.excluded} left out as excused.`,
  asked: (asked, answered) =>
    `You were asked for a statement ${times(asked)} and answered ${times(answered)}.`,
  evidence: (items) => `The case holds ${items} items of evidence.`,
};

const ZH: Phrases = {
  language: 'zh',
  complaints: (voices) => `审理的独立投诉：${voices} 件。`,
  orders: (list) => `涉及订单：${list}。`,
  listings: (list) => `涉及商品：${list}。`,
  conversations: (list) => `涉及对话：${list}。`,
  andMore: (count) => `，以及另外 ${count} 个`,
  metric: (f) =>
    `${f.title}，${f.from} 至 ${f.to}：${f.n} 笔中有 ${f.counted} 笔，以 ${f.confidence} 的把握${f.of === 'defects' ? '至少' : '至多'}为 ${f.bound}；` +
    `界限为${f.of === 'defects' ? '高于' : '低于'} ${f.limit}；涉及 ${f.people} 人；因正当理由排除 ${f.excluded} 笔。`,
  asked: (asked, answered) => `曾 ${asked} 次请您陈述，您回复了 ${answered} 次。`,
  evidence: (items) => `案件中有 ${items} 项证据。`,
};

const ES: Phrases = {
  language: 'es',
  complaints: (voices) => `Quejas independientes examinadas: ${voices}.`,
  orders: (list) => `Pedidos afectados: ${list}.`,
  listings: (list) => `Anuncios afectados: ${list}.`,
  conversations: (list) => `Conversaciones afectadas: ${list}.`,
  andMore: (count) => ` y ${count} más`,
  metric: (f) =>
    `${f.title}, del ${f.from} al ${f.to}: ${f.counted} de ${f.n}, con ${f.confidence} de certeza ` +
    `${f.of === 'defects' ? 'al menos' : 'como máximo'} ${f.bound}; el límite es ${f.of === 'defects' ? 'más de' : 'menos de'} ${f.limit}; ` +
    `${f.people} personas distintas; ${f.excluded} excluidos por justificados.`,
  asked: (asked, answered) => `Se le pidió una declaración ${veces(asked)} y respondió ${veces(answered)}.`,
  evidence: (items) => `El caso contiene ${items} pruebas.`,
};

const PT: Phrases = {
  language: 'pt',
  complaints: (voices) => `Reclamações independentes examinadas: ${voices}.`,
  orders: (list) => `Pedidos em questão: ${list}.`,
  listings: (list) => `Anúncios em questão: ${list}.`,
  conversations: (list) => `Conversas em questão: ${list}.`,
  andMore: (count) => ` e mais ${count}`,
  metric: (f) =>
    `${f.title}, de ${f.from} a ${f.to}: ${f.counted} de ${f.n}, com ${f.confidence} de certeza ` +
    `${f.of === 'defects' ? 'pelo menos' : 'no máximo'} ${f.bound}; o limite é ${f.of === 'defects' ? 'acima de' : 'abaixo de'} ${f.limit}; ` +
    `${f.people} pessoas diferentes; ${f.excluded} excluídos por justificativa.`,
  asked: (asked, answered) =>
    `Uma declaração foi pedida a você ${vezes(asked)} e você respondeu ${vezes(answered)}.`,
  evidence: (items) => `O caso contém ${items} provas.`,
};

const LANGUAGES: Readonly<Record<string, Phrases>> = { en: EN, zh: ZH, es: ES, pt: PT };

/** By BCP 47 language. */
export function phrasesIn(language: string): Phrases {
  return LANGUAGES[language.split('-', 1)[0] ?? ''] ?? EN;
}
