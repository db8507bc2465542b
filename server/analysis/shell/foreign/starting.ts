/** Cmdlets that start something else: `Invoke-Expression`, `Start-Process`, `Invoke-Sqlcmd`. */
import type { Span } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { inside, withText } from '../../frame';
import type { Stream, Word } from '../../programs/spec';
import { dispatch } from '../dispatch';
import { follow } from '../follow';
import type { Shell } from '../shell';
import { ANYTHING } from '../streams';
import type { Arguments } from './parameters';
import { runPowerShell } from './powershell';

/** `undefined` for cmdlets that start nothing, and for what is started by no text that is known. */
export function startsOther(name: string, args: Arguments, span: Span, shell: Shell): Stream | undefined {
  if (/^(invoke-expression|iex)$/i.test(name)) return evaluates(args, span, shell);
  if (/^(start-process|saps|start)$/i.test(name)) return starts(args, span, shell);
  if (/^invoke-sqlcmd$/i.test(name)) return queries(args, span, shell);
  return undefined;
}

function evaluates({ operands, values }: Arguments, span: Span, shell: Shell): Stream | undefined {
  const [given] = values.get('command') ?? operands;
  const text: Text = given ? given.value : (shell.io.stdin?.text ?? UNKNOWN);
  const sources = given ? (given.sources ?? []) : (shell.io.stdin?.sources ?? []);
  if (typeof text === 'string') {
    const frame = inside(withText(shell.frame, given?.span ?? span, text), { label: 'Invoke-Expression' });
    return runPowerShell(text, shell.with({ frame }));
  }
  const origin = (['network', 'decoded'] as const).find((source) => sources.includes(source));
  shell.state({ kind: 'code.opaque', reason: 'dynamic-eval', program: UNKNOWN }, span);
  if (origin) shell.state({ kind: 'code.exec', origin, lang: 'powershell', resolved: false }, span);
  return ANYTHING;
}

/** `Start-Process cmd '/c del x'`: what it is given is one text, or a list. */
function starts({ operands, values }: Arguments, span: Span, shell: Shell): Stream | undefined {
  const [program] = values.get('filepath') ?? operands;
  const given = values.get('argumentlist') ?? operands.slice(values.has('filepath') ? 0 : 1);
  if (!program || typeof program.value !== 'string' || /^(https?:|\/)/.test(program.value)) return undefined;
  const elevates = values.get('verb')?.some(({ value }) => /^runas$/i.test(String(value))) === true;
  if (elevates) shell.state({ kind: 'privilege.escalate', how: 'runas', user: 'Administrator' }, span);
  const facets = { label: 'Start-Process', ...(elevates && { authority: 'elevated' as const }) };
  const words = [program, ...given.flatMap(splitWords)];
  return dispatch(words, span, shell.with({ frame: inside(shell.frame, facets) }));
}

function splitWords(word: Word): Word[] {
  if (typeof word.value !== 'string') return [word];
  return (word.value.match(/"[^"]*"|\S+/g) ?? []).map((value) => ({ ...word, value: value.replace(/^"(.*)"$/, '$1') }));
}

function queries({ operands, values }: Arguments, span: Span, shell: Shell): Stream {
  const [query] = values.get('query') ?? operands;
  const [file] = values.get('inputfile') ?? [];
  const host = values.get('serverinstance')?.[0]?.value;
  const connection = {
    engine: 'mssql',
    dialect: 'tsql',
    evidence: { ...(typeof host === 'string' && { host }) },
  } as const;
  const label = 'Invoke-Sqlcmd';
  if (file) return follow({ type: 'sql-file', path: file.value, connection, label }, shell, span);
  return follow(
    { type: 'sql', text: query?.value ?? UNKNOWN, span: query?.span ?? span, connection, label },
    shell,
    span,
  );
}
