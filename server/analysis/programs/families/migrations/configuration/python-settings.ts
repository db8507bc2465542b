/** Alembic's `alembic.ini`, and the DATABASES of Django's settings. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { type Found, fileOf, foundByUrl, hostOr, SOMEWHERE, settingsOf, textOf } from './found';
import { LiteralObject, readObject } from './literal-object';

export function alembicDatabase(call: Call): Found | undefined {
  const text = settingsOf(call, firstStated(call.words('-c').at(-1)?.value, 'alembic.ini') ?? UNKNOWN);
  if (text === undefined) return undefined;
  const section =
    typeof text === 'string' ? sectionOf(text, String(firstStated(call.value('-n'), 'alembic'))) : undefined;
  const value = (name: string) =>
    new RegExp(`^${name}[ \\t]*[=:][ \\t]*(.*?)[ \\t]*\\r?$`, 'm').exec(section ?? '')?.[1];
  const url = value('sqlalchemy\\.url');
  const location = value('script_location')?.replace(/^%\(here\)s\//, '');
  const program = location === undefined ? undefined : settingsOf(call, `${location}/env.py`);
  if (url === undefined || /^driver:|%\(/.test(url) || typeof program !== 'string' || setsUrl(program))
    return SOMEWHERE;
  return foundByUrl(call, url.replace(/^([a-z]+)\+\w+:/, '$1:').replaceAll('%%', '%'));
}

/** `env.py` is a program: it may take the address from elsewhere. Alembic's own asks for it in `alembic.ini`. */
function setsUrl(program: string): boolean {
  const others = program.replace(/\.get_main_option\(\s*["']sqlalchemy\.url["']\s*\)/g, '');
  return /set_main_option|set_section_option|environ|getenv|dotenv|create_(?:async_)?engine|\.url\b|get_url|settings/.test(
    others,
  );
}

function sectionOf(text: string, name: string): string | undefined {
  const start = text.split(/^\[/m).find((part) => part.startsWith(`${name}]`));
  return start?.slice(name.length + 1);
}

export function djangoDatabase(call: Call): Found | undefined {
  const module = settingsModule(call);
  if (module === undefined) return undefined;
  const text = typeof module === 'string' ? settingsOf(call, `${module.replaceAll('.', '/')}.py`) : UNKNOWN;
  if (text === undefined) return undefined;
  const databases = typeof text === 'string' ? databasesIn(text) : undefined;
  const alias = firstStated(call.words('--database').at(-1)?.value, 'default');
  const entry = typeof alias === 'string' ? databases?.at(alias) : undefined;
  if (!(entry instanceof LiteralObject)) return SOMEWHERE;
  const value = (name: string) => textOf(call, entry.at(name), []);
  const [engine, host, name, user] = [value('ENGINE'), value('HOST'), value('NAME'), value('USER')];
  if (/sqlite3$/.test(String(engine))) return { file: fileOf(call, name ?? UNKNOWN) };
  if (typeof engine !== 'string' || entry.at('OPTIONS') !== undefined) return SOMEWHERE;
  return {
    host: hostOr(call, host === '' ? undefined : host, engine),
    ...(name !== undefined && { database: name }),
    ...(user !== undefined && { user }),
  };
}

/** Named by an option or a variable, else by `manage.py`. */
function settingsModule(call: Call): Text | undefined {
  const named = call.invocation.variable('DJANGO_SETTINGS_MODULE');
  const given = firstStated(call.words('--settings').at(-1)?.value, named);
  if (given !== undefined) return given;
  const text = settingsOf(call, 'manage.py');
  if (typeof text !== 'string') return text;
  return /setdefault\(\s*["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/.exec(text)?.[1] ?? UNKNOWN;
}

/** Written once, at the left, and not changed by what stands behind it. */
function databasesIn(text: string): LiteralObject | undefined {
  const [only, ...others] = [...text.matchAll(/^DATABASES\s*(?::[^=\n]+)?=\s*\{/gm)];
  if (!only || others.length > 0) return undefined;
  const rest = text.slice(only.index + only[0].length);
  if (
    /^[ \t]*(?:DATABASES\b|from\s+\S+\s+import\s+\*|exec\b)|\bDATABASES\s*[.[]|\bglobals\(\)|\blocals\(\)/m.test(rest)
  )
    return undefined;
  return readObject(text, only.index + only[0].length - 1);
}
