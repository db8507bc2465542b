/** dbt: the target of a profile. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import { readYaml, type YamlNode } from '../../../../project/plain-yaml';
import type { Call } from '../../../program';
import { type Found, firstSettings, SOMEWHERE, settingsOf } from './found';

export function dbtDatabase(call: Call): Found | undefined {
  const project = call.words('--project-dir').at(-1)?.value;
  const settings = firstSettings(call, profileFiles(call, project));
  if (!settings) return undefined;
  const profiles = typeof settings.text === 'string' ? readYaml(settings.text) : undefined;
  const name = firstStated(call.words('--profile').at(-1)?.value, profileOf(call, project));
  const profile = typeof name === 'string' ? profiles?.at(name) : undefined;
  const target = firstStated(call.words('-t').at(-1)?.value, textOf(call, profile?.at('target')), 'default');
  const output = typeof target === 'string' ? profile?.at('outputs')?.at(target) : undefined;
  if (!output) return SOMEWHERE;
  const file = /duckdb|sqlite/.test(String(textOf(call, output.at('type'))));
  if (file) return { file: textOf(call, output.at('path')) ?? UNKNOWN };
  const [host, database, user] = ['host', 'dbname', 'user'].map((key) => textOf(call, output.at(key)));
  return {
    host: firstStated(host, textOf(call, output.at('account'))) ?? UNKNOWN,
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
  };
}

function profileFiles(call: Call, project: Text | undefined): readonly Text[] {
  const given = firstStated(call.words('--profiles-dir').at(-1)?.value, call.invocation.variable('DBT_PROFILES_DIR'));
  if (given !== undefined) return [inside(given, 'profiles.yml')];
  return [inside(project, 'profiles.yml'), '~/.dbt/profiles.yml'];
}

function profileOf(call: Call, project: Text | undefined): Text | undefined {
  const text = settingsOf(call, inside(project, 'dbt_project.yml'));
  return typeof text === 'string' ? /^profile:[ \t]*["']?([\w-]+)["']?[ \t]*(?:#.*)?$/m.exec(text)?.[1] : text;
}

function inside(folder: Text | undefined, name: string): Text {
  if (folder === undefined) return name;
  return typeof folder === 'string' ? `${folder.replace(/\/$/, '')}/${name}` : UNKNOWN;
}

/** `"{{ env_var('X', 'y') }}"` is a variable; any other template is unknown. */
function textOf(call: Call, node: YamlNode | undefined): Text | undefined {
  if (node === undefined) return undefined;
  const { text } = node;
  if (text === undefined || !text.includes('{{')) return text ?? UNKNOWN;
  const [, name, fallback] =
    /^\{\{\s*env_var\(\s*['"](\w+)['"]\s*(?:,\s*['"]([^'"]*)['"]\s*)?\)\s*\}\}$/.exec(text) ?? [];
  if (name === undefined) return UNKNOWN;
  return firstStated<Text>(call.invocation.variable(name), fallback) ?? UNKNOWN;
}
