/**
 * The answers to all of these, which are asked at once. Unlike `Promise.all` it waits for all of them also where one
 * fails: none may go on asking over a connection that is given back by then.
 */
export async function together<const T extends readonly unknown[]>(
  asked: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}
