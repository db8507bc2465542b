/** Runs the simple commands of a foreign shell: its own from the table, others as programs. */
import { UNKNOWN } from '../../../effects/value';
import { absolutePath, withHome } from '../../files/paths';
import { programFor } from '../../programs/registry';
import type { Stream, Word } from '../../programs/spec';
import { programName, runNamed } from '../dispatch';
import type { Shell } from '../shell';
import { ANYTHING, literal, NOTHING, outputOf } from '../streams';
import { cmdletEffects } from './cmdlet-effects';
import { cmdletAction } from './cmdlets';
import type { ForeignCommand, ForeignScript } from './lexer';

export function runCommands(script: ForeignScript, language: string, shell: Shell): Stream {
  let before: Stream = NOTHING;
  for (const command of script.commands) {
    if (!shell.session.step(shell.frame)) break;
    const { stdin: _, ...io } = shell.io;
    before = runCommand(command, shell.with({ io: command.piped ? { ...io, stdin: before } : io }));
  }
  if (!script.complete) {
    const whole = { start: 0, end: shell.frame.source.text.length };
    shell.state({ kind: 'code.opaque', reason: 'unparsed', program: language }, whole);
  }
  return before;
}

/** `if not exist dist mkdir dist` of cmd: the command behind the condition. */
function behindCondition(words: readonly Word[]): readonly Word[] {
  if (!/^@?if$/i.test(words[0]?.raw ?? '')) return words;
  const at = words.findIndex((word, index) => index > 0 && !/^(not|\/i)$/i.test(word.raw));
  const test = words[at]?.raw ?? '';
  if (/^(exist|defined|errorlevel|cmdextversion)$/i.test(test)) return words.slice(at + 2);
  if (test.includes('==') && !test.endsWith('==')) return words.slice(at + 1);
  return words.slice(at + (test.endsWith('==') ? 2 : 3));
}

/** `$x = Get-Date` runs what is right of it; `$_.CPU -gt 5` is an expression. */
function withoutExpression(given: readonly Word[]): readonly Word[] {
  const words = /^(-not|!)$/i.test(given[0]?.raw ?? '') ? given.slice(1) : given;
  if (!words[0]?.raw.startsWith('$')) return words;
  return /^[-+*/]?=$/.test(words[1]?.raw ?? '') && !/^["'$\d]/.test(words[2]?.raw ?? '') ? words.slice(2) : [];
}

function runCommand(written: ForeignCommand, shell: Shell): Stream {
  const command = { ...written, words: withoutExpression(behindCondition(written.words)) };
  if (command.words.length === 0) return ANYTHING;
  const [first, ...args] = command.words;
  const span = { start: first!.span.start, end: command.words.at(-1)!.span.end };
  for (const { target, append } of command.redirects) {
    if (/^(\$null|nul)$/i.test(target.raw)) continue;
    const file = shell.surroundings.fileTarget(target.value, shell.scope.cwd);
    shell.state({ kind: 'fs.write', ...file, mode: append ? 'append' : 'overwrite' }, target.span);
    if (typeof file.path === 'string') shell.session.write(file.path, ANYTHING);
  }
  const name = first!.value;
  if (typeof name !== 'string') {
    shell.state({ kind: 'code.opaque', reason: 'unresolved-command' }, span);
    return ANYTHING;
  }
  const action = isRealProgram(name, args) ? undefined : cmdletAction(name);
  if (action === 'directory') {
    shell.scope.cwd = args[0] ? absolutePath(args[0].value, shell.scope.cwd) : UNKNOWN;
    return NOTHING;
  }
  if (action) return runCmdlet(action, command, span, shell);
  if (isScriptHere(name, shell)) return runNamed(first!, `./${name}`, args, span, shell);
  if (programFor(programName(name)) || /[\\/]/.test(name))
    return runNamed(first!, name.replace(/\\/g, '/'), args, span, shell);
  shell.state({ kind: 'code.opaque', reason: 'unknown-program', program: name }, span);
  return literal(UNKNOWN, ['unknown']);
}

/** `curl` and `wget` are other names of a cmdlet to old PowerShells only, and their options do not look like a cmdlet's. */
function isRealProgram(name: string, args: readonly Word[]): boolean {
  return /^(curl|wget)(\.exe)?$/i.test(name) && args.some(({ raw }) => /^--\w|^-[A-Za-z]{1,3}$/.test(raw));
}

/** cmd looks for programs in the current directory first. */
function isScriptHere(name: string, { session, surroundings, scope }: Shell): boolean {
  if (!/^[\w-]+\.(bat|cmd|ps1)$/i.test(name)) return false;
  const { path } = surroundings.fileTarget(name, scope.cwd);
  return typeof path === 'string' && (session.isRewritten(path) || session.providers.files.kind(path) === 'file');
}

function runCmdlet(
  action: NonNullable<ReturnType<typeof cmdletAction>>,
  command: ForeignCommand,
  span: { start: number; end: number },
  shell: Shell,
): Stream {
  const { home } = shell.session.providers.env;
  const args = command.words
    .slice(1)
    .map((word) => (typeof word.value === 'string' ? { ...word, value: withHome(word.value, home) } : word));
  const effects = cmdletEffects(action, args, shell);
  const content = effects.some(({ kind }) => kind === 'net.fetch') ? literal(UNKNOWN, ['network']) : ANYTHING;
  for (const effect of effects) {
    shell.state(effect, span);
    if (effect.kind === 'fs.write' && typeof effect.path === 'string') shell.session.write(effect.path, content);
  }
  if (action === 'execute' && shell.io.stdin?.sources.includes('network')) {
    shell.state({ kind: 'code.exec', origin: 'network', lang: 'powershell', resolved: false }, span);
  }
  return outputOf({ effects }, shell.io.stdin);
}
