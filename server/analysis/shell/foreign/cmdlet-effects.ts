/** What a cmdlet of the table does, from its words. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import { type Text, UNKNOWN } from '../../../effects/value';
import { secretIn } from '../../programs/secret-stores';
import type { Word } from '../../programs/spec';
import { hostOf } from '../../programs/urls';
import { isSecretName } from '../scope';
import type { Shell } from '../shell';
import type { CmdletAction } from './cmdlets';
import type { Arguments } from './parameters';

export function cmdletEffects(action: CmdletAction, args: Arguments, shell: Shell): EffectDraft[] {
  if (args.switches.includes('whatif') || args.switches.includes('/?')) return [];
  const [first, second] = [...pathsOf(args), ...(args.values.get('destination') ?? [])];
  const drive = pathsOf(args).map((word) => /^(env|hk\w+|registry):/i.exec(String(word.value))?.[1]?.toLowerCase());
  if (drive.includes('env')) return ofEnvironment(action, pathsOf(args), shell);
  if (drive.some((name) => name !== undefined))
    return action === 'nothing' || action === 'read' ? [] : [{ kind: 'system.configure', area: 'registry' }];
  switch (action) {
    case 'delete':
      return targetsOf(args, shell).map((word) => deletes(word, args, shell));
    case 'write':
    case 'append':
    case 'create':
      return [writes(first?.value ?? UNKNOWN, action === 'write' ? 'overwrite' : action, shell)];
    case 'read':
      return pathsOf(args).flatMap((word) => reads(word, shell));
    case 'move':
      return [deletes(first ?? UNKNOWN_WORD, args, shell), writes(second?.value ?? UNKNOWN, 'overwrite', shell)];
    case 'copy':
      return [...reads(first ?? UNKNOWN_WORD, shell), writes(second?.value ?? UNKNOWN, 'overwrite', shell)];
    case 'fetch':
      return fetches(args, shell);
    case 'kill':
      return [
        {
          kind: 'process.signal',
          target: processOf(args)?.value ?? UNKNOWN,
          scope: typeof processOf(args)?.value === 'string' ? 'other' : UNKNOWN,
          force: args.switches.some((s) => /^(force|\/f)$/.test(s)),
        },
      ];
    case 'service':
      return [{ kind: 'service.control', unit: first?.value ?? UNKNOWN }];
    case 'service-program':
      return /^(query|queryex|qc|qfailure)$/i.test(String(first?.value))
        ? []
        : [{ kind: 'service.control', unit: second?.value ?? UNKNOWN }];
    case 'all-variables':
      return [{ kind: 'secret.read', store: 'env-var', audience: shell.io.shown ? 'model' : 'process' }];
    case 'power':
      return [{ kind: 'system.power', op: args.switches.some((s) => /^\/r/.test(s)) ? 'reboot' : 'shutdown' }];
    case 'format':
      return [{ kind: 'disk.destroy', device: first?.value ?? UNKNOWN, how: 'format' }];
    case 'policy':
    case 'defender':
      return [{ kind: 'system.configure', area: 'security-tool' }];
    case 'account':
      return [{ kind: 'system.configure', area: 'account' }];
    case 'event-log':
      return [{ kind: 'audit.tamper', what: 'system-log' }];
    case 'registry':
      return isQuery(args.operands) ? [] : [{ kind: 'system.configure', area: 'registry' }];
    case 'execute':
      return [{ kind: 'code.opaque', reason: 'dynamic-eval', program: first?.value ?? UNKNOWN }];
    default:
      return [];
  }
}

/** Paths are given by name or by place. */
function pathsOf({ operands, values }: Arguments): readonly Word[] {
  const named = ['path', 'literalpath', 'pspath', 'filepath'].flatMap((name) => values.get(name) ?? []);
  return [...named, ...operands];
}

/** What is deleted: the paths given, or what comes through the pipe. */
function targetsOf(args: Arguments, { io }: Shell): readonly Word[] {
  const paths = pathsOf(args);
  if (paths.length > 0) return paths;
  const text = io.stdin?.text ?? UNKNOWN;
  return [{ ...UNKNOWN_WORD, value: text, many: typeof text !== 'string' }];
}

function processOf({ operands, values }: Arguments): Word | undefined {
  return (values.get('id') ?? values.get('processname') ?? values.get('name') ?? operands)[0];
}

/** `Get-ChildItem Env:` lists all variables, secrets among them; of one with an ordinary name that is not feared. */
function ofEnvironment(action: CmdletAction, paths: readonly Word[], shell: Shell): EffectDraft[] {
  if (action !== 'nothing' && action !== 'read') return [{ kind: 'config.write', target: 'env', executes: UNKNOWN }];
  const names = paths.map(({ value }) => String(value).replace(/^env:[\\/]?/i, ''));
  if (names.every((name) => /^\w+$/.test(name) && !isSecretName(name))) return [];
  return [{ kind: 'secret.read', store: 'env-var', audience: shell.io.shown ? 'model' : 'process' }];
}

const UNKNOWN_WORD: Word = { value: UNKNOWN, raw: '', span: { start: 0, end: 0 }, many: true };

function isQuery(words: readonly Word[]): boolean {
  return /^(query|export|compare)$/i.test(String(words[0]?.value));
}

function deletes(word: Word, args: Arguments, shell: Shell): EffectDraft {
  const isAsked = args.switches.some((name) => /^(recurse|\/s)$/.test(name));
  // What comes through a pipe may have been listed with all that is below it.
  const recursive = isAsked || (pathsOf(args).length === 0 ? UNKNOWN : false);
  const target = shell.surroundings.fileTarget(word.value, shell.scope.cwd);
  const root = shell.surroundings.deletionRoot(word.value, shell.scope.cwd);
  return { kind: 'fs.delete', ...target, recursive, root };
}

function writes(path: Text, mode: 'overwrite' | 'append' | 'create', shell: Shell): EffectDraft {
  return { kind: 'fs.write', ...shell.surroundings.fileTarget(path, shell.scope.cwd), mode };
}

function reads(word: Word, shell: Shell): EffectDraft[] {
  const target = shell.surroundings.fileTarget(word.value, shell.scope.cwd);
  const audience = shell.io.shown ? 'model' : 'process';
  return [{ kind: 'fs.read', ...target, audience }, ...secretIn(target, audience)];
}

function fetches({ operands, switches, values }: Arguments, shell: Shell): EffectDraft[] {
  const url = values.get('uri')?.[0] ?? operands.find((word) => /^https?:/i.test(String(word.value))) ?? operands[0];
  const host = hostOf(url?.value ?? UNKNOWN) ?? UNKNOWN;
  const method = String(values.get('method')?.[0]?.value ?? '');
  const body = [...(values.get('body') ?? []), ...(values.get('form') ?? [])];
  const files = values.get('infile') ?? [];
  const posts = /^(post|put|patch)$/i.test(method);
  const sends = posts || body.length + files.length > 0 || switches.includes('/upload');
  const saved = [...(values.get('outfile') ?? []), ...(values.get('destination') ?? [])];
  return [
    { kind: 'net.fetch', host },
    ...files.flatMap((file) => reads(file, shell)),
    ...(sends ? [{ kind: 'net.upload', host, channel: 'http', source: sourceOf(body, files, shell) } as const] : []),
    ...saved.map((word) => writes(word.value, 'overwrite', shell)),
  ];
}

type UploadSource = Exclude<EffectDraftOf<'net.upload'>['source'], undefined>;

function sourceOf(body: readonly Word[], files: readonly Word[], { surroundings, scope, io }: Shell): UploadSource {
  const classes = files.map((file) => surroundings.fileTarget(file.value, scope.cwd).class);
  const sources = [
    ...body.flatMap((word) => word.sources ?? []),
    ...(body.length === 0 ? (io.stdin?.sources ?? []) : []),
  ];
  if (classes.some((kind) => kind === 'secret' || kind === 'key') || sources.includes('secret')) return 'secret';
  if (sources.includes('env')) return 'env';
  if (classes.length > 0) return classes.some((kind) => kind === UNKNOWN) ? UNKNOWN : 'file';
  if (sources.includes('file')) return 'file';
  return body.every((word) => typeof word.value === 'string') && !io.stdin ? 'literal' : UNKNOWN;
}
