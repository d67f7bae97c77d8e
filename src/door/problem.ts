/** RFC 9457 problem details. Every error of the API has this shape. */
export interface Problem {
  /** Stable name of the kind of problem, a URI reference. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Which input was wrong and how to mend it. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly [extension: string]: unknown;
}

export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export function problem(
  status: number,
  code: string,
  title: string,
  more: Record<string, unknown> = {},
): Problem {
  // What a problem says of its case comes first: a fact called `status` must not become the answer's.
  return { ...more, type: `/problems/${code}`, title, status };
}

export function problemResponse(body: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
