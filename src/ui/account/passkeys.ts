/** Passkeys in the browser: what the platform offers itself, without a library. */

interface PasskeyStatics {
  parseCreationOptionsFromJSON?(options: unknown): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON?(options: unknown): PublicKeyCredentialRequestOptions;
}

function statics(): PasskeyStatics | undefined {
  return typeof PublicKeyCredential === 'undefined' ? undefined : PublicKeyCredential;
}

export function canUsePasskeys(): boolean {
  const platform = statics();
  return !!platform?.parseCreationOptionsFromJSON && !!platform.parseRequestOptionsFromJSON;
}

/** Has the device make a passkey for whoever is signed in. False where it did not come to that. */
export async function makePasskey(name: string): Promise<boolean> {
  const options = await fetchJson('/api/auth/passkey/generate-register-options');
  const publicKey = statics()?.parseCreationOptionsFromJSON?.(options);
  if (!publicKey) return false;
  return prove('/api/auth/passkey/verify-registration', await navigator.credentials.create({ publicKey }), {
    name,
  });
}

/** Signs in with a passkey of this device. */
export async function signInWithPasskey(): Promise<boolean> {
  const options = await fetchJson('/api/auth/passkey/generate-authenticate-options');
  const publicKey = statics()?.parseRequestOptionsFromJSON?.(options);
  if (!publicKey) return false;
  return prove('/api/auth/passkey/verify-authentication', await navigator.credentials.get({ publicKey }), {});
}

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(path);
  return response.ok ? response.json() : undefined;
}

async function prove(path: string, credential: Credential | null, more: object): Promise<boolean> {
  if (credential === null) return false;
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response: (credential as PublicKeyCredential).toJSON(), ...more }),
  });
  return response.ok;
}
