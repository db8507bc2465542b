/** Transaction control: no effects of its own. */
import { readIdentifier } from '../names';
import type { Reader } from '../reader';
import { readTransactionModes } from './settings';
import type { StatementReader } from './verb';

export const transactional: Readonly<Record<string, StatementReader>> = {
  begin: readBegin,
  start: readStart,
  commit: readCommit,
  rollback: readRollback,
  abort: readRollback,
  savepoint: readSavepoint,
  release: readRelease,
  save: readSave,
};

const sqliteModes = ['deferred', 'immediate', 'exclusive', 'concurrent'];
const nouns = ['work', 'transaction', 'tran'];

function readBegin(r: Reader): void {
  r.expect('begin');
  if (!r.dialect.postgresGrammar && r.isOneOf(sqliteModes)) r.advance();
  acceptNoun(r);
  if (r.dialect.freeStatements || r.dialect.name === 'unknown') readTransactionName(r);
  readTransactionModes(r);
}

/** T-SQL names its transactions. */
function readTransactionName(r: Reader): void {
  if (!r.previous || !nouns.includes(r.previous.text)) return;
  if (r.isType('param') || r.isType('name')) r.advance();
  if (r.accept('with', 'mark') && r.isType('string')) r.advance();
}

function readStart(r: Reader): void {
  const start = r.index;
  r.expect('start');
  if (!r.dialect.postgresGrammar && r.isOneOf(['slave', 'replica', 'group_replication'])) {
    while (!r.atEnd && !r.isType(';')) r.advance();
    r.add({ kind: 'db.admin', op: 'replication', span: r.spanFrom(start) });
    return;
  }
  r.expect('transaction');
  readTransactionModes(r);
}

function acceptNoun(r: Reader): void {
  if (r.isOneOf(nouns) && !(r.dialect.postgresGrammar && r.isWord('tran'))) r.advance();
}

function readCommit(r: Reader): void {
  r.expect('commit');
  if (r.accept('prepared')) {
    r.expectType('string');
    return;
  }
  acceptNoun(r);
  readChain(r);
}

function readRollback(r: Reader): void {
  r.advance();
  if (r.accept('prepared')) {
    r.expectType('string');
    return;
  }
  acceptNoun(r);
  if (r.accept('to')) {
    r.accept('savepoint');
    readIdentifier(r);
  } else readChain(r);
}

function readChain(r: Reader): void {
  if (r.dialect.freeStatements && (r.isType('name') || r.isType('param'))) r.advance();
  if (r.accept('and')) {
    r.accept('no');
    r.expect('chain');
  }
  if (!r.dialect.postgresGrammar) {
    r.accept('no');
    r.accept('release');
  }
}

function readSavepoint(r: Reader): void {
  r.expect('savepoint');
  readIdentifier(r);
}

function readRelease(r: Reader): void {
  r.expect('release');
  r.accept('savepoint');
  readIdentifier(r);
}

function readSave(r: Reader): void {
  if (r.dialect.postgresGrammar) r.fail();
  r.expect('save');
  if (!r.accept('transaction')) r.expect('tran');
  r.advance();
}
