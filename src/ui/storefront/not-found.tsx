import { data } from 'react-router';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

/** Every address that no other page has. */
export function loader() {
  throw data(null, { status: 404 });
}

export function action() {
  throw data(null, { status: 404 });
}

export default function NotFound() {
  return null;
}
