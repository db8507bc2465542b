/** What a cmdlet of the table does, from its words. */
import type { EffectDraft } from '../../../effects/effect';
import { type Text, UNKNOWN } from '../../../effects/value';
import { secretStoreOf } from '../../programs/secret-stores';
import type { Word } from '../../programs/spec';
import { hostOf } from '../../programs/urls';
import type { Shell } from '../shell';
import type { CmdletAction } from './cmdlets';

/** Parameters that are switches: they take no value. */
const SWITCHES =
  /^-(recurse|r|force|f|fo|whatif|wi|confirm|cf|verbose|v|passthru|directory|file|hidden|noclobber|append|asjob|wait|raw|name|usebasicparsing|nonewline|container|leaf|isvalid|quiet|s|q)$/i;

/** Parameters whose value is the path. */
const PATHS = /^-(path|literalpath|pspath|lp|filepath|outfile|destination)$/i;

/** Parameters whose value is a process. */
const PROCESSES = /^-(id|processname)$/i;

interface Arguments {
  readonly operands: readonly Word[];
  readonly switches: readonly string[];
}

export function argumentsOf(words: readonly Word[]): Arguments {
  const operands: Word[] = [];
  const switches: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const text = typeof word.value === 'string' ? word.value : '';
    if (/^\/[a-z?]+(:.*)?$/i.test(text)) switches.push(text.toLowerCase());
    else if (!/^-[A-Za-z?]/.test(text)) operands.push(...elements(word));
    else {
      const [name = '', value] = text.split(':', 2);
      switches.push(name.toLowerCase());
      if (value !== undefined || SWITCHES.test(name)) continue;
      const next = words[at + 1];
      if (next && (PATHS.test(name) || PROCESSES.test(name))) operands.push(...elements(next));
      at++;
    }
  }
  return { operands, switches };
}

/** `a,b` is a list. */
function elements(word: Word): Word[] {
  if (typeof word.value !== 'string' || !word.value.includes(',')) return [word];
  return word.value.split(',').flatMap((value) => (value === '' ? [] : [{ ...word, value }]));
}

export function cmdletEffects(action: CmdletAction, words: readonly Word[], shell: Shell): EffectDraft[] {
  const args = argumentsOf(words);
  if (args.switches.includes('-whatif') || args.switches.includes('/?')) return [];
  const [first, second] = args.operands;
  const drive = args.operands.map((word) => /^(env|hk\w+|registry):/i.exec(String(word.value))?.[1]?.toLowerCase());
  if (drive.includes('env')) return ofEnvironment(action, shell);
  if (drive.some((name) => name !== undefined))
    return action === 'nothing' || action === 'read' ? [] : [{ kind: 'system.configure', area: 'registry' }];
  switch (action) {
    case 'delete':
      return (args.operands.length > 0 ? args.operands : [UNKNOWN_WORD]).map((word) => deletes(word, args, shell));
    case 'write':
    case 'append':
    case 'create':
      return [writes(first?.value ?? UNKNOWN, action === 'write' ? 'overwrite' : action, shell)];
    case 'read':
      return args.operands.flatMap((word) => reads(word, shell));
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
          target: first?.value ?? UNKNOWN,
          scope: typeof first?.value === 'string' ? 'other' : UNKNOWN,
          force: args.switches.some((s) => /force|\/f/.test(s)),
        },
      ];
    case 'service':
      return [{ kind: 'service.control', unit: first?.value ?? UNKNOWN }];
    case 'power':
      return [{ kind: 'system.power', op: args.switches.some((s) => /^[-/]r/.test(s)) ? 'reboot' : 'shutdown' }];
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
      return isQuery(words) ? [] : [{ kind: 'system.configure', area: 'registry' }];
    case 'execute':
      return [{ kind: 'code.opaque', reason: 'dynamic-eval', program: first?.value ?? UNKNOWN }];
    default:
      return [];
  }
}

/** `Get-ChildItem Env:` lists all variables, secrets among them. */
function ofEnvironment(action: CmdletAction, shell: Shell): EffectDraft[] {
  if (action !== 'nothing' && action !== 'read') return [{ kind: 'config.write', target: 'env', executes: UNKNOWN }];
  return [{ kind: 'secret.read', store: 'env-var', audience: shell.io.shown ? 'model' : 'process' }];
}

const UNKNOWN_WORD: Word = { value: UNKNOWN, raw: '', span: { start: 0, end: 0 }, many: true };

function isQuery(words: readonly Word[]): boolean {
  return /^(query|export|compare)$/i.test(String(words[0]?.value));
}

function deletes(word: Word, { switches }: Arguments, shell: Shell): EffectDraft {
  const recursive = switches.some((name) => /^-r(ecurse)?$|^\/s$/.test(name));
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
  const read: EffectDraft = { kind: 'fs.read', ...target, audience };
  if (target.class !== 'secret' && target.class !== 'key') return [read];
  const name = target.path ?? UNKNOWN;
  const store = secretStoreOf(name);
  return [read, { kind: 'secret.read', ...(store && { store }), name, audience }];
}

function fetches({ operands, switches }: Arguments, shell: Shell): EffectDraft[] {
  const url = operands.find((word) => /^https?:/i.test(String(word.value))) ?? operands[0];
  const host = hostOf(url?.value ?? UNKNOWN) ?? UNKNOWN;
  const sends = switches.some((name) => /^-(body|infile|form)$/.test(name));
  const saved = switches.includes('-outfile') ? operands.filter((word) => word !== url) : [];
  return [
    { kind: 'net.fetch', host },
    ...(sends ? [{ kind: 'net.upload', host, channel: 'http' } as const] : []),
    ...saved.map((word) => writes(word.value, 'overwrite', shell)),
  ];
}
