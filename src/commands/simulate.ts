import { parseArgs } from 'node:util';
import { type SimulationReport, reportOf } from '../../simulation/report.ts';
import { simulate } from '../../simulation/simulate.ts';
import { trafficOf, type TrafficReport } from '../../simulation/traffic-report.ts';
import { loadRulebook, RULEBOOK_FILE } from '../rulebook/load.ts';
import { type Command, EXIT, WrongUse } from './command.ts';

/** The same end for everybody, so that the same seed gives the same bytes on any day. */
const UNTIL = Date.UTC(2026, 10, 22, 12);

const DAYS_MAX = 1_000;

/** Commitments are part of the events; nobody's real data are behind these. */
const PRIVACY_KEY = Buffer.alloc(32, 'simulated');

export const simulateCommand: Command = {
  name: 'simulate',
  usage: '[--size small|full] [--seed TEXT] [--days N] [--json]',
  summary: 'lives through a synthetic market in memory and compares verdicts with the truth',
  async run(args, console) {
    const options = optionsOf(args);
    const started = performance.now();
    const simulation = await simulate({
      ...options,
      until: UNTIL,
      book: loadRulebook(RULEBOOK_FILE),
      privacyKey: PRIVACY_KEY,
      progress: (share) => console.progress(`day ${Math.round(share * options.days)} of ${options.days}`),
    });
    const seconds = Math.round(performance.now() - started) / 1_000;
    const report = reportOf(simulation);
    const traffic = await trafficOf(simulation, options.seed);
    const json = { ...options, seconds, ...report, traffic };
    const isSound = report.ledgerSums.notZero === 0;
    return { exit: isSound ? EXIT.done : EXIT.false, json, text: textOf(report, traffic, seconds) };
  },
};

function optionsOf(args: readonly string[]): { size: 'small' | 'full'; seed: string; days: number } {
  const { values } = parseArgs({
    args: [...args],
    options: { size: { type: 'string' }, seed: { type: 'string' }, days: { type: 'string' } },
  });
  const size = values.size ?? 'small';
  if (size !== 'small' && size !== 'full') throw new WrongUse(`--size ${size}: small or full`);
  const days = Number(values.days ?? 120);
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX)
    throw new WrongUse(`--days ${values.days}: a whole number from 1 to ${DAYS_MAX}`);
  return { size, seed: values.seed ?? 'cacashop', days };
}

function textOf(report: SimulationReport, traffic: TrafficReport, seconds: number): string {
  const { sellers, buyers } = report;
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, n]) => `${n} ${name}`)
      .join(', ') || 'none';
  const percent = (share: number | null) => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);
  const judged = ({ falseActions, honest, falseActionInterval: [low, high], ...of }: typeof sellers) =>
    `precision ${percent(of.precision)}, recall ${percent(of.recall)}; ${falseActions} of ${honest} honest ones restricted ` +
    `(95 %: ${percent(low)} to ${percent(high)}), ${of.restored} restored`;
  const lines: readonly (readonly [string, string])[] = [
    ['parties', list(report.parties)],
    ['orders', list(report.orders)],
    ['complaints', list(report.complaints)],
    ['cases', list(report.cases)],
    ['findings', list(report.findings)],
    ...Object.entries(report.sanctions).map(([kind, of]) => [kind, list(of)] as const),
    ['rectifications', list(report.rectifications)],
    ['appeals', list(report.appeals)],
    ['campaigns', list(report.campaigns)],
    ['sellers', judged(sellers)],
    ...Object.entries(sellers.byKind).map(([kind, of]) => [`  ${kind}`, list({ ...of })] as const),
    ['buyers', judged(buyers)],
    ...Object.entries(buyers.byKind).map(([kind, of]) => [`  ${kind}`, list({ ...of })] as const),
    ...trafficLines(traffic, percent),
    [
      'ledger',
      `${report.ledgerSums.postings} postings, ${report.ledgerSums.notZero} that do not sum to zero`,
    ],
    ['events', `${report.events}, hash ${report.hash}`],
    ['time', `${seconds} s`],
  ];
  return lines.map(([name, text]) => `${name.padEnd(28)}${text}`).join('\n');
}

function trafficLines(
  { trusted, newcomers, gini, relevanceGivenUp, sybil, profit }: TrafficReport,
  percent: (share: number) => string,
): readonly (readonly [string, string])[] {
  const shares = ({ impressions, merit, sales }: TrafficReport['trusted']) =>
    `${percent(impressions)} of impressions, ${percent(sales)} of sales, by merit ${percent(merit)}`;
  return [
    ['trusted sellers', shares(trusted)],
    ['new sellers', shares(newcomers)],
    ['exposure', `Gini ${gini.attention} where merit alone has ${gini.merit}`],
    [
      'relevance given up',
      `${percent(relevanceGivenUp.mean)} on average, at most ${percent(relevanceGivenUp.worst)}`,
    ],
    ...sybil.map(
      ({ trick, attentionGain, salesGain }) =>
        [
          trick.replaceAll('-', ' '),
          `gains ${percent(attentionGain)} of attention, ${percent(salesGain)} of sales`,
        ] as const,
    ),
    ...Object.entries(profit).map(
      ([kind, of]) =>
        [`profit ${kind}`, `${of.eurosAnOrder} euros an order, ${of.eurosAMonth} a month`] as const,
    ),
  ];
}
