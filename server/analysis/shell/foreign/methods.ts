/** Methods of .NET that PowerShell calls: of files, of web clients, of texts. */
import type { Span } from '../../../effects/effect';
import { type Text, UNKNOWN } from '../../../effects/value';
import type { Word } from '../../programs/spec';
import { hostOf } from '../../programs/urls';
import type { Value } from '../scope';
import type { Shell } from '../shell';
import { literal } from '../streams';
import { variableValue } from './variables';

/** `undefined` when nobody knows what is called. */
export function methodCall(callee: string, args: readonly Word[], span: Span, shell: Shell): Value | undefined {
  const [, type, method] = /^\[(?:System\.)?([\w.]+)\]::(\w+)$/i.exec(callee) ?? [];
  if (type !== undefined) return ofType(type.toLowerCase(), method!.toLowerCase(), args, span, shell);
  const member = /\.(\w+)$/.exec(callee)?.[1]?.toLowerCase() ?? '';
  if (/^download(string|file|data)(async)?$/.test(member))
    return fetched(args, member.startsWith('downloadfile'), span, shell);
  return HARMLESS.test(member) ? { text: UNKNOWN } : undefined;
}

const HARMLESS =
  /^(tostring|toupper|tolower|trim|trimend|trimstart|replace|split|substring|contains|startswith|endswith|indexof|lastindexof|padleft|padright|format|join|add|adddays|addhours|addminutes|getenumerator|containskey|gettype|equals|compareto|insert|count|where|select|tochararray|getvalue|getproperty|round|floor|ceiling|max|min|abs|pow|sqrt|isnullorempty|isnullorwhitespace|parse|tryparse|newguid|getfilename|getextension|getdirectoryname|combine|exists)$/;

function ofType(type: string, method: string, args: readonly Word[], span: Span, shell: Shell): Value | undefined {
  const { surroundings, scope } = shell;
  const target = () => surroundings.fileTarget(firstOf(args), scope.cwd);
  if (/^io\.(file|directory)$/.test(type) && method === 'delete') {
    const root = surroundings.deletionRoot(firstOf(args), scope.cwd);
    const recursive = type.endsWith('directory');
    shell.state({ kind: 'fs.delete', ...target(), recursive, root: recursive ? root : 'none' }, span);
    return { text: '' };
  }
  if (type === 'io.file' && /^(write|append|create|open)/.test(method)) {
    shell.state({ kind: 'fs.write', ...target(), mode: method.startsWith('append') ? 'append' : 'overwrite' }, span);
    return { text: UNKNOWN };
  }
  if (type === 'io.file' && method.startsWith('read')) {
    const read = target();
    shell.state({ kind: 'fs.read', ...read, audience: 'model' }, span);
    return { text: UNKNOWN, sources: [read.class === 'secret' || read.class === 'key' ? 'secret' : 'file'] };
  }
  if (type === 'environment') return ofEnvironment(method, args, span, shell);
  if (type === 'convert' && method === 'frombase64string') return { text: UNKNOWN, sources: ['decoded'] };
  return HARMLESS.test(method) || /^(text\.encoding|math|string|datetime|guid|io\.path|regex)/.test(type)
    ? { text: UNKNOWN, sources: [...new Set(args.flatMap((word) => word.sources ?? []))] }
    : undefined;
}

function ofEnvironment(method: string, args: readonly Word[], span: Span, shell: Shell): Value | undefined {
  const isAll = method === 'getenvironmentvariables';
  if (isAll) shell.state({ kind: 'secret.read', store: 'env-var', audience: 'model' }, span);
  if (isAll || method === 'getfolderpath') return { text: UNKNOWN };
  const name = firstOf(args);
  if (method === 'getenvironmentvariable') return variableValue(`env:${typeof name === 'string' ? name : ''}`, shell);
  return method === 'exit' ? { text: '' } : undefined;
}

function firstOf([first]: readonly Word[]): Text {
  return first ? first.value : UNKNOWN;
}

function fetched(args: readonly Word[], toFile: boolean, span: Span, shell: Shell): Value {
  shell.state({ kind: 'net.fetch', host: hostOf(firstOf(args)) ?? UNKNOWN }, span);
  if (toFile) {
    const file = shell.surroundings.fileTarget(args[1]?.value ?? UNKNOWN, shell.scope.cwd);
    shell.state({ kind: 'fs.write', ...file, mode: 'overwrite' }, span);
    if (typeof file.path === 'string') shell.session.write(file.path, literal(UNKNOWN, ['network']));
  }
  return { text: UNKNOWN, sources: ['network'] };
}
