import type { Context } from 'hono';
import type { z, ZodError } from 'zod';
import { problem, ProblemError } from './problem.ts';

/** What a request brings, or the problem that names what is wrong with it. */

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,128}$/;

export function idempotencyKey(c: Context): string {
  const key = c.req.header('idempotency-key') ?? '';
  if (IDEMPOTENCY_KEY.test(key)) return key;
  throw new ProblemError(
    problem(400, 'idempotency-key-missing', 'Every write needs an Idempotency-Key header', {
      errors: [
        {
          field: 'Idempotency-Key',
          message: '8 to 128 visible ASCII characters, new for each intended change; a UUID is fine',
        },
      ],
    }),
  );
}

/** The first language of Accept-Language (BCP 47), without weighing: browsers and our pages name the wanted one first. */
export function preferredLanguage(c: Context): string {
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)/i.exec(c.req.header('accept-language') ?? '')?.[1] ?? 'en';
}

export async function bodyText(c: Context, bytesMax: number): Promise<string> {
  const tooLarge = () =>
    new ProblemError(problem(413, 'body-too-large', `The body may have ${bytesMax} bytes at most`));
  if (Number(c.req.header('content-length') ?? 0) > bytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function json(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new ProblemError(
      problem(400, 'malformed-json', 'The body is not JSON', { detail: (error as Error).message }),
    );
  }
}

export function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ProblemError(
    problem(
      422,
      'invalid-input',
      `The ${where} has ${result.error.issues.length === 1 ? 'a mistake' : 'mistakes'}`,
      {
        errors: fieldErrors(result.error),
      },
    ),
  );
}

function fieldErrors(error: ZodError): readonly { field: string; message: string }[] {
  return error.issues
    .slice(0, 50)
    .map((issue) => ({ field: issue.path.join('.') || '(whole)', message: issue.message }));
}
