/** The files by which hooks find this worker: one for each workspace it serves, taken away with it. */
import { rmSync } from 'node:fs';
import { addressFile, addressText, readAddress, socketPath, type WorkerAddress } from '../../hook/worker-address';
import { readCurrent } from '../../runtime/current';
import { replaceFile } from '../../runtime/replace-file';
import { runtimeFolder } from '../../runtime/settings';
import { isListening } from './is-listening';

export class AddressFiles {
  private wanted: ReadonlySet<string> = new Set();
  private readonly made = new Set<string>();

  constructor(
    private readonly home: string,
    private readonly address: WorkerAddress,
  ) {}

  /** Makes those of the workspaces, where no other window's worker answers, and takes away all others of its own. */
  async keep(workspaces: readonly string[]): Promise<void> {
    this.wanted = new Set(workspaces.map((workspace) => addressFile(this.home, workspace)));
    for (const file of this.made) if (!this.wanted.has(file)) this.takeAway(file);
    for (const file of this.wanted) {
      const isFree = await this.isFree(file);
      if (isFree && this.wanted.has(file)) this.make(file);
    }
  }

  remove(): void {
    this.wanted = new Set();
    for (const file of this.made) this.takeAway(file);
  }

  /** A window that has not been reloaded since an update gives way: no hook asks its worker any more. */
  private async isFree(file: string): Promise<boolean> {
    const there = readAddress(file);
    if (there === undefined) return true;
    if (there.socket === this.address.socket) return false;
    if (!(await isListening(socketPath(this.home, there.socket)))) return true;
    const isCurrent = readCurrent(runtimeFolder(this.home))?.folder === this.address.build;
    return isCurrent && there.build !== this.address.build;
  }

  private make(file: string): void {
    replaceFile(file, addressText(this.address));
    this.made.add(file);
  }

  private takeAway(file: string): void {
    this.made.delete(file);
    if (readAddress(file)?.socket === this.address.socket) rmSync(file, { force: true });
  }
}
