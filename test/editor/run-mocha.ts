/** Runs the suites beside the entry that the editor was started with, inside the extension host. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function runSuitesIn(folder: string): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: true, reporter: 'spec' });
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(join(folder, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} editor tests failed`);
}
