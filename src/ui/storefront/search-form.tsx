import { useId } from 'react';
import { Form, useSearchParams } from 'react-router';

/** Plain GET: results have an address that can be kept and shared. */
export function SearchForm() {
  const id = useId();
  const [search] = useSearchParams();
  const asked = search.get('q') ?? '';
  return (
    <search>
      <Form action="/search" className="flex max-w-xl">
        <label htmlFor={id} className="sr-only">
          Search listings
        </label>
        <input
          // Another search changes the address but not the component: the key makes the field follow.
          key={asked}
          id={id}
          name="q"
          type="search"
          defaultValue={asked}
          maxLength={200}
          placeholder="Search listings"
          className="min-h-10 w-full min-w-0 rounded-s-lg border border-e-0 border-line-strong bg-canvas px-3 py-2 text-base placeholder:text-muted sm:text-sm"
        />
        <button
          type="submit"
          className="rounded-e-lg border border-accent bg-accent px-4 text-sm font-medium text-on-accent hover:bg-accent-strong"
        >
          Search
        </button>
      </Form>
    </search>
  );
}
