import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measurement, Row } from '../row.ts';
import { type Mode, MODES, SELLERS } from './corpus.ts';
import type { EngineName } from './engine.ts';
import { lucene } from './lucene.ts';
import { type Measured, measuredIn, measuredPeer } from './measured.ts';
import type { Answers, Built, OursTask, Served } from './ours-tasks.ts';
import { measureVerdictLeaks } from './verdict-leaks.ts';

const OURS = fileURLToPath(new URL('ours-child.ts', import.meta.url));
const FULL = 1_000_000;
const SMALL = 100_000;

interface OursFound {
  readonly built: Built;
  readonly served: Served;
  readonly oracle: Answers;
}

/** Ours beside the peers, one after the other in processes of their own, first among 100,000 listings, then among a million. */
const measureSearch: Measurement = async (progress) => {
  const rows: Row[] = [];
  for (const listings of [SMALL, FULL]) {
    const many = listings.toLocaleString('en');
    progress(`search: ours among ${many} listings`);
    const ours = await measureOurs(listings);
    rows.push(...ownRows(ours, listings));
    for (const engine of peersAt(listings)) {
      progress(`search: ${engine} among ${many} listings`);
      const found = await measuredOrWhyNot(engine, listings);
      if (typeof found === 'string') progress(`search: ${engine} is not measured: ${found}`);
      rows.push(...peerRows(engine, found, ours.served, listings));
    }
  }
  return rows;
};

type Peer = EngineName | 'lucene';

/** MiniSearch keeps all in the heap: with a million it needs more than its process may have. */
function peersAt(listings: number): readonly Peer[] {
  const all: readonly Peer[] = ['fts5', 'postgres', 'lucene'];
  return listings === SMALL ? ['minisearch', ...all] : all;
}

/** A peer that is missing or fails takes only its own rows with it. */
async function measuredOrWhyNot(peer: Peer, listings: number): Promise<Measured | string> {
  try {
    return await (peer === 'lucene' ? lucene(listings) : measuredPeer({ engine: peer, listings }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function measureOurs(listings: number): Promise<OursFound> {
  const folder = mkdtempSync(join(tmpdir(), 'cacashop-search-'));
  const file = join(folder, 'index');
  const ask = <Answer>(task: OursTask) => measuredIn<Answer>(OURS, task);
  try {
    const built = await ask<Built>({ kind: 'build', listings, file });
    const served = await ask<Served>({ kind: 'serve', listings, file });
    const oracle = await ask<Answers>({ kind: 'oracle', listings });
    return { built, served, oracle };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownRows({ built, served, oracle }: OursFound, listings: number): readonly Row[] {
  const suffix = listings === FULL ? '' : '_100k';
  const on = `${listings.toLocaleString('en')} listings of ${SELLERS.toLocaleString('en')} sellers`;
  const row = (metric: string, value: number, unit: string, note: string, digits = 2): Row => ({
    metric: `${metric}${suffix}`,
    value: Number(value.toFixed(digits)),
    unit,
    note: `${note}; ${on}`,
  });
  const rates = MODES.flatMap((mode) => {
    const { perSecond, p50Ms, p99Ms, found } = served.still[mode];
    const typed = served.typed[mode];
    const latency = `p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms`;
    return [
      row(`qps_${mode}`, perSecond, 'queries/s', `${latency}, ${found.toFixed(1)} found, exact terms`, 0),
      row(`p99_ms_${mode}`, p99Ms, 'ms', `p50 ${p50Ms.toFixed(3)} ms`, 3),
      row(
        `qps_typed_${mode}`,
        typed.perSecond,
        'queries/s',
        `parsed as typed, with beginnings, other words and typos, p99 ${typed.p99Ms.toFixed(3)} ms`,
        0,
      ),
    ];
  });
  const losses = MODES.map((mode) => {
    const { before, meanwhile } = served.changing[mode];
    return 1 - meanwhile.perSecond / before.perSecond;
  });
  const changing = MODES.map((mode) => {
    const { before, meanwhile } = served.changing[mode];
    return `${mode} ${Math.round(meanwhile.perSecond)}/s, p99 ${meanwhile.p99Ms.toFixed(2)} ms, just before ${Math.round(before.perSecond)}/s`;
  });
  return [
    row(
      'overlap',
      overlapOf(served.answers, oracle),
      'share',
      'top 20 in the order of an oracle without an index, and and or',
      6,
    ),
    ...rates,
    row(
      'rss_mb',
      served.rssMb,
      'MB',
      `after all queries; file of ${Math.round(built.fileMb)} MB; the process that built it had ${Math.round(built.rssMb)}`,
      0,
    ),
    row('build_s', built.buildS, 's', 'texts analysed, indexed, merged to one segment', 1),
    row('reload_s', served.reloadS, 's', 'from the file to the first query'),
    row(
      'trust_change_us',
      served.trustChangeUs,
      'us',
      `one store; ${served.trustChangesMissed} changes missed by the very next query`,
    ),
    row(
      'live_update_loss',
      Math.max(...losses),
      'share',
      `the worse of both at ${Math.round(served.changesPerS)} changed listings/s: ${changing.join('; ')}`,
    ),
  ];
}

/** Share of the places at which both have the same listing. */
function overlapOf(ours: Answers, oracle: Answers): number {
  let [same, all] = [0, 0];
  for (const mode of MODES)
    oracle[mode].forEach((best, i) => {
      const found = ours[mode][i] ?? [];
      all += Math.max(best.length, found.length);
      same += best.filter((number, place) => found[place] === number).length;
    });
  return same / all;
}

function peerRows(peer: Peer, measured: Measured | string, ours: Served, listings: number): readonly Row[] {
  const suffix = listings === FULL ? '' : '_100k';
  if (typeof measured === 'string')
    return MODES.map((mode) => ({
      metric: `qps_${peer}_${mode}${suffix}`,
      value: 0,
      unit: 'queries/s',
      note: `not measured: ${measured}`,
    }));
  const size = [
    measured.size,
    ...(measured.rssMb > 0 ? [`${Math.round(measured.rssMb)} MB resident`] : []),
    `built in ${measured.buildS.toFixed(1)} s`,
    ...(measured.trustChangeUs > 0 ? [`a change of trust ${measured.trustChangeUs.toFixed(1)} us`] : []),
  ].filter((part) => part !== undefined);
  return MODES.flatMap((mode: Mode) => {
    const { perSecond, p50Ms, p99Ms, found } = measured[mode];
    const latency = `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, ${found.toFixed(1)} found`;
    return [
      {
        metric: `qps_${peer}_${mode}${suffix}`,
        value: Math.round(perSecond),
        unit: 'queries/s',
        note: `${measured.name}: ${latency}; ${size.join(', ')}; ${measured.how}`,
      },
      {
        metric: `ratio_${peer}_${mode}${suffix}`,
        value: Number((ours.still[mode].perSecond / perSecond).toFixed(1)),
        unit: 'times',
        note: `our queries/s beside ${measured.name} in the same run`,
      },
    ];
  });
}

export const SEARCH: readonly Measurement[] = [measureSearch, measureVerdictLeaks];
