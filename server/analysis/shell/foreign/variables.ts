/** Variables of PowerShell and cmd, by names whose case does not matter. */
import { type Text, UNKNOWN } from '../../../effects/value';
import { isSecretName, type Value } from '../scope';
import type { Shell } from '../shell';
import { either } from '../text';

/** Where Windows is unless somebody has put it elsewhere. */
const WINDOWS: Readonly<Record<string, string>> = {
  systemdrive: 'C:',
  systemroot: 'C:\\Windows',
  windir: 'C:\\Windows',
  programfiles: 'C:\\Program Files',
  programdata: 'C:\\ProgramData',
};

/** Properties of a file that are its path. */
const PATH_PROPERTY = /^(fullname|path|pspath|providerpath)$/i;

export function variableValue(written: string, shell: Shell): Value {
  const [base = '', ...members] = written.replace(/^\$\{?|\}$/g, '').split('.');
  const isEnvironment = /^(env:|%|!)/i.test(base);
  const name = base.replace(/^(env|script|global|local):|[%!]/gi, '').toLowerCase();
  if (members.length > 0 && !PATH_PROPERTY.test(members.join('.'))) return { text: UNKNOWN };
  const set = shell.scope.get(keyOf(name, isEnvironment))?.[0];
  if (set) return set;
  if (isEnvironment) return environmentValue(name, shell);
  if (name === 'home') return { text: shell.scope.home };
  if (name === 'pwd') return { text: shell.scope.cwd };
  return { text: /^(true|false)$/.test(name) ? name : name === 'null' ? '' : UNKNOWN };
}

function environmentValue(name: string, { scope }: Shell): Value {
  if (name === 'userprofile' || name === 'home') return { text: scope.home };
  if (name === 'cd') return { text: scope.cwd };
  return isSecretName(name) ? { text: UNKNOWN, sources: ['env'] } : { text: WINDOWS[name] ?? UNKNOWN };
}

/** In a block that may not be run, what was there before may stay. */
export function setVariable(written: string, value: Value, inBlock: boolean, shell: Shell): void {
  const isEnvironment = /^\$?env:/i.test(written);
  const name = written.replace(/^\$?((env|script|global|local):)?/i, '').toLowerCase();
  const key = keyOf(name, isEnvironment);
  const before = shell.scope.get(key)?.[0];
  shell.scope.set(key, [inBlock && before ? { ...value, text: either(before.text, value.text) } : value]);
}

/** Names that no program of a shell would ask for. */
function keyOf(name: string, isEnvironment: boolean): string {
  return `${isEnvironment ? 'env' : 'var'}:${name}`;
}

/** What goes through a pipe, one after the other: `$_`. */
export function setCurrent(text: Text, shell: Shell): void {
  for (const name of ['_', 'psitem']) shell.scope.set(keyOf(name, false), [{ text }]);
}
