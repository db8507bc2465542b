/** Names that a shell puts in place of a star, as they are in the folder now. */
import type { Pattern } from '../effects/value';
import type { Providers } from '../providers';

/** Longer lists are not gone through. */
const MAX_EXPANDED = 200;

/** The gravest state that git knows of any of the names; `null` when they cannot be told. */
export function trackedNames(names: Pattern, providers: Providers): unknown {
  const states = namesExpanded(names, providers).map((path) => providers.git.tracked(path));
  if (states.length === 0 || states.includes(undefined)) return null;
  return (['dirty', 'untracked', 'none', 'clean'] as const).find((state) => states.includes(state)) ?? null;
}

/** What a star stands for in a single folder; nothing is said when that is too much, or nothing at all. */
function namesExpanded({ prefix, suffix }: Pattern, { files }: Providers): readonly string[] {
  const slash = prefix.lastIndexOf('/');
  if (slash < 0 || suffix.includes('/')) return [];
  const [folder, start] = [prefix.slice(0, slash), prefix.slice(slash + 1)];
  const names = files.list(folder, MAX_EXPANDED) ?? [];
  if (names.length >= MAX_EXPANDED) return [];
  return names
    .filter((name) => name.startsWith(start) && name.endsWith(suffix) && name.length >= start.length + suffix.length)
    .filter((name) => start !== '' || !name.startsWith('.'))
    .map((name) => `${folder}/${name}`);
}
