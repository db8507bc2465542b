/** Reads one statement, whatever its verb. */

import { readQuery, readWith } from '../read-query';
import type { Reader } from '../reader';
import { administrative } from './administration';
import { readAlter } from './alter';
import { readCopy, readLoad, readUnload } from './copy';
import { readCreate } from './create';
import { readDelete } from './delete';
import { readDrop } from './drop';
import { readExplain } from './explain';
import { readDeny, readGrant, readReassign, readRevoke } from './grant';
import { readInsert, readReplace } from './insert';
import { readMerge } from './merge';
import { procedural } from './procedural';
import { readOnly } from './read-only';
import { readReset, readSet } from './settings';
import { transactional } from './transaction';
import { readTruncate } from './truncate';
import { readUpdate } from './update';
import type { StatementReader } from './verb';

const readers: Readonly<Record<string, StatementReader>> = {
  select: readQuery,
  values: readQuery,
  table: readQuery,
  with: readWithStatement,
  insert: readInsert,
  replace: readReplace,
  update: readUpdate,
  delete: readDelete,
  merge: readMerge,
  truncate: readTruncate,
  drop: readDrop,
  alter: readAlter,
  create: readCreate,
  grant: readGrant,
  revoke: readRevoke,
  deny: readDeny,
  reassign: readReassign,
  copy: readCopy,
  unload: readUnload,
  load: readLoad,
  explain: readExplain,
  set: readSet,
  reset: readReset,
  ...readOnly,
  ...transactional,
  ...administrative,
  ...procedural,
};

/** Reads from the verb to where the statement ends; effects go to the reader. */
export function readStatement(r: Reader): void {
  r.nest(() => {
    if (r.isType('(')) {
      readQuery(r);
      return;
    }
    const { type, text } = r.current;
    if (type !== 'word' || !Object.hasOwn(readers, text)) r.fail();
    (readers[text] as StatementReader)(r);
  });
}

export function isVerb(word: string): boolean {
  return Object.hasOwn(readers, word);
}

/** WITH may stand before any statement that reads or writes rows. */
function readWithStatement(r: Reader): void {
  if (withQuery(r)) {
    readQuery(r);
    return;
  }
  r.withScope(() => {
    readWith(r);
    if (!r.isOneOf(afterWith)) r.fail();
    readStatement(r);
  });
}

const afterWith = ['insert', 'update', 'delete', 'merge', 'replace'];

/** Looks past the common table expressions without reading them. */
function withQuery(r: Reader): boolean {
  for (let ahead = 1; ; ahead++) {
    const token = r.peek(ahead);
    if (token.type === 'end') return true;
    if (token.type === '(') {
      ahead = r.closing(ahead);
      continue;
    }
    if (token.type !== 'word') continue;
    if (token.text === 'select' || token.text === 'values') return true;
    if (afterWith.includes(token.text) && r.peek(ahead - 1).type === ')') return false;
  }
}
