/** The context that a command works in: given by an option, or the current one of the files kubectl reads. */
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Call } from '../../program';

/** `undefined` when there is none. */
export function contextOf(call: Call, option = '--context'): Text | undefined {
  const given = call.value(option);
  return given === undefined ? currentContext(call) : given;
}

/** The first of the files that names one decides. */
function currentContext(call: Call): Text | undefined {
  if (call.invocation.surroundings.changedEarlier('kube')) return UNKNOWN;
  const files = configFiles(call);
  if (!files) return UNKNOWN;
  for (const file of files) {
    const current = currentOf(call.invocation.surroundings.settings(file, call.invocation.cwd));
    if (current !== undefined) return current;
  }
  return undefined;
}

/** What `--kubeconfig` names, else the list in KUBECONFIG, else the file in the home directory. */
function configFiles(call: Call): readonly Text[] | undefined {
  const given = call.value('--kubeconfig');
  if (given !== undefined) return [given];
  const listed = call.invocation.variable('KUBECONFIG');
  if (listed === undefined || listed === '') return ['~/.kube/config'];
  return typeof listed === 'string' ? listed.split(':').filter((path) => path !== '') : undefined;
}

/** Files are YAML, or JSON, which is YAML too. */
function currentOf(text: Text | undefined): Text | undefined {
  if (typeof text !== 'string') return text;
  const [, quoted, plain] = /^\s*\{/.test(text)
    ? (/"current-context"\s*:\s*"([^"\\]*)"/.exec(text) ?? [])
    : (/^current-context:[ \t]*(?:["']([^"'\n]*)["']|([^\s#][^\n]*?))?[ \t]*(?:#.*)?\r?$/m.exec(text) ?? []);
  const name = quoted ?? plain;
  return name === undefined || name === '' ? undefined : name;
}
