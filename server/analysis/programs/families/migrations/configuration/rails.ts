/** Rails: `DATABASE_URL`, and `config/database.yml` below it. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { type Found, fileOf, foundByUrl, hostOr, SOMEWHERE, settingsOf } from './found';

export function railsDatabase(call: Call): Found | undefined {
  const url = call.invocation.variable('DATABASE_URL');
  if (url !== undefined) return foundByUrl(call, url);
  const text = settingsOf(call, 'config/database.yml');
  if (text === undefined) return undefined;
  const environment = environmentOf(call);
  if (typeof text !== 'string' || typeof environment !== 'string') return SOMEWHERE;
  const entries = sectionsOf(text)?.get(environment);
  if (!entries) return SOMEWHERE;
  const value = (name: string) => textOf(call, entries.get(name));
  if (entries.has('url')) return foundByUrl(call, value('url'));
  const [adapter, host, database, user] = [value('adapter'), value('host'), value('database'), value('username')];
  if (/sqlite/.test(String(adapter))) return { file: fileOf(call, database ?? UNKNOWN) };
  return {
    host: hostOr(call, host, adapter),
    ...(database !== undefined && { database }),
    ...(user !== undefined && { user }),
  };
}

function environmentOf(call: Call): Text {
  const assigned = call.operands.map(({ value }) => /^RAILS_ENV=(.*)$/.exec(String(value))?.[1]).find(Boolean);
  const given = firstStated<Text>(assigned, call.words('-e').at(-1)?.value);
  const [rails, rack] = [call.invocation.variable('RAILS_ENV'), call.invocation.variable('RACK_ENV')];
  return firstStated<Text>(given, rails, rack, 'development') ?? UNKNOWN;
}

/** A value as written, or in the usual forms of a variable: `<%= ENV["X"] %>`, `<%= ENV.fetch("X") { "y" } %>`. */
function textOf(call: Call, written: string | undefined): Text | undefined {
  if (written === undefined) return undefined;
  if (!written.includes('<%')) return written;
  const [, name, word, block] =
    /^<%=\s*ENV(?:\.fetch)?[([]\s*["'](\w+)["']\s*(?:,\s*["']([^"']*)["']\s*)?[)\]]\s*(?:\{\s*["']?([^"'{}]*?)["']?\s*\}|\|\|\s*["'][^"']*["'])?\s*-?%>$/.exec(
      written,
    ) ?? [];
  if (name === undefined) return UNKNOWN;
  // What is not set here may be set by a gem that loads files.
  return firstStated<Text>(call.invocation.variable(name), word, block) ?? UNKNOWN;
}

/**
 * The entries of each environment, with those it takes over from another (`<<: *default`). An environment with several
 * databases has none.
 */
function sectionsOf(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> | undefined {
  const sections = new Map<string, Map<string, string>>();
  const anchors = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let current = '';
  let indent = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, name, anchor] = /^(\w+):\s*(?:&(\w+))?\s*(?:#.*)?$/.exec(line) ?? [];
    if (name !== undefined) {
      section = new Map();
      current = name;
      indent = '';
      sections.set(name, section);
      if (anchor !== undefined) anchors.set(anchor, section);
      continue;
    }
    const [, blanks = '', key, written = ''] = /^( +)([\w<]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (section === undefined || key === undefined) return undefined;
    indent ||= blanks;
    if (blanks !== indent) sections.delete(current);
    else if (key === '<<')
      for (const [taken, value] of anchors.get(written.replace(/^\*/, '')) ?? []) section.set(taken, value);
    else section.set(key, unquoted(written));
  }
  return sections;
}

function unquoted(written: string): string {
  const [, double, single] = /^(?:"([^"\\]*)"|'([^']*)')/.exec(written) ?? [];
  return double ?? single ?? written.replace(/\s+#.*$/, '').trim();
}
