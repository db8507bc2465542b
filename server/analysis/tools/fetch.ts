/** Pages an agent's own tool fetches. */
import { UNKNOWN } from '../../effects/value';
import type { FetchAction } from '../../request';
import type { Shell } from '../shell/shell';

/** Addresses at which clouds hand credentials to whoever asks. */
const METADATA_HOSTS = new Set([
  '169.254.169.254',
  '[fd00:ec2::254]',
  '169.254.170.2',
  '100.100.100.200',
  'metadata.google.internal',
  'metadata',
]);

export function stateFetch(action: FetchAction, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  for (const url of action.urls) {
    const { host, scheme } = partsOf(url);
    const metadata = host === UNKNOWN ? UNKNOWN : METADATA_HOSTS.has(host);
    if (scheme === 'file') {
      const target = shell.surroundings.fileTarget(decodeURI(url).slice('file://'.length), shell.scope.cwd);
      shell.state({ kind: 'fs.read', ...target, audience: 'model' }, whole);
    } else shell.state({ kind: 'net.fetch', host, scheme, metadata }, whole);
    if (metadata) shell.state({ kind: 'secret.read', store: 'metadata-service', audience: 'model' }, whole);
  }
}

function partsOf(url: string): { host: string | null; scheme: string | null } {
  try {
    const parsed = new URL(url.includes('://') ? url : `https://${url}`);
    return { host: parsed.hostname.toLowerCase(), scheme: parsed.protocol.slice(0, -1) };
  } catch {
    return { host: UNKNOWN, scheme: UNKNOWN };
  }
}
