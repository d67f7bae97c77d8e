import { Outlet } from 'react-router';

import { Frame } from '../components/frame.tsx';
import { SearchForm } from './search-form.tsx';

export default function StorefrontLayout() {
  return (
    <Frame nav={[]} search={<SearchForm />}>
      <Outlet />
    </Frame>
  );
}
