/** Git's configuration format, as far as names and values go. Text that git would reject yields what came before it. */

export interface GitSetting {
  /** Lower-case section and key with the subsection as written between: `remote.Origin.url`, `alias.co`. */
  readonly name: string;
  readonly value: string;
}

const sectionHeader = /^\s*\[\s*([A-Za-z0-9.-]+)\s*(?:"((?:[^"\\]|\\.)*)")?\s*\]/;
const keyLine = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*))?$/s;

export function parseGitConfig(text: string): GitSetting[] {
  const settings: GitSetting[] = [];
  let section = '';
  for (const line of logicalLines(text)) {
    const header = sectionHeader.exec(line);
    if (header !== null) section = sectionName(header[1] ?? '', header[2]);
    const rest = header === null ? line : line.slice(header[0].length);
    const key = keyLine.exec(rest);
    if (key?.[1] !== undefined && section !== '') {
      settings.push({ name: `${section}.${key[1].toLowerCase()}`, value: unquote(key[2] ?? 'true') });
    }
  }
  return settings;
}

function sectionName(section: string, subsection: string | undefined): string {
  const name = section.toLowerCase();
  return subsection === undefined ? name : `${name}.${subsection.replace(/\\(.)/g, '$1')}`;
}

/** A backslash at the end joins the next line. */
function logicalLines(text: string): string[] {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/((?:^|[^\\])(?:\\\\)*)\\\n/g, '$1')
    .split('\n');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

/** Quotes and escapes taken away, comments and trailing blanks outside quotes dropped. */
function unquote(raw: string): string {
  let value = '';
  let kept = 0;
  let quoted = false;
  for (let i = 0; i < raw.length; i++) {
    const char = raw.charAt(i);
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '#' || char === ';')) break;
    else if (char === '\\') value += escapes[raw.charAt(++i)] ?? raw.charAt(i);
    else value += char;
    if (quoted || !/\s/.test(char)) kept = value.length;
  }
  return value.slice(0, kept);
}
