import { userInfo } from 'node:os';

/** The name of whom this process runs as; `undefined` for a user without an entry, as in some containers. */
export function osUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
