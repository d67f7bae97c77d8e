import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/platform/migrate.ts';
import { startServer } from '../src/platform/postgres-server.ts';
import { throwAway, throwAwayLeftOvers, throwawayFolder } from './throwaway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `freshDatabase` makes its databases: the server's own maintenance database. */
    readonly databaseServerUrl: string;
    /** Removed with all that is in it when the run ends; if it was killed, by the next one. */
    readonly temporaryFolder: string;
  }
}

/** The migrated database that every test's own is a copy of. Nobody stays connected to it: a copy would be refused. */
export const TEMPLATE = 'cacashop_template';

/** One server a run, in a folder that goes with it; migrations are applied once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await throwAwayLeftOvers();
  const folder = throwawayFolder('test');
  const server = await startServer({
    dataDir: join(folder, 'database'),
    durability: 'test',
    log: () => undefined,
  });
  const end = async (): Promise<void> => {
    await server.stop();
    await throwAway(folder);
  };
  try {
    await makeTemplate(server.url);
  } catch (error) {
    // vitest calls the returned function only if there is one.
    await end();
    throw error;
  }
  project.provide('databaseServerUrl', server.url);
  project.provide('temporaryFolder', folder);
  return end;
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(serverUrl);
  template.pathname = TEMPLATE;
  await migrate(template.href);
}
