/** Cells of a notebook that an agent's tool runs. Editors number cells by names of their own: it could be any of them. */
import { UNKNOWN } from '../../effects/value';
import type { NotebookAction } from '../../request';
import { runCodeText } from '../code/run-code';
import { possibly, withText } from '../frame';
import type { Shell } from '../shell/shell';
import { runText } from '../shell/text-run';

export function runNotebook(action: NotebookAction, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  const target = shell.surroundings.fileTarget(action.path, shell.scope.cwd);
  const path = target.path ?? UNKNOWN;
  const file = typeof path === 'string' ? shell.session.readFile(path) : undefined;
  const cells = file && cellsOf(file.text);
  if (!cells) {
    shell.state({ kind: 'code.opaque', reason: 'unresolved-command', program: action.path }, whole);
    return;
  }
  shell.state({ kind: 'code.exec', origin: 'workspace-file', path, lang: cells.language, resolved: false }, whole);
  for (const cell of cells.sources) runCell(cell, cells.language, shell.with({ frame: possibly(shell.frame) }));
}

/** `!cmd` is a command of the shell, `%%bash` makes the whole cell a script. */
function runCell(source: string, language: string, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  const script = /^\s*%%(?:bash|sh|script\s+\S+)[^\n]*\n([\s\S]*)$/.exec(source)?.[1];
  if (script !== undefined) {
    runText(script, whole, shell);
    return;
  }
  const commands = [...source.matchAll(/^\s*(?:[\w, ]+=\s*)?!(.+)$/gm)].map((match) => match[1]!);
  if (commands.length > 0) runText(commands.join('\n'), whole, shell);
  const code = source.replace(/^\s*[!%].*$/gm, '');
  runCodeText(language, code, shell.with({ frame: withText(shell.frame, whole, code) }));
}

interface Cells {
  readonly language: string;
  readonly sources: readonly string[];
}

/** `undefined` for what is no notebook. */
function cellsOf(text: string): Cells | undefined {
  try {
    const { cells, metadata } = JSON.parse(text);
    if (!Array.isArray(cells)) return undefined;
    const language = metadata?.language_info?.name ?? metadata?.kernelspec?.language ?? 'python';
    const code = cells.filter((cell) => cell?.cell_type === 'code').map((cell) => [cell.source].flat().join(''));
    return { language: String(language), sources: code };
  } catch {
    return undefined;
  }
}
