/**
 * The entry of the built server side: the only thing mount.ts knows of the pages. It is built by Vite together with React
 * and React Router, so that the process around it needs neither.
 */
import { createRequestHandler, matchPath, RouterContextProvider } from 'react-router';
import * as build from 'virtual:react-router/server-build';

import { pageContext, type PageServices } from './page-context.ts';

const handle = createRequestHandler(build, 'production');

export function renderPage(request: Request, services: PageServices): Promise<Response> {
  const context = new RouterContextProvider();
  context.set(pageContext, services);
  return handle(request, context);
}

/** Addresses of the pages that say by `handle.repeats` that they are made of what the API says alone. */
const repeating = Object.values(build.routes).flatMap((route) =>
  route && hasRepeats(route.module.handle) ? [pathOf(route.id)] : [],
);

/** Whether a page is the same again for the same address, preferences and answers of the API: see `PageMemo`. */
export function repeats(pathname: string): boolean {
  return repeating.some((pattern) => matchPath(pattern, pathname) !== null);
}

function pathOf(id: string): string {
  const { path = '', parentId } = build.routes[id] ?? {};
  const above = parentId === undefined ? '' : pathOf(parentId);
  return path === '' ? above : `${above}/${path}`;
}

function hasRepeats(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'repeats' in handle && handle.repeats === true;
}
