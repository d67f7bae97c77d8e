/** Licences under which a dependency may come along: they ask for a notice at most, and nothing of our own code. */
export const PERMISSIVE: ReadonlySet<string> = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BSL-1.0',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'Python-2.0',
  'PSF-2.0',
  'PostgreSQL',
  'Zlib',
]);

/** Not permissive, each with why it is all right here. A pattern matches the whole package name. */
export const EXCEPTIONS: readonly {
  readonly name: RegExp;
  readonly licence: string;
  readonly why: string;
}[] = [
  {
    name: /^axe-core$/,
    licence: 'MPL-2.0',
    why: 'Only tests load it, into a page under test. Used unchanged; MPL asks for its own files alone.',
  },
  {
    name: /^lightningcss(?:-.+)?$/,
    licence: 'MPL-2.0',
    why: 'Vite and Tailwind call it while building pages; nothing of it is in what is served. Used unchanged.',
  },
];

/** Whether an SPDX expression leaves us a permissive choice: any of an OR, all of an AND. */
export function isPermissive(expression: string): boolean {
  const text = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/\s+or\s+/i.test(text)) return text.split(/\s+or\s+/i).some(isPermissive);
  if (/\s+and\s+/i.test(text)) return text.split(/\s+and\s+/i).every(isPermissive);
  return PERMISSIVE.has(text);
}
