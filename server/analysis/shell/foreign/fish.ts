/** fish: its statements put into the words of sh, as far as they are simple; sh's reader does the rest. */

/** What closes the block that such a word opens. */
const CLOSED_BY: Readonly<Record<string, string>> = { if: 'fi', for: 'done', while: 'done', begin: '}', function: '}' };

/** The same in sh; `undefined` when there is more to it than is known here. */
export function fishAsShell(text: string): string | undefined {
  const open: string[] = [];
  const lines: string[] = [];
  for (const statement of statementsOf(text) ?? ['switch']) {
    const translated = translate(statement.trim(), open);
    if (translated === undefined) return undefined;
    lines.push(translated);
  }
  return open.length === 0 ? joined(lines) : undefined;
}

/** `and` and `or` go on with the statement before. */
function joined(lines: readonly string[]): string {
  return lines.reduce((text, line) => (/^(&&|\|\|)/.test(line) ? `${text} ${line}` : `${text}\n${line}`), '');
}

/** `undefined` when quotes or brackets do not end. */
function statementsOf(text: string): string[] | undefined {
  const statements = [''];
  let [quote, depth] = ['', 0];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const escaped = char === '\\' ? text.slice(at, ++at + 1) : char;
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (depth === 0 && (char === ';' || char === '\n')) {
      statements.push('');
      continue;
    }
    const substitutes = quote === '' && char === '(' && text[at - 1] !== '$';
    statements[statements.length - 1] += substitutes ? '$(' : escaped;
  }
  return quote === '' && depth === 0 ? statements.filter((statement) => statement.trim() !== '') : undefined;
}

/** Words that only fish has, and that are not read here. */
const BEYOND =
  /^(switch|case|string|math|source|funcsave|abbr|argparse|emit|block|contains|builtin|status)\b|\$\w+\[|\(\s*\(/;

function translate(statement: string, open: string[]): string | undefined {
  if (BEYOND.test(statement)) return undefined;
  const [word = '', rest = ''] = statement.split(/\s+([\s\S]*)/, 2);
  if (word === 'and' || word === 'or') return prefixed(word === 'and' ? '&&' : '||', rest, open);
  if (word === 'not') return prefixed('!', rest, open);
  if (word === 'set') return setting(rest);
  if (word === 'end') return open.pop();
  if (word === 'else') return rest.startsWith('if ') ? `elif ${rest.slice(3)}; then` : 'else';
  const close = CLOSED_BY[word];
  if (close === undefined) return statement;
  open.push(close);
  if (word === 'if') return `if ${rest}; then`;
  if (word === 'begin') return '{';
  return word === 'function' ? `${rest.split(/\s/, 1)[0]}() {` : `${word} ${rest}; do`;
}

function prefixed(sign: string, rest: string, open: string[]): string | undefined {
  const inner = translate(rest, open);
  return inner === undefined ? undefined : `${sign} ${inner}`;
}

/** `set -gx NAME value…`, `set -e NAME` */
function setting(rest: string): string | undefined {
  const [, flags = '', name, values = ''] = /^((?:-[-\w]+\s+)*)(\w+)\s*([\s\S]*)$/.exec(rest) ?? [];
  if (name === undefined || /-\w*[qaS]|--(query|append|show)/.test(flags)) return undefined;
  if (/-\w*e|--erase/.test(flags)) return `unset ${name}`;
  // A list is its words, one by one; what is quoted with a blank in it would be split where fish does not.
  const isList = /\s/.test(values.trim());
  if (isList && /["'(]/.test(values)) return undefined;
  const exported = /-\w*x|--export/.test(flags) ? `; export ${name}` : '';
  return `${name}=${isList || values === '' ? `"${values}"` : values}${exported}`;
}
