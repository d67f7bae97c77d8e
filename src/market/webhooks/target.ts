const LENGTH_MAX = 500;

/**
 * Why an address can't be a receiver; `undefined` if it can. Where it really leads is looked at again before each delivery,
 * since names are given new addresses. `allowLocal`: development, where receivers run beside the market.
 */
export function targetProblem(url: string, allowLocal: boolean): string | undefined {
  if (url.length > LENGTH_MAX) return `At most ${LENGTH_MAX} characters.`;
  if (!URL.canParse(url)) return 'A whole address such as https://example.org/hooks.';
  const { protocol, username, password, hash, hostname } = new URL(url);
  const isHttps = protocol === 'https:' || (allowLocal && protocol === 'http:');
  if (!isHttps) return 'The address must begin with https://.';
  if (username !== '' || password !== '') return 'No user name or password in the address.';
  if (hash !== '') return 'No # in the address: it would not be sent.';
  if (!allowLocal && !hostname.includes('.') && !hostname.startsWith('['))
    return 'The address must be one that the internet reaches.';
  return undefined;
}
