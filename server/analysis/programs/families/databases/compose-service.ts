/** Hosts that are services of the workspace's compose file: containers of this machine. */
import type { Text } from '../../../../effects/value';
import type { Surroundings } from '../../spec';

const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const MAX_BYTES = 64 * 1024;

export function isComposeService(host: Text | undefined, { providers, workspace }: Surroundings): boolean {
  if (typeof host !== 'string' || !/^[a-z][\w-]*$/i.test(host) || host === 'localhost') return false;
  return composeFiles.some((name) => {
    const text = providers.files.read(`${workspace}/${name}`, MAX_BYTES)?.text;
    return text !== undefined && servicesOf(text).has(host);
  });
}

/** The keys one level below `services:`, as far as they stand on lines of their own. */
function servicesOf(text: string): ReadonlySet<string> {
  const services = new Set<string>();
  let inside = false;
  let indent: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\S/.test(line)) {
      inside = /^services:\s*(#.*)?$/.test(line);
      continue;
    }
    const [, blanks, name] = /^( +)["']?([\w.-]+)["']?:\s*(?:#.*)?$/.exec(line) ?? [];
    if (!inside || blanks === undefined || name === undefined) continue;
    indent ??= blanks;
    if (blanks === indent) services.add(name);
  }
  return services;
}
