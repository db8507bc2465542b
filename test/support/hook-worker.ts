/** A worker that answers hooks, started on a workspace as a window of the editor does it. */
import { existsSync } from 'node:fs';
import { addressFile } from '../../server/hook/worker-address';
import { startWorker, until, type WorkerClient, type WorkerClientOptions } from './worker-client';

export interface Place {
  readonly home: string;
  readonly workspace: string;
}

/** Ready when hooks can find it. */
export async function listeningWorker(
  { home, workspace }: Place,
  options: WorkerClientOptions = {},
): Promise<WorkerClient> {
  const worker = await startWorker({ ...options, home, workspace });
  await until(() => existsSync(addressFile(home, workspace)));
  return worker;
}
