/** Tools nobody described: judged by what their arguments hold, else opaque. */
import type { UnknownToolAction } from '../../request';
import { runCode } from '../code/run-code';
import type { Shell } from '../shell/shell';
import { runSqlText } from '../shell/sql-run';
import { serviceEffects } from './service-call';
import { dispatchText, placeOf } from './text';

const MAX_DEPTH = 6;
const MAX_FIELDS = 200;

interface Field {
  readonly name: string;
  readonly text: string;
}

export function runUnknownTool(action: UnknownToolAction, shell: Shell): void {
  const fields = fieldsOf(action.input);
  const read = fields.filter((field) => runField(field, fields, shell)).length;
  const whole = { start: 0, end: shell.frame.source.text.length };
  const called = action.tool === undefined ? [] : serviceEffects(action.tool, action.input);
  for (const effect of called) shell.state(effect, whole);
  if (read === 0 && called.length === 0) shell.state({ kind: 'code.opaque', reason: 'unknown-program' }, whole);
}

/** Analyses a field as what its name says it is; false when it says nothing. */
function runField({ name, text }: Field, all: readonly Field[], shell: Shell): boolean {
  const place = placeOf(text, shell) ?? { start: 0, end: shell.frame.source.text.length };
  if (isCommandField(name)) {
    dispatchText(text, shell, name);
    return true;
  }
  if (/^(sql|query|statement|queries)$/i.test(name)) {
    if (!looksLikeSql(text)) return false;
    runSqlText(text, { engine: null, dialect: 'unknown', evidence: {} }, place, shell);
    return true;
  }
  if (/^(code|script|source|snippet|expression)$/i.test(name)) {
    const language = all.find((field) => /^(lang|language|interpreter)$/i.test(field.name))?.text.toLowerCase();
    if (language === undefined && /^script$/i.test(name)) dispatchText(text, shell, name);
    else runCode({ language: language ?? 'unknown', text, span: place }, shell);
    return true;
  }
  return false;
}

/** `command`, `cli_command`, `shellCommand`. */
function isCommandField(name: string): boolean {
  return /^(\w*_)?(command|cmd|shell|command_?line|bash)$/i.test(name) || /\w(Command|CommandLine)$/.test(name);
}

const SQL =
  /^\s*(--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*|\(\s*)*(select|insert|update|delete|drop|create|alter|truncate|with|merge|grant|revoke|copy|explain|call|exec(ute)?|begin|set|show|describe|desc|vacuum|analyze|pragma|replace|use|do|declare|lock|reindex|refresh|comment|rename|load|import|unload|attach|detach)\b/i;

const MAX_LOOKED_AT = 2000;

export function looksLikeSql(text: string): boolean {
  return SQL.test(text.slice(0, MAX_LOOKED_AT));
}

/** Strings anywhere in the input, with the name of the property that holds them. */
function fieldsOf(input: unknown): Field[] {
  const fields: Field[] = [];
  collect(input, '', 0, fields);
  return fields;
}

function collect(value: unknown, name: string, depth: number, fields: Field[]): void {
  if (fields.length >= MAX_FIELDS || depth > MAX_DEPTH) return;
  if (typeof value === 'string') fields.push({ name, text: value });
  else if (Array.isArray(value)) {
    if (
      value.length > 0 &&
      value.every((item) => typeof item === 'string') &&
      /^(command|cmd|argv|args)$/i.test(name)
    ) {
      fields.push({ name, text: value.join(' ') });
    } else for (const item of value) collect(item, name, depth + 1, fields);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) collect(item, key, depth + 1, fields);
  }
}
