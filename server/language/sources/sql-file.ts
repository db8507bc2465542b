/** SQL files: one text for the SQL analysis, in the dialect that a `-- dialect: postgres` line near the top names, else the setting. */
import { basename, dirname } from 'node:path';
import { type SqlDialect, sqlDialects } from '../../request';
import type { Fragment, Source } from './fragment';
import { firstLine } from './shell-script';

const HEAD_LINES = 10;

export function sqlFile(source: Source): Fragment[] {
  if (source.text.trim() === '') return [];
  const dialect = statedDialect(source.text) ?? source.dialect;
  return [
    {
      action: { type: 'sql', sql: source.text, ...(dialect && { dialect }) },
      title: basename(source.path),
      channel: 'terminal',
      cwd: dirname(source.path),
      whole: firstLine(source.text),
      toDocument: (span) => span,
    },
  ];
}

export function statedDialect(text: string): SqlDialect | undefined {
  const head = text.split('\n', HEAD_LINES).join('\n');
  const named = /^\s*--\s*dialect:\s*(\w+)/im.exec(head)?.[1]?.toLowerCase();
  return sqlDialects.find((dialect) => dialect === named);
}
