/** What the settings of a tool say about its database, and the words for it. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { type Parts, parseDsn } from '../../databases/connection';
import { type Literal, LiteralObject } from './literal-object';
import { variableOf } from './variables';

/** Host, database and user; `file` for a database that is a file of this machine. */
export interface Found extends Parts {
  readonly file?: Text;
}

/** There are settings, but where they lead cannot be read. */
export const SOMEWHERE: Found = { host: UNKNOWN };

/** The text of a file of settings, beside which the tool is started. */
export function settingsOf(call: Call, path: Text): Text | undefined {
  return call.invocation.surroundings.settings(path, call.invocation.cwd);
}

/** The first that is there. */
export function firstSettings(call: Call, paths: readonly Text[]): { path: Text; text: Text } | undefined {
  for (const path of paths) {
    const text = settingsOf(call, path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

/** Where a connection string leads; one without a host leads to this machine. */
export function foundByUrl(call: Call, url: Text | undefined): Found {
  if (typeof url !== 'string') return SOMEWHERE;
  const file = /^(?:jdbc:)?(?:sqlite|file|h2:file):(?:\/\/)?(?:\/(?=\/))?([^?;]*)/.exec(url)?.[1];
  if (file !== undefined) return { file: fileOf(call, file) };
  const parts = parseDsn(url.replace(/^jdbc:/, ''));
  if (parts?.service !== undefined) return SOMEWHERE;
  return { ...parts, host: hostOr(call, parts?.host, url) };
}

/** Without a host, drivers of PostgreSQL look at PGHOST; all end at this machine. */
export function hostOr(call: Call, host: Text | undefined, engine: Text | undefined): Text {
  if (host !== undefined) return host;
  const named = /mysql|maria|mssql|sqlserver|oracle/.test(String(engine))
    ? undefined
    : call.invocation.variable('PGHOST');
  return named === undefined ? 'localhost' : named;
}

export function fileOf(call: Call, path: Text): Text {
  return call.invocation.surroundings.fileTarget(path, call.invocation.cwd).path ?? UNKNOWN;
}

/** A member's text, with the variables that it names; `undefined` when there is no such member. */
export function textOf(call: Call, literal: Literal | undefined, dotEnvFiles: readonly Text[]): Text | undefined {
  if (literal === undefined) return undefined;
  if (literal instanceof LiteralObject) return UNKNOWN;
  if (literal.variable === undefined) return literal.text;
  return firstStated(variableOf(call, literal.variable, dotEnvFiles), literal.text);
}
