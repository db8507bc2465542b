/** Databases as seen from another machine: its `localhost` is not ours. */
import type { EnvironmentEvidence } from '../effects/effect';
import { type Text, UNKNOWN } from '../effects/value';

/** Another machine, nobody knows which. */
export const SOMEWHERE: EnvironmentEvidence = { dbHost: UNKNOWN, host: UNKNOWN };

/** What is known of a target that is named on another machine. */
export function evidenceAt(place: EnvironmentEvidence, evidence: EnvironmentEvidence): EnvironmentEvidence {
  const { ownService: _, ...named } = evidence;
  if (!isOwnMachine(evidence)) return named;
  const { dbHost: _dbHost, host: _host, dbFile, ...rest } = named;
  return { ...rest, ...(dbFile !== undefined && { dbName: dbFile }), ...place };
}

function isOwnMachine({ dbHost, host }: EnvironmentEvidence): boolean {
  return isLoopback(dbHost) && isLoopback(host);
}

/** Also a socket, and nothing at all. */
function isLoopback(host: Text | undefined): boolean {
  return host === undefined || (typeof host === 'string' && /^(localhost|127\.[\d.]+|::1|0\.0\.0\.0|\/.*)$/.test(host));
}
