import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MarketSetup, Order, Report } from './market-process.ts';

const PROCESS = fileURLToPath(new URL('market-process.ts', import.meta.url));
/** Compiled code of earlier processes: halves what it costs to load another one. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** Standard output belongs to whoever measures or tests. */
const STDERR = 2;

/** The other end of a market process: what it said, and ways to end it. */
export class MarketProcess {
  /** Lines it logged: errors of requests and loops among them. */
  readonly logged: string[] = [];
  port = 0;
  databaseUrl = '';
  /** Its database server; `null` if it uses an outside one. */
  postmaster: number | null = null;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<Report['kind'], { resolve: () => void; reject: (e: Error) => void }[]>();
  private readonly seen = new Set<Report['kind']>();
  private failure: Error | undefined;

  private constructor() {
    this.child = spawn(process.execPath, ['--no-warnings', PROCESS], {
      stdio: ['ignore', STDERR, STDERR, 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
    });
    this.child.on('message', (report: Report) => this.heard(report));
    this.child.once('exit', (code, signal) => this.fail(new Error(`the market ended: ${code ?? signal}`)));
  }

  /** Begins to load the code, which takes most of the time until it is open. */
  static load(): MarketProcess {
    return new MarketProcess();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async open(setup: MarketSetup): Promise<this> {
    await this.until('loaded');
    this.send({ kind: 'open', setup });
    await this.until('open');
    return this;
  }

  /** Resolves at the first such report, also if it came before. */
  until(kind: Report['kind']): Promise<void> {
    if (this.seen.has(kind)) return Promise.resolve();
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.set(kind, [...(this.waiting.get(kind) ?? []), { resolve, reject }]);
    });
  }

  /** Resolves when its database server was started again after it died. */
  async untilServerIsBack(before: number | null): Promise<void> {
    while (this.alive && this.postmaster === before) {
      this.seen.delete('postmaster');
      await this.until('postmaster');
    }
  }

  send(order: Order): void {
    if (this.child.connected) this.child.send(order, () => undefined);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  get ended(): Promise<unknown> {
    return this.alive ? once(this.child, 'exit') : Promise.resolve();
  }

  async kill(): Promise<void> {
    const gone = this.ended;
    this.signal('SIGKILL');
    await gone;
  }

  /** The orderly end. */
  async close(): Promise<void> {
    const gone = this.ended;
    this.send({ kind: 'close' });
    await gone;
  }

  private heard(report: Report): void {
    if (report.kind === 'log') this.logged.push(report.line);
    if (report.kind === 'failed') this.fail(new Error(report.why));
    if (report.kind === 'open')
      ({ port: this.port, databaseUrl: this.databaseUrl, postmaster: this.postmaster } = report);
    if (report.kind === 'postmaster') this.postmaster = report.pid;
    this.seen.add(report.kind);
    for (const { resolve } of this.waiting.get(report.kind) ?? []) resolve();
    this.waiting.delete(report.kind);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const waiters of this.waiting.values()) for (const { reject } of waiters) reject(error);
    this.waiting.clear();
  }
}
