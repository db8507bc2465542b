/** Hosts in URLs, in the `host:path` form of scp and git, and in connection strings. */
import { headOf, isPattern, type Text } from '../../effects/value';

/** Host of a URL or `user@host:path`; `undefined` for a local path, `null` when it cannot be told. */
export function hostOf(url: Text | undefined): Text | undefined {
  if (url === undefined) return undefined;
  if (typeof url === 'string') return hostInText(url);
  if (!isPattern(url)) return null;
  // The host is known when the known beginning reaches beyond it.
  const known = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)[/?#]/i.exec(url.prefix) ?? /^([^/]+:)/.exec(url.prefix);
  return known?.[1] && /[/@:]/.test(known[1]) ? hostInText(known[1]) : null;
}

function hostInText(url: string): string | undefined {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url);
  if (absolute) return normalised(absolute[1] ?? '');
  const scp = /^(?:[^/@:\s]+@)?([\w.-]+|\[[^\]]*\]):(?!\/\/)/.exec(url);
  return scp?.[1] && !/^[a-z]$/i.test(scp[1]) ? normalised(scp[1]) : undefined;
}

function normalised(host: string): string | undefined {
  const plain = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return plain === '' ? undefined : plain;
}

export function schemeOf(url: Text): string | undefined {
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(headOf(url))?.[1]?.toLowerCase();
}

/** Services of cloud machines that hand out credentials to whoever asks from within. */
export function isMetadataHost(host: Text | undefined): boolean {
  return (
    typeof host === 'string' &&
    /^(169\.254\.169\.254|169\.254\.170\.2|fd00:ec2::254|metadata(\.google\.internal)?|100\.100\.100\.200|metadata\.azure\.com|0x?a9fea9fe|2852039166)$/.test(
      host,
    )
  );
}
