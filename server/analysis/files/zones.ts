/** Where a path lies, seen from the workspace. */
import type { Zone } from '../../effects/catalogue';
import { isPattern, type Text, UNKNOWN, type Unknown } from '../../effects/value';
import type { Providers } from '../../providers';
import { isWindows, isWithin, parentOf } from './paths';
import { isTrusted } from './trusted';

export interface Places {
  readonly workspace: string;
  readonly home: string;
  readonly temporary: readonly string[];
}

export function placesOf(providers: Providers, workspace: string): Places {
  const named = providers.env.get('TMPDIR');
  const temporary = ['/tmp', '/var/tmp', '/private/tmp', '/var/folders', '/dev/shm'];
  if (named?.startsWith('/') && named.length > 1) temporary.push(named.replace(/\/+$/, ''));
  return { workspace, home: providers.env.home, temporary };
}

/** Character devices that swallow or make bytes and harm nothing. */
const HARMLESS_DEVICES = /^\/dev\/(null|zero|u?random|full|tty|stdin|stdout|stderr|fd\/\d+)$/;

export function isHarmlessDevice(path: string): boolean {
  return HARMLESS_DEVICES.test(path);
}

/** What is written to these overwrites a disk, or memory. */
export function isDisk(path: string): boolean {
  return /^\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|md|dm-|mapper\/|loop|nbd|zd|sr|mem$|kmem$|port$)/.test(path);
}

/** The zone of an absolute path; unknown for one of which too little is known. */
export function zoneOf(path: Text, places: Places): Zone | Unknown {
  if (typeof path === 'string') return zoneOfKnown(path, places);
  return isPattern(path) ? zoneOfPattern(path.prefix, path.glob, places) : UNKNOWN;
}

function zoneOfKnown(path: string, places: Places): Zone {
  if (isWindows(path)) return zoneOfWindows(path);
  if (isWithin(path, places.workspace)) return isTrusted(path, places.workspace) ? 'workspace-trusted' : 'workspace';
  if (path.startsWith('/dev/') && !path.startsWith('/dev/shm')) return 'device';
  if (places.temporary.some((directory) => isWithin(path, directory))) return 'temp';
  const parent = parentOf(places.workspace);
  if (parent !== '/' && parent !== places.home && isWithin(path, parent)) return 'sibling';
  if (isWithin(path, places.home)) return 'home';
  return isOfOthers(path) ? 'outside' : 'system';
}

/**
 * What is below a known directory is taken to stay there: a glob does, and a variable of unknown value that holds `..`
 * is not to be expected. Only where the directory holds places of several kinds nothing can be said.
 */
function zoneOfPattern(prefix: string, glob: boolean, places: Places): Zone | Unknown {
  if (!prefix.startsWith('/')) return isWindows(prefix) ? zoneOfWindows(prefix) : UNKNOWN;
  const directory = prefix.slice(0, prefix.lastIndexOf('/')) || '/';
  if (!glob && isWithin(places.workspace, directory)) return UNKNOWN;
  return zoneOfKnown(directory, places);
}

/** Homes of other users, mounted disks: nobody's system, nobody's workspace. */
function isOfOthers(path: string): boolean {
  return /^\/(home|Users|mnt|media|Volumes|data|workspaces|app|workspace|projects|code|repo)(\/|$)/.test(path);
}

function zoneOfWindows(path: string): Zone {
  if (/^[A-Za-z]:\\(Windows|Program Files|ProgramData)/i.test(path) || /^[A-Za-z]:\\?$/.test(path)) return 'system';
  return /\\Temp(\\|$)/i.test(path) ? 'temp' : 'outside';
}
