import { homedir, userInfo } from 'node:os';
import type { EnvironmentProvider } from '../providers';

/** Environment variables by name, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Set by our own launcher; the command would not inherit it. */
const ownVariable = 'ELECTRON_RUN_AS_NODE';

/** `variables` are those of the process that asks; user and home must be the same as here. */
export function nodeEnvironment(variables: Variables): EnvironmentProvider {
  const get = lookUpIn(variables);
  return {
    get: (name) => (name === ownVariable ? undefined : get(name)),
    home: homedir(),
    get platform() {
      return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
    },
    get user() {
      return currentUser(variables);
    },
  };
}

/** Windows finds a variable by any spelling of its name; a copy of its variables does not. */
function lookUpIn(variables: Variables): EnvironmentProvider['get'] {
  if (process.platform !== 'win32' || variables === process.env) return (name) => variables[name];
  const byName = new Map(Object.entries(variables).map(([name, value]) => [name.toUpperCase(), value]));
  return (name) => byName.get(name.toUpperCase());
}

/** `userInfo` throws for a uid without an account, as containers have. */
function currentUser({ USER, USERNAME }: Variables): string {
  try {
    return userInfo().username;
  } catch {
    return USER ?? USERNAME ?? String(process.getuid?.() ?? 'unknown');
  }
}
