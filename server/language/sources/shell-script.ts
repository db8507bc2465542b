/** Shell scripts: the whole file is one command text, so that variables and functions are seen as the shell sees them. */
import { basename, dirname, extname } from 'node:path';
import type { Shell } from '../../request';
import type { Fragment, Source } from './fragment';

const byInterpreter: Readonly<Record<string, Shell>> = {
  sh: 'posix',
  bash: 'bash',
  zsh: 'zsh',
  dash: 'dash',
  ash: 'dash',
  ksh: 'posix',
  fish: 'fish',
  pwsh: 'powershell',
};
const byExtension: Readonly<Record<string, Shell>> = {
  '.bash': 'bash',
  '.zsh': 'zsh',
  '.fish': 'fish',
  '.ps1': 'powershell',
  '.psm1': 'powershell',
  '.bat': 'cmd',
  '.cmd': 'cmd',
};

export function shellScript(source: Source): Fragment[] {
  if (source.text.trim() === '') return [];
  return [
    {
      action: { type: 'shell', command: source.text, shell: shellOf(source), script: source.path },
      title: basename(source.path),
      channel: 'terminal',
      cwd: dirname(source.path),
      whole: firstLine(source.text),
      toDocument: (span) => span,
    },
  ];
}

export function shellOf({ path, text }: Pick<Source, 'path' | 'text'>): Shell {
  const shebang = /^#![ \t]*(\S+)(?:[ \t]+(?:-\S+[ \t]+)*(\S+))?/.exec(text);
  const interpreter = basename(shebang?.[1] ?? '') === 'env' ? shebang?.[2] : basename(shebang?.[1] ?? '');
  return byInterpreter[interpreter ?? ''] ?? byExtension[extname(path).toLowerCase()] ?? 'posix';
}

export function firstLine(text: string): { readonly start: number; readonly end: number } {
  const end = text.indexOf('\n');
  return { start: 0, end: end === -1 ? text.length : end };
}
