import { z } from 'zod';
import { id, language, line, paragraphs } from '../../door/fields.ts';
import { type AnyRoute, read, write } from '../../door/route.ts';
import type { MacroId } from '../../kernel/ids.ts';
import { retireMacro, writeMacro } from '../../processes/work-desk.ts';
import { macroList, macroRow } from './macro-views.ts';
import { deskReport, deskReportOf } from './report-views.ts';
import { TEXT_MAX } from './routes.ts';

const DESK = ['representative', 'head'] as const;
const macroId: z.ZodType<MacroId, string> = id('mac');

const readMacros = read({
  path: '/desk/macros',
  summary: 'Words that answer what is asked again and again',
  tag: 'desk',
  access: { who: DESK },
  query: z.strictObject({ language: language.optional() }),
  response: z.object({ macros: z.array(macroRow) }),
  handle: async (reader, { query }) => ({ macros: await macroList(reader, query.language) }),
});

const putMacro = write({
  method: 'post',
  path: '/desk/macros',
  summary: 'Write a macro, or change one',
  tag: 'desk',
  access: { who: DESK },
  status: 201,
  body: z.strictObject({
    macroId: macroId.optional(),
    title: line(80),
    language: z.string().regex(/^[a-z]{2}$/, 'a language code such as pt'),
    kind: line(60).nullable().default(null),
    text: paragraphs(TEXT_MAX).min(1, 'write something'),
  }),
  response: z.object({ macroId: z.string() }),
  refusals: { 'unknown-ticket-kind': 422 },
  handle: (writer, { body }) => writeMacro(writer, body),
});

const deleteMacro = write({
  method: 'delete',
  path: '/desk/macros/{macroId}',
  summary: 'Retire a macro',
  tag: 'desk',
  access: { who: ['head'] },
  params: z.strictObject({ macroId }),
  response: z.object({ macroId: z.string() }),
  handle: (writer, input) => retireMacro(writer, input.params.macroId),
});

const report = read({
  path: '/desk/reports',
  summary: 'How the desk did: by representative, product, kind and cause',
  tag: 'desk',
  access: { who: ['head'] },
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  response: deskReport,
  handle: (reader, { query }) => deskReportOf(reader, query.days),
});

export function deskReportRoutes(): readonly AnyRoute[] {
  return [readMacros, putMacro, deleteMacro, report];
}
