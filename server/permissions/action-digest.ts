import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical';

/** What makes an action the very same: by whom, what, where, and under which policy. All of it stands in its record. */
export interface ExactAction {
  /** HMAC of what would be run, under the log's key. */
  readonly fingerprint: string;
  /** Absolute; with links followed. */
  readonly workspace: string;
  readonly cwd: string;
  readonly actor: string;
  readonly agent: string | undefined;
  readonly session: string | undefined;
  readonly policyDigest: string;
}

export function actionDigest(action: ExactAction): string {
  return `sha256:${createHash('sha256').update(canonicalJson(action)).digest('hex')}`;
}
