/** Where the log of a workspace lives, and the folders it needs. Nothing is touched until a record is written. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { AuditError, auditErrorFrom } from './audit-error';

const domainPattern = /^[0-9a-f]{16}$/;

export interface AuditLayout {
  readonly workspace: string;
  /** `<workspace>/.guardrails/audit`. */
  readonly root: string;
  /** One log per machine, container, user and workspace, so that writers who cannot see each other never share one. */
  readonly domain: string;
  readonly folder: string;
  readonly segments: string;
  /** Outside the workspace: survives whatever happens to the working tree. */
  readonly anchors: string;
  /** What persons have permitted beyond the policy; outside the workspace, too. */
  readonly permissions: string;
  /** What is remembered of sessions, for limits and sequences. */
  readonly sessions: string;
}

export function layoutOf(workspace: string, home: string): AuditLayout {
  const real = realPath(workspace);
  return layoutIn(real, home, domainOf(real));
}

/** Logs that others keep in the same workspace: another machine, container or user. */
export function otherLayouts({ workspace, root, domain, anchors }: AuditLayout): AuditLayout[] {
  const home = dirname(dirname(dirname(anchors)));
  const domains = listFolder(root).filter((name) => domainPattern.test(name) && name !== domain);
  return domains.sort().map((other) => layoutIn(workspace, home, other));
}

function layoutIn(real: string, home: string, domain: string): AuditLayout {
  const root = join(real, '.guardrails', 'audit');
  const folder = join(root, domain);
  const segments = join(folder, 'segments');
  const own = (name: string) => join(home, '.guardrails', name, domain);
  const outside = { anchors: own('anchors'), permissions: own('permissions'), sessions: own('sessions') };
  return { workspace: real, root, domain, folder, segments, ...outside };
}

/** Makes the log's folders, refusing to follow links that would lead the log elsewhere. */
export function ensureFolders(layout: AuditLayout): void {
  try {
    if (!existsSync(layout.workspace)) throw new AuditError('unwritable', layout.workspace, 'no such folder');
    for (const path of [join(layout.workspace, '.guardrails'), layout.root, layout.folder, layout.segments]) {
      makeFolder(path);
    }
    const ignore = join(layout.root, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n', { mode: 0o600 });
  } catch (error) {
    throw auditErrorFrom(error, layout.folder);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: path.endsWith('.guardrails') ? 0o755 : 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw auditErrorFrom(error, path);
    if (!lstatSync(path).isDirectory()) throw new AuditError('not-a-folder', path, 'it is not a folder of its own');
  }
}

/** Machine, container and user of this process, which stay what they are. */
let here: readonly string[] | undefined;

function domainOf(workspace: string): string {
  here ??= [machineId(), containerId(), userId()];
  const parts = [...here, workspace];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

function machineId(): string {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {}
  }
  return hostname();
}

/** Containers share the machine's files but not its processes; their host name tells them apart. */
function containerId(): string {
  return existsSync('/.dockerenv') || existsSync('/run/.containerenv') ? hostname() : '';
}

function userId(): string {
  return String(process.getuid?.() ?? userInfo().username);
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** The system's own answer is the quicker one; where it may spell a path otherwise, logs are found by the other. */
const realPathOf = process.platform === 'linux' ? realpathSync.native : realpathSync;

function realPath(path: string): string {
  try {
    return realPathOf(path);
  } catch {
    return path;
  }
}
