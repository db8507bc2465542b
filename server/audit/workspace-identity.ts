/**
 * Is this still the folder whose log began here, or was the workspace made anew in its place (a fresh clone, the next
 * job of a CI machine)? Then the old log went with its workspace, which is no tampering.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface WorkspaceIdentity {
  readonly inode: string;
  /** Time of birth in nanoseconds; empty where the file system does not know it. */
  readonly born: string;
}

/** Notes, beside the anchor, which folder the log that begins belongs to. */
export function rememberWorkspace(anchors: string, workspace: string): void {
  try {
    mkdirSync(anchors, { recursive: true, mode: 0o700 });
    writeFileSync(fileIn(anchors), JSON.stringify(identityOf(workspace)), { mode: 0o600 });
  } catch {}
}

/** Certainly another folder than the one that was noted? */
export function isMadeAnew(anchors: string, workspace: string): boolean {
  try {
    const noted = JSON.parse(readFileSync(fileIn(anchors), 'utf8')) as WorkspaceIdentity;
    const { inode, born } = identityOf(workspace);
    return noted.inode !== inode || (noted.born !== '' && born !== '' && noted.born !== born);
  } catch {
    return false;
  }
}

/** Where the birth is unknown, Node gives 0 or the time of the last change. */
function identityOf(workspace: string): WorkspaceIdentity {
  const { ino, birthtimeNs, ctimeNs } = statSync(workspace, { bigint: true });
  const known = birthtimeNs > 0n && birthtimeNs !== ctimeNs;
  return { inode: String(ino), born: known ? String(birthtimeNs) : '' };
}

function fileIn(anchors: string): string {
  return join(anchors, 'workspace.json');
}
