import { useReader } from '../reader.ts';

/** Server and browser may know a country by slightly different names: theirs wins without complaint. */
export function CountryName({ code }: { code: string }) {
  const { language } = useReader();
  const name = new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  return <span suppressHydrationWarning>{name}</span>;
}
