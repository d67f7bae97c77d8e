import type { LoaderFunctionArgs } from 'react-router';

import { get } from '../api.ts';

/** Everything that is kept about whoever asks, as a file. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const data = await get<object>(args, '/me/export');
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="cacashop-my-data.json"',
      'cache-control': 'private, no-store',
    },
  });
}
