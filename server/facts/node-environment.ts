import { homedir, userInfo } from 'node:os';
import type { EnvironmentProvider } from '../providers';

/** Set by our own launcher; the command would not inherit it. */
const ownVariable = 'ELECTRON_RUN_AS_NODE';

export function nodeEnvironment(): EnvironmentProvider {
  return {
    get: (name) => (name === ownVariable ? undefined : process.env[name]),
    get home() {
      return homedir();
    },
    get platform() {
      return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
    },
    get user() {
      return currentUser();
    },
  };
}

/** `userInfo` throws for a uid without an account, as containers have. */
function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? process.env.USERNAME ?? String(process.getuid?.() ?? 'unknown');
  }
}
