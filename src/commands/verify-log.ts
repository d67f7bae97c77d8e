import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Checkpoint, checkpointSchema, keyIdOf } from '../platform/checkpoints.ts';
import { verifyLog } from '../platform/verify-log.ts';
import { assertFile, type Command, EXIT, WrongUse } from './command.ts';

/** Needs no database: an export, the public key, and checkpoints kept elsewhere if you have any. */
export const verifyLogCommand: Command = {
  name: 'verify-log',
  usage: 'EXPORT [--public-key FILE] [--checkpoints FILE] [--json]',
  summary: 'checks an export; names the first entry that was altered, dropped, inserted or moved',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'public-key': { type: 'string' }, checkpoints: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new WrongUse('name the one export to check');
    assertFile(file);
    const keyFile = values['public-key'] ?? `${file}.pub`;
    const publicKey = readKey(keyFile);
    const published = values.checkpoints === undefined ? [] : readCheckpoints(values.checkpoints);
    const result = await verifyLog(file, publicKey, published);
    // A key that lies beside the export proves no more than the export does: say which one was used.
    const json = { file, ...result, publicKeyFile: keyFile, keyId: keyIdOf(publicKey) };
    return result.intact
      ? {
          exit: EXIT.done,
          json,
          text: `intact: ${result.entries} entries, head ${result.head} (key ${json.keyId} from ${keyFile})`,
        }
      : {
          exit: EXIT.false,
          json,
          text: `${result.fault} at entry ${result.position} (line ${result.line}): ${result.detail}`,
        };
  },
};

function readKey(file: string): KeyObject {
  assertFile(file, 'name the public key with --public-key');
  const pem = readFileSync(file, 'utf8');
  // The public half could be had from it, but whoever checks is not to hold what signs.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new WrongUse(
      `${file} holds a private key: verifying needs the public one, and nobody else the private`,
    );
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Falls through: a key of another kind is as much another file.
  }
  throw new WrongUse(`${file} is not a public key (Ed25519) in PEM form`);
}

function readCheckpoints(file: string): readonly Checkpoint[] {
  assertFile(file);
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      const parsed = checkpointSchema.safeParse(safeJson(line));
      if (!parsed.success) throw new WrongUse(`${file}, line ${i + 1}: not a checkpoint`);
      return [parsed.data];
    });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
