/**
 * Who may import whom, as data. `architecture.test.ts` reads every file of `src/` against it.
 *
 * A zone is a kind of file. The first zone whose pattern matches a path (relative to `src/`) is its zone; a file of no
 * zone fails the test, so a new folder has to be thought about here. A slice is a folder that governs or keeps one
 * concept; "own" means a file of the same slice.
 */
export type Zone = {
  readonly name: string;
  readonly files: RegExp;
  /** Zones it may import freely. */
  readonly may: readonly string[];
  /** Zones it may import with `import type` only: their code never runs on its behalf. */
  readonly mayAsTypes?: readonly string[];
  /** Zones of the same slice it may import freely. */
  readonly mayOwn?: readonly string[];
  /** Packages and `node:` modules; absent: all. */
  readonly packages?: readonly RegExp[];
  /** Folders beside `src/` that it may import from. */
  readonly outside?: readonly string[];
  /** No clock, randomness or I/O: the same input gives the same output, always. */
  readonly pure?: true;
};

const TESTS = /\.test\.tsx?$/;
const SLICE_FOLDERS =
  '(?:(?:market|aftersales)/[^/]+|entry|signals|complaints|cases|campaigns|sanctions|appeals|standing|staffing|ranking|quality|transparency)';
const EVERYTHING = [
  'kernel',
  'hashing',
  'rulebook',
  'rulebook-loading',
  'standing',
  'words',
  'pure',
  'edge',
  'adapters',
  'processes',
  'platform',
  'actor',
  'door',
  'ui',
  'languages',
  'letters',
  'mails',
  'commands',
  'wiring',
];

/** Packages that only compute: exact distributions, money, calendars, number formats. */
const COMPUTING = [
  /^@stdlib\//,
  /^(?:dinero\.js|date-holidays|chinese-days|stdnum|jsvat-next|ibantools|ts-tracking-number|disposable-email-domains|canonicalize|eld|minhash)(?:\/|$)/,
];

export const ZONES: readonly Zone[] = [
  { name: 'tests', files: TESTS, may: [...EVERYTHING, 'tests'] },
  {
    name: 'hashing',
    files: /^kernel\/hash\.ts$/,
    may: ['kernel'],
    // Only to hash, which computes; everything else in there draws random numbers and stays out.
    packages: [...COMPUTING, /^node:crypto$/],
    pure: true,
  },
  { name: 'kernel', files: /^kernel\//, may: ['kernel', 'hashing'], packages: [...COMPUTING], pure: true },
  {
    name: 'rulebook-loading',
    files: /^rulebook\/load\.ts$/,
    may: ['kernel', 'rulebook'],
  },
  {
    name: 'rulebook',
    files: /^rulebook\//,
    may: ['kernel', 'rulebook'],
    packages: [...COMPUTING, /^zod$/, /^yaml$/],
    pure: true,
  },
  {
    // HTTP and read models of a slice, and where it keeps what it derived: all of it that touches the outside.
    name: 'edge',
    files: new RegExp(`^${SLICE_FOLDERS}/(?:.*-)?(?:routes|views|cache|store|in-memory)\\.tsx?$`),
    may: ['kernel', 'hashing', 'rulebook', 'processes', 'platform', 'door', 'actor', 'standing', 'words'],
    mayAsTypes: ['pure'],
    mayOwn: ['pure', 'edge'],
  },
  {
    // What speaks to a payment provider, behind the port in provider.ts.
    name: 'adapters',
    files: /^market\/payments\/(?:sandbox|stripe)(?:-.*)?\.ts$/,
    may: ['kernel'],
    mayAsTypes: ['pure'],
    mayOwn: ['pure', 'adapters'],
  },
  {
    // The one question every door asks, and the state it is asked of. It knows the kernel alone, so all may know it.
    name: 'standing',
    files: /^standing\/(?:standing|permits|actions)\.ts$/,
    may: ['kernel', 'rulebook', 'standing'],
    mayAsTypes: ['pure', 'actor'],
    packages: COMPUTING,
    pure: true,
  },
  {
    // Words of texts and how they are found, for all that search: knows nothing of what the texts are about.
    name: 'words',
    files: /^ranking\/text\/(?:terms|stem|units|words)\.ts$/,
    may: ['kernel', 'words'],
    packages: COMPUTING,
    pure: true,
  },
  {
    name: 'pure',
    files: new RegExp(`^${SLICE_FOLDERS}/`),
    may: ['kernel', 'rulebook', 'standing', 'words'],
    mayAsTypes: ['pure', 'actor'],
    mayOwn: ['pure'],
    packages: COMPUTING,
    pure: true,
  },
  {
    name: 'processes',
    files: /^processes\//,
    may: ['kernel', 'hashing', 'rulebook', 'pure', 'standing', 'words', 'processes'],
    mayAsTypes: ['actor'],
    packages: COMPUTING,
    pure: true,
  },
  {
    // Knows no domain word.
    name: 'platform',
    files: /^platform\//,
    may: ['kernel', 'hashing', 'platform'],
  },
  {
    // Who asks: roles and accounts, as the domain speaks of them too.
    name: 'actor',
    files: /^door\/actor\.ts$/,
    may: ['kernel'],
    packages: COMPUTING,
    pure: true,
  },
  {
    // Between HTTP and the market: who asks, whether the standing permits it, and how a refusal looks.
    name: 'door',
    files: /^door\//,
    may: ['kernel', 'rulebook', 'platform', 'door', 'actor', 'standing', 'processes'],
    mayAsTypes: ['pure'],
  },
  {
    // Which languages there are, for pages and mails alike.
    name: 'languages',
    files: /^ui\/messages\/language\.ts$/,
    may: [],
    packages: [],
    pure: true,
  },
  { name: 'ui', files: /^ui\//, may: ['kernel', 'ui', 'languages'] },
  {
    // What mails say, from what happened.
    name: 'letters',
    files: /^mails\/(?:compose|texts|[a-z]{2})\.ts$/,
    may: ['kernel', 'letters', 'languages'],
    mayAsTypes: ['pure', 'standing'],
    packages: COMPUTING,
    pure: true,
  },
  { name: 'mails', files: /^mails\//, may: ['kernel', 'letters', 'platform'], mayAsTypes: ['pure'] },
  { name: 'commands', files: /^commands\//, may: EVERYTHING, outside: ['simulation'] },
  {
    name: 'wiring',
    files:
      /^(?:main|cli|compiled|acting|app|backtest|concepts|deadlines|demo|demo-worker|desk-mail|followers|history-deadlines|judge-history|outward|registry|rehearsal|runtime|start|warm-up|wire-ranking|web|web-process|web-processes|worker)\.ts$/,
    may: EVERYTHING,
    outside: ['simulation'],
  },
];

/** The slice a path belongs to, if any: `market/orders`, `cases`. */
export function sliceOf(path: string): string | undefined {
  return new RegExp(`^(${SLICE_FOLDERS})/`).exec(path)?.[1];
}

/** Names under which everything ends up that nobody found a home for. */
export const FORBIDDEN_FOLDERS: readonly string[] = [
  'utils',
  'util',
  'services',
  'common',
  'helpers',
  'shared',
  'misc',
];

export const FILE_LINES_MAX = 300;
