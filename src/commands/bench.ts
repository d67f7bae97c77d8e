import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Command, EXIT } from './command.ts';

const RUNNER = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));

export const benchCommand: Command = {
  name: 'bench',
  usage: 'NAME [--json] [--data DIR]',
  summary: 'the same as npm run bench -- NAME',
  async run(args) {
    const { code, output } = await new Promise<{ code: number; output: string }>((resolve, reject) => {
      const child = spawn(process.execPath, ['--no-warnings', RUNNER, ...args, '--json'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      child.once('error', reject);
      child.once('close', (exit) => resolve({ code: exit ?? 1, output: text }));
    });
    if (code === EXIT.wrongUse || output === '') throw new Error('the bench did not run; see above');
    const json = JSON.parse(output) as {
      bench: string;
      rows: { metric: string; value: unknown; unit: string; goal?: number | string | null }[];
    };
    const text = json.rows.map(
      (r) =>
        `${r.metric.padEnd(34)} ${String(r.value).padStart(14)} ${r.unit}  goal ${String(r.goal ?? '-')}`,
    );
    // Some of what was to be measured failed; the rest is worth having all the same.
    return { exit: code === EXIT.done ? EXIT.done : EXIT.false, json, text: text.join('\n') };
  },
};
