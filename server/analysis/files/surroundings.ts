/** Answers programs' questions about paths: zone, class, and what a deletion would take whole. */
import { isPattern, type Text, UNKNOWN, type Unknown } from '../../effects/value';
import type { Providers } from '../../providers';
import type { DeletionRoot, FileTarget, Surroundings } from '../programs/spec';
import { classOf } from './classes';
import { absolutePath, isWindows, isWithin, MAX_PATH, withHome } from './paths';
import { type Places, placesOf, zoneOf } from './zones';

/** What the submission has done so far, as far as later programs want to know it. */
export type Before = Pick<Surroundings, 'changedEarlier'> & {
  settings(path: string): string | Unknown | undefined;
  /** The path that is meant when folders on the way are links that it has made. */
  throughLinks(path: string): string;
  /** Has it put secrets into the file, whatever its name is? */
  holdsSecrets(path: string): boolean;
  holdsSecretsWithin(folder: string): boolean;
};

export function createSurroundings(
  providers: Providers,
  workspace: string,
  elsewhere: boolean,
  before: Before,
): Surroundings {
  const places = placesOf(providers, workspace);
  // On another machine nothing lies in our workspace or home, and nothing can be looked up.
  const there: Places = elsewhere ? { workspace: '/\0', home: '/\0', temporary: ['/tmp', '/var/tmp'] } : places;
  // The same paths are asked for again and again, and each costs a look at the disk.
  const known = new Map<string, string>();
  const resolve = (path: string) => {
    // `/dev/fd` is that of the shell to come, not ours.
    if (elsewhere || isWindows(path) || path.length > MAX_PATH || path.startsWith('/dev/')) return path;
    const real = known.get(path) ?? providers.files.resolve(path);
    known.set(path, real);
    return real;
  };
  const resolved = (path: Text, cwd: Text): Text =>
    resolveText(followLinks(absolutePath(path, cwd), before.throughLinks), resolve);
  return {
    providers,
    workspace,
    settings(path, cwd) {
      if (elsewhere) return undefined;
      const absolute = resolved(homely(path, places.home), cwd);
      return typeof absolute === 'string' ? before.settings(absolute) : UNKNOWN;
    },
    changedEarlier: (target) => before.changedEarlier(target),
    fileTarget(path, cwd) {
      const target = targetOf(resolved(path, cwd), there);
      const secret = typeof target.path === 'string' && target.class !== 'key' && before.holdsSecrets(target.path);
      return secret ? { ...target, class: 'secret' } : target;
    },
    holdsSecretsWithin(path, cwd) {
      const folder = resolved(path, cwd);
      return typeof folder === 'string' && !elsewhere && before.holdsSecretsWithin(folder);
    },
    deletionRoot: (path, cwd) => rootOf(resolved(path, cwd), places),
  };
}

function homely(path: Text, home: string): Text {
  return typeof path === 'string' ? withHome(path, home) : path;
}

function followLinks(path: Text, throughLinks: (path: string) => string): Text {
  if (typeof path === 'string') return throughLinks(path);
  return isPattern(path) ? { ...path, prefix: throughLinks(path.prefix) } : path;
}

/** The target of links, as far as the path is known. */
function resolveText(path: Text, resolve: (path: string) => string): Text {
  if (typeof path === 'string') return path.startsWith('/') ? resolve(path) : path;
  if (!isPattern(path) || !path.prefix.startsWith('/')) return path;
  const slash = path.prefix.lastIndexOf('/');
  if (slash === 0) return path;
  const directory = resolve(path.prefix.slice(0, slash));
  return { ...path, prefix: `${directory === '/' ? '' : directory}${path.prefix.slice(slash)}` };
}

function targetOf(path: Text, places: Places): FileTarget {
  return { path, zone: zoneOf(path, places), class: classOf(path, places.home) };
}

function rootOf(path: Text, places: Places): DeletionRoot | Unknown {
  if (typeof path === 'string') return rootOfDirectory(path, places);
  if (!isPattern(path)) return UNKNOWN;
  const directory = path.prefix.slice(0, path.prefix.lastIndexOf('/') + 1);
  const root = directory === '' ? UNKNOWN : rootOfDirectory(directory, places);
  if (root === 'none') return 'none';
  if (!path.glob) return startsName(path.prefix, places) ? 'none' : UNKNOWN;
  // `dir/*` takes all of dir, `dir/*.log` does not.
  const whole = /\/\.?$/.test(path.prefix) && /^\/?$/.test(path.suffix);
  return whole ? root : 'none';
}

/** `/srv/f…` cannot be a directory that does not begin so. */
function startsName(prefix: string, { workspace, home }: Places): boolean {
  return !prefix.endsWith('/') && ![workspace, home].some((root) => root.startsWith(prefix));
}

function rootOfDirectory(path: string, { workspace, home }: Places): DeletionRoot {
  const directory = path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
  if (directory === '/' || /^[A-Za-z]:\\?\*?$/.test(directory)) return 'filesystem';
  if (isWithin(home, directory) || /^\/(home|Users)\/[^/]+$|^\/(home|Users|root)$/.test(directory)) return 'home';
  return isWithin(workspace, directory) ? 'workspace' : 'none';
}
