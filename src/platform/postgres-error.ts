/** Why the embedded PostgreSQL could not serve. The message is for the person who started us and says what to do. */
export type PostgresErrorCode =
  | 'binaries-missing'
  | 'no-user'
  | 'folder-foreign'
  | 'folder-version'
  | 'folder-not-writable'
  | 'folder-in-use'
  | 'port-taken'
  | 'start-failed';

export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly code: PostgresErrorCode;

  constructor(code: PostgresErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
