import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadRulebook, parseRulebook } from './load.ts';
import { thresholdsOf } from './metric.ts';
import { RulebookError } from './problem.ts';
import { inLanguage } from './translation.ts';

const PATH = fileURLToPath(new URL('../../rulebooks/cacashop.yaml', import.meta.url));
const TEXT = readFileSync(PATH, 'utf8');

function textsIn(language: string) {
  const file = PATH.replace('.yaml', `.${language}.yaml`);
  return { file, text: readFileSync(file, 'utf8') };
}

const parsed = (text: string) => parseRulebook(text, 'r.yaml', textsIn);

/** The default rulebook with one place changed, and the line of that place. */
function changed(from: string, to: string): { text: string; line: number } {
  const at = TEXT.indexOf(from);
  if (at < 0) throw new Error(`the default rulebook no longer contains: ${from}`);
  return { text: TEXT.replace(from, () => to), line: TEXT.slice(0, at).split('\n').length };
}

function problemsOf(text: string): RulebookError {
  try {
    parsed(text);
  } catch (error) {
    if (error instanceof RulebookError) return error;
    throw error;
  }
  throw new Error('the rulebook was accepted');
}

describe('the default rulebook', () => {
  const { rulebook, hash } = loadRulebook(PATH);

  test('loads, and its hash ignores comments and the order of keys', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const shuffled = TEXT.replace(
      'id: cacashop\nversion: "1.0.0"',
      'version: "1.0.0" # comment\nid: cacashop',
    );
    expect(parsed(shuffled).hash).toBe(hash);
    expect(parsed(TEXT.replace('warnAbove: 0.04', 'warnAbove: 0.05')).hash).not.toBe(hash);
  });

  test('is frozen all the way down', () => {
    expect(Object.isFrozen(rulebook.metrics['late-shipment']?.exclusions)).toBe(true);
  });

  test('knows the violations and signals of both sides', () => {
    expect(Object.keys(rulebook.violations)).toEqual(
      expect.arrayContaining([
        'abuse',
        'verbal-assault',
        'refusal-to-ship',
        'repeated-late-shipment',
        'counterfeit',
        'false-non-receipt',
        'extortion',
      ]),
    );
    expect(Object.entries(rulebook.metrics).filter(([, m]) => m.subject === 'seller')).toHaveLength(8);
    expect(Object.entries(rulebook.metrics).filter(([, m]) => m.subject === 'buyer')).toHaveLength(4);
  });

  test('words each metric one way', () => {
    expect(thresholdsOf(rulebook.metrics['late-shipment'] ?? {})).toEqual({
      of: 'defects',
      warn: 0.04,
      breach: 0.07,
    });
    expect(thresholdsOf(rulebook.metrics['valid-tracking'] ?? {})).toEqual({
      of: 'successes',
      warn: 0.95,
      breach: 0.9,
    });
    expect(() => thresholdsOf({})).toThrow(TypeError);
  });

  test('never blocks safety reports, statutory withdrawal and conformity claims', () => {
    for (const kind of ['unsafe', 'withdrawal-refused', 'not-as-described'])
      expect(rulebook.complaints.kinds[kind]?.alwaysOpen).toBe(true);
  });
});

interface Bad {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly message: RegExp;
  /** Lines below the changed place, where the mistake is named further down. */
  readonly below?: number;
}

const WINDOW = 'windowDays: 30\n    maturityDays: 2\n';

const BAD: readonly Bad[] = [
  {
    name: 'broken YAML',
    from: 'metrics:\n',
    to: 'metrics: {\n',
    path: '',
    message: /not valid YAML/,
    below: 2,
  },
  {
    name: 'a key twice',
    from: 'metrics:\n',
    to: 'metrics:\n  late-shipment: {}\n',
    path: '',
    message: /unique/,
    below: 2,
  },
  {
    name: 'an unknown key',
    from: WINDOW,
    to: `windoDays: 3\n    ${WINDOW}`,
    path: 'metrics.late-shipment.windoDays',
    message: /unknown key/,
  },
  {
    name: 'an unknown part',
    from: 'payout:\n',
    to: 'payouts: {}\npayout:\n',
    path: 'payouts',
    message: /unknown key/,
  },
  {
    name: 'a missing key',
    from: `    ${WINDOW}`,
    to: '    maturityDays: 2\n',
    path: 'metrics.late-shipment.windowDays',
    message: /missing/,
    below: -4,
  },
  {
    name: 'a negative window',
    from: WINDOW,
    to: 'windowDays: -30\n    maturityDays: 2\n',
    path: 'metrics.late-shipment.windowDays',
    message: /negative/,
  },
  {
    name: 'a broken day',
    from: WINDOW,
    to: 'windowDays: 30.5\n    maturityDays: 2\n',
    path: 'metrics.late-shipment.windowDays',
    message: /whole number of days/,
  },
  {
    name: 'a number in words',
    from: WINDOW,
    to: 'windowDays: thirty\n    maturityDays: 2\n',
    path: 'metrics.late-shipment.windowDays',
    message: /whole number of days/,
  },
  {
    name: 'a threshold above 1',
    from: 'warnAbove: 0.04',
    to: 'warnAbove: 4',
    path: 'metrics.late-shipment.warnAbove',
    message: /between 0 and 1/,
  },
  {
    name: 'a breach before the warning',
    from: 'breachAbove: 0.07',
    to: 'breachAbove: 0.01',
    path: 'metrics.late-shipment.breachAbove',
    message: /at least warnAbove/,
  },
  {
    name: 'both wordings',
    from: 'warnAbove: 0.04',
    to: 'warnAbove: 0.04\n    warnBelow: 0.9',
    path: 'metrics.late-shipment',
    message: /write warnAbove and breachAbove/,
    below: -8,
  },
  {
    name: 'more buyers than orders',
    from: 'minUniqueCounterparties: 5',
    to: 'minUniqueCounterparties: 50',
    path: 'metrics.late-shipment.minUniqueCounterparties',
    message: /at most minVolume/,
  },
  {
    name: 'an immature question',
    from: 'windowDays: 60\n    maturityDays: 2\n    minVolume: 8',
    to: 'windowDays: 60\n    maturityDays: 0\n    minVolume: 8',
    path: 'metrics.response-time.maturityDays',
    message: /write 1 or more/,
    below: 1,
  },
  {
    name: 'a seller measured as a buyer',
    from: 'subject: seller\n    measure: { kind: shipped-late }',
    to: 'subject: buyer\n    measure: { kind: shipped-late }',
    path: 'metrics.late-shipment.subject',
    message: /measures a seller/,
  },
  {
    name: 'an unknown measure',
    from: 'kind: shipped-late',
    to: 'kind: shiped-late',
    path: 'metrics.late-shipment.measure.kind',
    message: /write one of/,
  },
  {
    name: 'an unknown detected violation',
    from: 'violation: repeated-late-shipment\n    source: "Warn',
    to: 'violation: lateness\n    source: "Warn',
    path: 'metrics.late-shipment.violation',
    message: /no violation named lateness/,
  },
  {
    name: 'an unknown counted violation',
    from: 'violations: [abuse, verbal-assault] }',
    to: 'violations: [abuse, shouting] }',
    path: 'metrics.abusive-messages.measure.violations[1]',
    message: /no violation named shouting/,
  },
  {
    name: 'an unknown target',
    from: 'metric: late-shipment,',
    to: 'metric: lateness,',
    path: 'violations.repeated-late-shipment.rectifiable.targets[0].metric',
    message: /no metric named lateness/,
  },
  {
    name: 'a target the wrong way',
    from: 'metric: late-shipment, atMost',
    to: 'metric: late-shipment, atLeast',
    path: 'violations.repeated-late-shipment.rectifiable.targets[0].atLeast',
    message: /write atMost/,
  },
  {
    name: 'an empty plan',
    from: 'windowDays: 28, extensionsMax',
    to: 'windowDays: 0, extensionsMax',
    path: 'violations.abuse.rectifiable.windowDays',
    message: /empty or negative/,
  },
  {
    name: 'an unknown clause',
    from: 'clause: C2\n',
    to: 'clause: C99\n',
    path: 'violations.refusal-to-ship.clause',
    message: /no clause of the terms named C99/,
  },
  {
    name: 'an unknown emergency',
    from: 'emergency: [fraud-in-progress]',
    to: 'emergency: [panic]',
    path: 'violations.refusal-to-ship.emergency[0]',
    message: /no emergency named panic/,
  },
  {
    name: 'no evidence',
    from: 'evidenceRequired: [messages]\n',
    to: 'evidenceRequired: []\n',
    path: 'violations.abuse.evidenceRequired',
    message: /no finding without shown evidence/,
  },
  {
    name: 'a name in capitals',
    from: '  late-shipment:\n',
    to: '  Late_shipment:\n',
    path: 'metrics.Late_shipment',
    message: /joined by hyphens/,
  },
  {
    name: 'overlapping rungs',
    from: 'fromPoints: 6\n',
    to: 'fromPoints: 4\n',
    path: 'ladder.seller.rungs[1].fromPoints',
    message: /overlaps: warn ends at 5; write 6/,
  },
  {
    name: 'a gap between rungs',
    from: 'fromPoints: 6\n',
    to: 'fromPoints: 8\n',
    path: 'ladder.seller.rungs[1].fromPoints',
    message: /leaves a gap/,
  },
  {
    name: 'points that do not increase',
    from: 'toPoints: 11\n',
    to: 'toPoints: 3\n',
    path: 'ladder.seller.rungs[1].toPoints',
    message: /points increase/,
  },
  {
    name: 'a ladder without a top',
    from: 'toPoints: open\n',
    to: 'toPoints: 99\n',
    path: 'ladder.seller.rungs[6].toPoints',
    message: /ends at: open/,
  },
  {
    name: 'an unknown sanction',
    from: 'kind: warning, approvals: 1',
    to: 'kind: flogging, approvals: 1',
    path: 'ladder.seller.rungs[0].sanctions[0].kind',
    message: /write one of/,
  },
  {
    name: 'a shutdown by one person',
    from: 'kind: shutdown, approvals: 2',
    to: 'kind: shutdown, approvals: 1',
    path: 'ladder.seller.rungs[5].sanctions[2].approvals',
    message: /two different people/,
  },
  {
    name: 'an automatic demotion',
    from: 'automatic: never',
    to: 'automatic: performance',
    path: 'ladder.seller.rungs[1].automatic',
    message: /only warnings/,
  },
  {
    name: 'an unknown floor',
    from: 'serious: limit, critical: shut-down',
    to: 'serious: limit, critical: exile',
    path: 'ladder.seller.severityFloors.critical',
    message: /no rung named exile/,
  },
  {
    name: 'floors upside down',
    from: 'serious: limit, critical: shut-down',
    to: 'serious: limit, critical: warn',
    path: 'ladder.seller.severityFloors.critical',
    message: /lighter severity/,
  },
  {
    name: 'a complaint about oneself',
    from: 'Insulted or harassed by the seller, by: buyer',
    to: 'Insulted or harassed by the seller, by: seller',
    path: 'complaints.kinds.abuse.by',
    message: /cannot complain/,
  },
  {
    name: 'a device that holds',
    from: 'device: { weight: 0.4, alone: never }',
    to: 'device: { weight: 0.4, alone: hold }',
    path: 'identity.marks.device.alone',
    message: /never holds/,
  },
  {
    name: 'a household that holds',
    from: 'holdAtWeight: 1\n',
    to: 'holdAtWeight: 0.8\n',
    path: 'identity.holdAtWeight',
    message: /address and device together/,
  },
  {
    name: 'a strike that ends before it begins',
    from: 'to: 2018-05-31',
    to: 'to: 2018-05-01',
    path: 'carriers.strikes[0].to',
    message: /not be before/,
  },
  {
    name: 'commission tiers out of order',
    from: 'fromDeliveredOrders: 100,',
    to: 'fromDeliveredOrders: 0,',
    path: 'commission.tiers[1].fromDeliveredOrders',
    message: /above the tier before/,
  },
  {
    name: 'a missing currency',
    from: ', PLN: 10000',
    to: '',
    path: 'ladder.seller.rungs[1].sanctions[3].amountMinorMax.PLN',
    message: /missing/,
  },
  {
    name: 'trust that counts a metric of buyers',
    from: '{ metric: valid-tracking, weight: 0.05',
    to: '{ metric: return-misuse, weight: 0.05',
    path: 'ranking.trust.parts[6].metric',
    message: /no metric of sellers/,
  },
  {
    name: 'weights of trust that do not make a whole',
    from: '{ metric: valid-tracking, weight: 0.05',
    to: '{ metric: valid-tracking, weight: 0.15',
    path: 'ranking.trust.parts',
    below: -7,
    message: /must make 1/,
  },
  {
    name: 'a better tier that asks for less',
    from: 'trustMin: 0.93, ordersMin: 60',
    to: 'trustMin: 0.93, ordersMin: 6',
    path: 'ranking.tiers[3].ordersMin',
    message: /tier before/,
  },
  {
    name: 'a type of file that nobody can look through',
    from: 'photo: [image/jpeg, image/png, image/webp]',
    to: 'photo: [text/html, image/png, image/webp]',
    path: 'evidence.uploadTypes.photo[0]',
    message: /write .*image\/jpeg/,
  },
  {
    name: 'a rate that no currency has',
    from: 'GBP: 0.86',
    to: 'GBP: 1e15',
    path: 'exchange.perEuro.GBP',
    message: /10000 at most/,
  },
  {
    name: 'a text that no database keeps',
    from: 'source: "A phone\'s photo has',
    to: 'source: "A phone\\0s photo has',
    path: 'pictures.source',
    message: /no control characters/,
  },
  {
    name: 'a number without a source',
    from: 'holidays: { daysPerYearMax: 42, source: assumption }',
    to: 'holidays: { daysPerYearMax: 42 }',
    path: 'holidays.source',
    message: /missing.*source/,
  },
];

describe('a bad rulebook is refused at load, with line and path:', () => {
  for (const bad of BAD)
    test(bad.name, () => {
      const { text, line } = changed(bad.from, bad.to);
      const error = problemsOf(text);
      const problem = error.problems.find((p) => p.path === bad.path);
      expect(problem?.message, error.message).toMatch(bad.message);
      expect(problem?.line).toBe(line + (bad.below ?? 0));
      expect(error.message).toContain(`r.yaml:${line + (bad.below ?? 0)}: ${bad.path}`);
    });

  test('all problems at once, in order of line', () => {
    const text = TEXT.replace('warnAbove: 0.04', 'warnAbove: 4').replace(
      'statements: { sellerHours: 72',
      'statements: { sellerHours: 0',
    );
    expect(problemsOf(text).problems.map((p) => p.path)).toEqual([
      'metrics.late-shipment.warnAbove',
      'statements.sellerHours',
    ]);
  });

  test('an empty file, a list, a bomb of aliases, a huge file', () => {
    expect(problemsOf('').message).toMatch(/r\.yaml:1: /);
    expect(problemsOf('- a\n').message).toMatch(/r\.yaml:1: /);
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let i = 0; i < 8; i++)
      bomb.push(
        `b${i}: &b${i} [${Array(9)
          .fill(i === 0 ? '*a' : `*b${i - 1}`)
          .join(', ')}]`,
      );
    expect(problemsOf(bomb.join('\n')).message).toMatch(/not valid YAML/);
    expect(problemsOf('#'.repeat(2_000_001)).message).toMatch(/larger than/);
  });
});

describe('texts in other languages', () => {
  const { rulebook } = loadRulebook(PATH);

  test('are all there, and only the texts differ', () => {
    expect(rulebook.languages).toEqual(['zh', 'es', 'pt']);
    const spanish = inLanguage(rulebook, 'es-MX');
    expect(spanish.violations['counterfeit']?.title).toBe('Falsificaciones');
    expect(spanish.violations['counterfeit']?.points).toBe(rulebook.violations['counterfeit']?.points);
    expect(spanish.complaints.kinds['unsafe']?.title).toBe('Producto inseguro');
    expect(inLanguage(rulebook, 'fr')).toBe(rulebook);
    expect(inLanguage(rulebook, 'es')).toBe(spanish);
  });

  const refusedWith = (change: (text: string) => string) => {
    try {
      parseRulebook(TEXT, 'r.yaml', (language) => {
        const { file, text } = textsIn(language);
        return { file, text: change(text) };
      });
    } catch (error) {
      if (error instanceof RulebookError) return error.message;
      throw error;
    }
    throw new Error('the texts were accepted');
  };

  test('that are missing, unknown or misspelt are refused with file and line', () => {
    expect(refusedWith((text) => text.replace(/^  e-cigarettes: .*\n/m, ''))).toMatch(
      /cacashop\.zh\.yaml.*translate e-cigarettes/s,
    );
    expect(refusedWith((text) => `${text}\n  tobacco: Tobacco\n`)).toContain('prohibitedGoods.tobacco');
    expect(refusedWith((text) => `${text}\nrungs: {}\n`)).toContain('unknown key');
    expect(() => parsed(TEXT.replace('languages: [zh, es, pt]', 'languages: [zh, xx]'))).toThrow(
      'cacashop.xx.yaml',
    );
    expect(() => parsed(`${TEXT}\ntranslations: { zh: {} }\n`)).toThrow(RulebookError);
  });
});
