/** sed scripts: harmless unless they run commands (`e`) or write and read files (`w`, `r`). */
import type { EffectDraft } from '../../effects/effect';
import { secretIn } from '../programs/secret-stores';
import type { Run } from '../programs/spec';
import type { CodeContext, CodeReading } from './read-code';

const ADDRESS =
  /^\s*(?:(?:\d+(?:~\d+)?|\$|\/(?:[^/\\\n]|\\.)*\/I?|\\(.)(?:(?!\1)[^\n])*\1)(?:,\s*(?:[+~]?\d+|\$|\/(?:[^/\\\n]|\\.)*\/I?))?)?\s*!?\s*/;

export function readSed(text: string, context: CodeContext): CodeReading {
  const [effects, runs]: [EffectDraft[], Run[]] = [[], []];
  let resolved = true;
  for (const command of commandsOf(text)) {
    const substitution = /^s([^\w\s\\])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1([\s\S]*)$/.exec(command);
    if (substitution) {
      const flags = substitution[4]!;
      if (/^[gpiImM\d]*e/.test(flags)) runs.push({ type: 'shell', text: null, label: 'sed s///e' });
      const written = /^[gpiImM\d]*w\s*(\S+)/.exec(flags)?.[1];
      if (written) effects.push(write(written, context));
    } else if (/^e(\s|$)/.test(command)) {
      runs.push({ type: 'shell', text: command.slice(1).trim() || null, label: 'sed e' });
    } else if (/^[wW]\s*\S/.test(command)) effects.push(write(command.slice(1).trim(), context));
    else if (/^[rR]\s*\S/.test(command)) effects.push(...read(command.slice(1).trim(), context));
    else if (command.startsWith('s')) resolved = false;
  }
  return { effects, runs, resolved };
}

const MAX_COMMANDS = 200;

/** Commands without their addresses. A separator inside a substitution does not end it. */
function commandsOf(text: string): string[] {
  const commands: string[] = [];
  for (const line of text.split('\n').slice(0, MAX_COMMANDS)) {
    let rest = line;
    while (rest.trim() !== '' && commands.length < MAX_COMMANDS) {
      rest = rest.replace(ADDRESS, '').replace(/^[{};\s]+/, '');
      const length = lengthOfCommand(rest);
      if (length === 0) break;
      commands.push(rest.slice(0, length).trim());
      rest = rest.slice(length);
    }
  }
  return commands;
}

function lengthOfCommand(text: string): number {
  if (/^[sy][^\w\s\\]/.test(text)) return lengthOfSubstitution(text);
  // Text and file names reach to the end of the line.
  if (/^[aicrRwWe#:btT]/.test(text) && !/^[bt]\s*[;}]/.test(text)) return text.length;
  const end = text.search(/[;}]/);
  return end < 0 ? text.length : end;
}

function lengthOfSubstitution(text: string): number {
  const separator = text[1]!;
  let [at, seen] = [2, 0];
  for (; at < text.length && seen < 2; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === separator) seen++;
  }
  const flags = /^[gpiImMe\d]*(w[^\n]*)?/.exec(text.slice(at))?.[0] ?? '';
  return at + flags.length;
}

function write(path: string, { surroundings, cwd }: CodeContext): EffectDraft {
  return { kind: 'fs.write', ...surroundings.fileTarget(path, cwd), mode: 'overwrite' };
}

function read(path: string, { surroundings, cwd }: CodeContext): EffectDraft[] {
  const target = surroundings.fileTarget(path, cwd);
  return [{ kind: 'fs.read', ...target, audience: 'model' }, ...secretIn(target, 'model')];
}
