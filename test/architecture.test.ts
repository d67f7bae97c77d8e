import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { FILE_LINES_MAX, FORBIDDEN_FOLDERS, sliceOf, ZONES } from './import-table.ts';
import type { Zone } from './import-table.ts';
import { EXCEPTIONS, isPermissive } from './licences.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'src');

type Import = { readonly specifier: string; readonly typeOnly: boolean };
type SourceFile = {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly impurities: readonly string[];
  /** What keeps it from being parsed; its imports are unknown then. */
  readonly errors: readonly string[];
};

/** What a pure function must not touch: `object.property`, or a call of `new object()` without arguments. */
const IMPURE_MEMBERS =
  /^(?:Date\.now|Math\.random|performance\.now|Temporal\.Now|crypto\.\w+|process\.\w+|console\.\w+)$/;
const IMPURE_CALLS = /^(?:fetch|setTimeout|setInterval|setImmediate|queueMicrotask)$/;

function read(path: string): SourceFile {
  return parse(path, readFileSync(join(SOURCE, path), 'utf8'));
}

function parse(path: string, text: string): SourceFile {
  const { module, program, errors } = parseSync(path, text);
  const imports: Import[] = [
    ...module.staticImports.map((statement) => ({
      specifier: statement.moduleRequest.value,
      typeOnly: statement.entries.length > 0 && statement.entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) =>
        entry.moduleRequest === null
          ? []
          : [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      // Quotes included; a computed name shows as it is and matches nothing.
      specifier: text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''),
      typeOnly: false,
    })),
  ];
  const impurities: string[] = [];
  new Visitor({
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const name = `${node.object.name}.${node.property.name}`;
      if (IMPURE_MEMBERS.test(name)) impurities.push(name);
    },
    NewExpression(node) {
      const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
      if (isDate && node.arguments.length === 0) impurities.push('new Date()');
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && IMPURE_CALLS.test(node.callee.name))
        impurities.push(node.callee.name);
    },
  }).visit(program);
  return {
    path,
    lines: text.split('\n').length - 1,
    imports,
    impurities,
    errors: errors.map(({ message }) => `${path}: ${message}`),
  };
}

function zoneOf(path: string): Zone | undefined {
  return ZONES.find((zone) => zone.files.test(path));
}

/** Why this import may not be, or nothing. */
function leakOf(file: SourceFile, imported: Import): string | undefined {
  const from = zoneOf(file.path);
  if (from === undefined) return undefined;
  const { specifier, typeOnly } = imported;
  if (!specifier.startsWith('.')) {
    const allowed = typeOnly || (from.packages?.some((pattern) => pattern.test(specifier)) ?? true);
    return allowed ? undefined : `${file.path}: ${from.name} may not use ${specifier}`;
  }
  const target = relative(SOURCE, resolve(SOURCE, dirname(file.path), specifier));
  if (target.startsWith('..')) {
    const isAllowed =
      from.name === 'tests' || (from.outside ?? []).some((f) => target.startsWith(`../${f}/`));
    return isAllowed ? undefined : `${file.path}: leaves src with ${specifier}`;
  }
  // Styles, pictures and the like come with whatever imports them.
  if (!/\.tsx?$/.test(target)) return undefined;
  const to = zoneOf(target);
  if (to === undefined) return `${file.path}: imports ${target}, which is in no zone`;
  const own = sliceOf(file.path) !== undefined && sliceOf(file.path) === sliceOf(target);
  const free = from.may.includes(to.name) || (own && (from.mayOwn ?? []).includes(to.name));
  if (free || (typeOnly && (from.mayAsTypes ?? []).includes(to.name))) return undefined;
  const asType = (from.mayAsTypes ?? []).includes(to.name) ? ' except as type' : '';
  return `${file.path}: ${from.name} may not import ${to.name}${asType}: ${target}`;
}

const FILES = globSync('**/*.{ts,tsx}', { cwd: SOURCE }).toSorted().map(read);

describe('the import table', () => {
  test('is held against real files', () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(FILES.flatMap((file) => file.imports).length).toBeGreaterThan(50);
  });

  test('could read them all', () => {
    expect(FILES.flatMap((file) => file.errors)).toEqual([]);
  });

  test('knows every file', () => {
    expect(FILES.filter((file) => zoneOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
  });

  test('names only zones that exist', () => {
    const names = new Set(ZONES.map((zone) => zone.name));
    const used = ZONES.flatMap((zone) => [...zone.may, ...(zone.mayAsTypes ?? []), ...(zone.mayOwn ?? [])]);
    expect(used.filter((name) => !names.has(name))).toEqual([]);
  });

  test('has no leak', () => {
    const leaks = FILES.flatMap((file) => file.imports.map((imported) => leakOf(file, imported)));
    expect(leaks.filter((leak) => leak !== undefined)).toEqual([]);
  });

  test('pure files touch no clock, randomness or I/O', () => {
    const touched = FILES.filter((file) => zoneOf(file.path)?.pure === true).flatMap((file) =>
      file.impurities.map((what) => `${file.path}: ${what}`),
    );
    expect(touched).toEqual([]);
  });
});

describe('the checks find what they are for', () => {
  const leaks = (path: string, text: string): readonly (string | undefined)[] => {
    const file = parse(path, text);
    return file.imports.map((imported) => leakOf(file, imported)).filter((leak) => leak !== undefined);
  };

  test.each([
    ['kernel/money.ts', "import { rulebook } from '../rulebook/schema.ts';"],
    ['kernel/money.ts', "import { readFile } from 'node:fs/promises';"],
    ['cases/decide.ts', "import { ruled } from '../appeals/appeal.ts';"],
    ['cases/decide.ts', "export { ruled } from '../appeals/appeal.ts';"],
    ['cases/decide.ts', "const appeal = await import('../appeals/appeal.ts');"],
    ['cases/decide.ts', "import { type Appeal, ruled } from '../appeals/appeal.ts';"],
    ['cases/case.ts', "import { mount } from './routes.ts';"],
    ['market/orders/decide.ts', "import { scan } from '../shipments/shipment.ts';"],
    ['processes/open-case.ts', "import { openDatabase } from '../platform/database.ts';"],
    ['platform/log.ts', "import type { Case } from '../cases/case.ts';"],
    ['cases/routes.ts', "import { evolve } from '../appeals/appeal.ts';"],
    ['ui/root.tsx', "import { cases } from '../cases/case.ts';"],
    ['main.ts', "import { secret } from '../test/worlds.ts';"],
  ])('%s: %s', (path, text) => {
    expect(leaks(path, text)).toHaveLength(1);
  });

  test.each([
    ['cases/decide.ts', "import type { Appeal } from '../appeals/appeal.ts';"],
    ['cases/decide.ts', "import { evolve } from './case.ts';"],
    ['cases/routes.ts', "import { permits } from '../standing/permits.ts';"],
    ['processes/open-case.ts', "import { decide } from '../cases/decide.ts';"],
    ['signals/bound.ts', "import quantile from '@stdlib/stats-base-dists-beta-quantile';"],
  ])('and lets pass %s: %s', (path, text) => {
    expect(leaks(path, text)).toEqual([]);
  });

  test('a clock in a pure file', () => {
    const text = 'export const now = () => [Date.now(), new Date(), Math.random(), new Date(0)];';
    expect(parse('cases/decide.ts', text).impurities).toEqual(['Date.now', 'new Date()', 'Math.random']);
  });
});

describe('files', () => {
  test(`have at most ${FILE_LINES_MAX} lines`, () => {
    const long = FILES.filter((file) => file.lines > FILE_LINES_MAX && !file.path.includes('.test.'));
    expect(long.map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  test('are in no folder for things without a home, and no barrel gathers them', () => {
    const homeless = FILES.filter(({ path }) =>
      path.split('/').some((part) => FORBIDDEN_FOLDERS.includes(part)),
    );
    const barrels = FILES.filter(({ path }) => /(?:^|\/)index\.tsx?$/.test(path));
    expect([...homeless, ...barrels].map((file) => file.path)).toEqual([]);
  });

  test('read what a form has sent in one place, which tells what is none', () => {
    const readers = FILES.filter(({ path }) =>
      readFileSync(join(SOURCE, path), 'utf8').includes('.formData('),
    );
    expect(readers.map(({ path }) => path)).toEqual(['ui/api.ts']);
  });

  // Where a page is fetched by script, the request's address is not the page's: people would be led to `/orders.data`.
  test('know their own address by the router, not by the request', () => {
    const readers = FILES.filter(
      ({ path }) =>
        path.startsWith('ui/') &&
        !path.includes('.test.') &&
        readFileSync(join(SOURCE, path), 'utf8').includes('request.url'),
    );
    expect(readers.map(({ path }) => path)).toEqual(['ui/entry.server.tsx']);
  });
});

describe('dependencies', () => {
  type Locked = { readonly license?: string; readonly dev?: boolean; readonly link?: boolean };
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('are all permissively licensed', () => {
    expect(packages.length).toBeGreaterThan(100);
    const wrong = packages.flatMap(([path, { license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const licence = license ?? 'none named';
      const excepted = EXCEPTIONS.some((one) => one.name.test(name) && one.licence === licence);
      return excepted || isPermissive(licence) ? [] : [`${name}: ${licence}`];
    });
    expect(wrong).toEqual([]);
  });

  test('of one kind or the other are told apart', () => {
    expect(isPermissive('(MIT OR GPL-3.0)')).toBe(true);
    expect(isPermissive('MIT AND GPL-3.0')).toBe(false);
    expect(isPermissive('(ISC AND CC-BY-3.0)')).toBe(true);
    expect(isPermissive('AGPL-3.0-only')).toBe(false);
  });
});
