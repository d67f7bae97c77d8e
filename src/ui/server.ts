/**
 * The entry of the built server side: the only thing mount.ts knows of the pages. It is built by Vite together with React
 * and React Router, so that the process around it needs neither.
 */
import { createRequestHandler, RouterContextProvider } from 'react-router';
import * as build from 'virtual:react-router/server-build';

import { pageContext, type PageServices } from './page-context.ts';

const handle = createRequestHandler(build, 'production');

export function renderPage(request: Request, services: PageServices): Promise<Response> {
  const context = new RouterContextProvider();
  context.set(pageContext, services);
  return handle(request, context);
}
