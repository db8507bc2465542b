import type { SessionProvider } from '../providers';
import { unknownPast } from './past';

/** Where nothing can be kept, nothing is known of what was before: what depends on it counts as possible. */
export function forgetfulSession(problem: string): SessionProvider {
  return { past: () => unknownPast(problem), keep: (_, answer) => answer };
}
