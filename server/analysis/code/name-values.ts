/** What a name is given by `name = …`: a value, a list, or another name of something of the library. */
import { textOf } from './expression';
import type { Names } from './names';
import { statementFrom } from './token-ranges';
import type { Token } from './tokens';

export function assignExpression(name: string, tokens: readonly Token[], from: number, names: Names): void {
  const chain = chainAt(tokens, from);
  if (chain !== undefined && names.means(chain)) names.alias(name, names.canonical(chain));
  const expression = () => statementFrom(tokens, from);
  names.assignWritten(name, expression, () => textOf(expression(), names));
}

const MAX_CHAIN = 12;

/** `os.system` and nothing else. */
function chainAt(tokens: readonly Token[], from: number): string | undefined {
  const names: string[] = [];
  for (let at = from; tokens[at]?.type === 'name' && names.length < MAX_CHAIN; at += 2) {
    names.push(tokens[at]!.text);
    const next = tokens[at + 1];
    if (!next || next.startsLine || /^[;,)}]$/.test(next.text)) return names.join('.');
    if (next.text !== '.' && next.text !== '::') return undefined;
  }
  return undefined;
}
