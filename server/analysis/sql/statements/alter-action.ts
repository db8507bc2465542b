/** The actions of ALTER TABLE. */
import type { EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { UNKNOWN } from '../../../effects/value';
import { type Name, readIdentifier } from '../names';
import type { Reader } from '../reader';
import { opensNext } from './pass';

type Change = NonNullable<EffectDraftOf<'db.schema.alter'>['change']>;

export function readAlterActions(r: Reader, table: Text, start: number): void {
  const context: Context = { r, table, start };
  if (endsAction(r)) r.fail();
  do readAction(context);
  while (r.acceptType(','));
}

interface Context {
  readonly r: Reader;
  readonly table: Text;
  readonly start: number;
}

function readAction(context: Context): void {
  const { r } = context;
  const verb = r.current.type === 'word' ? r.current.text : '';
  if (r.accept('with', 'check') || r.accept('with', 'nocheck')) {
    readAction(context);
    return;
  }
  const reader = Object.hasOwn(actions, verb) ? actions[verb] : undefined;
  if (reader) {
    r.advance();
    reader(context);
  } else alter(context, 'other', 'no');
  passAction(r);
}

const actions: Readonly<Record<string, (context: Context) => void>> = {
  add: readAdd,
  drop: readDrop,
  alter: readAlterColumn,
  modify: readModify,
  change: readChange,
  rename: readRename,
  owner: (context) => alter(context, 'owner', 'no'),
  disable: readDisable,
  no: readNo,
  nocheck: (context) => alter(context, 'drop-constraint', 'no'),
  truncate: readTruncatePartition,
  discard: (context) => alter(context, 'other', 'yes'),
  exchange: (context) => alter(context, 'other', 'yes'),
  switch: (context) => alter(context, 'other', 'yes'),
};

interface Altered {
  readonly change: Change;
  readonly lossy: 'yes' | 'no' | null;
  readonly column?: Name;
  readonly object?: 'table' | 'policy' | 'trigger';
}

function alter({ r, table, start }: Context, change: Change, lossy: 'yes' | 'no' | null, column?: Name): void {
  describe({ r, table, start }, { change, lossy, ...(column === undefined ? {} : { column }) });
}

function describe({ r, table, start }: Context, { change, lossy, column, object = 'table' }: Altered): void {
  r.add({
    kind: 'db.schema.alter',
    object,
    name: table,
    column: column === undefined ? '' : column,
    change,
    lossy,
    undo: lossy === 'yes' ? 'irreversible' : 'recoverable',
    span: r.spanFrom(start),
  });
}

const postgresConstraints = new Set('constraint primary unique foreign check exclude'.split(' '));
const constraints = new Set(
  'constraint primary unique foreign check exclude index key fulltext spatial default period'.split(' '),
);

function readAdd(context: Context): void {
  const { r } = context;
  if (r.isWord('partition') || r.isWord('range')) {
    alter(context, 'other', 'no');
    return;
  }
  if (r.isOneOf(r.dialect.postgresGrammar ? postgresConstraints : constraints) && !isColumnNamed(r)) {
    alter(context, 'add-constraint', 'no');
    return;
  }
  r.accept('column') || r.accept('columns');
  r.accept('if', 'not', 'exists');
  if (r.isType('(')) {
    r.skipGroup();
    alter(context, 'add-column', 'no');
    return;
  }
  alter(context, 'add-column', 'no', readIdentifier(r));
}

/** `ADD key text`: a column that is called like a constraint; only where nothing else fits. */
function isColumnNamed(r: Reader): boolean {
  return (
    r.isOneOf(['key', 'index', 'period', 'default']) &&
    r.peek().type === 'word' &&
    r.isOneOf(['text', 'varchar', 'int', 'integer', 'jsonb', 'boolean'], 1)
  );
}

function readDrop(context: Context): void {
  const { r } = context;
  if (r.isOneOf(['partition', 'subpartition'])) {
    readDropPartition(context);
    return;
  }
  if (r.isWord('constraint') || (!r.dialect.postgresGrammar && r.isOneOf(droppedConstraints))) {
    alter(context, 'drop-constraint', 'no');
    return;
  }
  if (r.accept('row', 'access', 'policy') || r.accept('all', 'row', 'access', 'policies')) {
    describe(context, { change: 'disable-rls', lossy: 'no', object: 'policy' });
    return;
  }
  r.accept('column') || r.accept('columns');
  r.accept('if', 'exists');
  const columns = r.isType('(') ? r.parenthesised(() => r.commaList(() => readIdentifier(r))) : readDroppedNames(r);
  for (const column of columns) dropColumn(context, column);
}

/** T-SQL and Snowflake list several columns behind one DROP COLUMN. */
function readDroppedNames(r: Reader): readonly Name[] {
  const names = [readIdentifier(r)];
  while (r.isType(',') && !r.dialect.postgresGrammar && isBareName(r)) {
    r.advance();
    r.accept('column');
    names.push(readIdentifier(r));
  }
  return names;
}

function isBareName(r: Reader): boolean {
  const next = r.peek();
  if (next.type === 'name') return true;
  return next.type === 'word' && (next.text === 'column' || (!Object.hasOwn(actions, next.text) && isShort(r)));
}

function isShort(r: Reader): boolean {
  const after = r.peek(2);
  return after.type === ',' || after.type === 'end' || after.type === ';';
}

function dropColumn(context: Context, column: Name): void {
  const { r, table } = context;
  const cascade = r.isWord('cascade');
  r.add({
    kind: 'db.schema.drop',
    object: 'column',
    name: nameOfColumn(table, column),
    cascade,
    undo: 'irreversible',
    span: r.spanFrom(context.start),
  });
  alter(context, 'drop-column', 'yes', column);
}

function nameOfColumn(table: Text, column: Name): Text {
  if (typeof table !== 'string') return column;
  return column === UNKNOWN ? { prefix: `${table}.`, suffix: '', glob: false } : `${table}.${column}`;
}

const droppedConstraints = ['primary', 'foreign', 'index', 'key', 'check', 'period', 'expectation'];

function readDropPartition(context: Context): void {
  const { r, table } = context;
  passAction(r);
  const span = r.spanFrom(context.start);
  r.add({ kind: 'db.schema.drop', object: 'table', name: UNKNOWN, cascade: false, undo: 'irreversible', span });
  r.add({
    kind: 'db.rows.delete',
    table,
    where: 'range',
    method: 'purge',
    extent: 'bounded',
    undo: 'irreversible',
    span,
  });
}

function readTruncatePartition(context: Context): void {
  const { r, table } = context;
  const all = r.isWord('all', 1);
  passAction(r);
  r.add({
    kind: 'db.rows.delete',
    table,
    where: all ? 'none' : 'range',
    method: 'truncate',
    cascade: false,
    extent: all ? 'unbounded' : 'bounded',
    undo: 'irreversible',
    span: r.spanFrom(context.start),
  });
}

function readAlterColumn(context: Context): void {
  const { r } = context;
  if (r.isOneOf(['constraint', 'index', 'check']) && r.peek().type === 'word') {
    alter(context, 'other', 'no');
    return;
  }
  r.accept('column');
  const column = readIdentifier(r);
  if (r.accept('type') || r.accept('set', 'data', 'type')) alter(context, 'change-type', widening(r), column);
  else if (r.accept('set', 'not', 'null') || r.accept('drop', 'not', 'null'))
    alter(context, 'nullability', 'no', column);
  else if (r.accept('set', 'default') || r.accept('drop', 'default')) alter(context, 'default', 'no', column);
  else if (r.isOneOf(['set', 'drop', 'add', 'reset', 'restart'])) alter(context, 'other', 'no', column);
  else alter(context, 'change-type', widening(r), column);
}

/** Every value fits into these; of other types that depends on what the column was. */
/** What is rounded, cut or refused on the way into these is gone. */
const narrow = new Set('smallint int2 integer int int4 tinyint mediumint date boolean bool bit time year'.split(' '));
const widest = new Set('text jsonb clob longtext'.split(' '));

function widening(r: Reader): 'yes' | 'no' | null {
  if (r.isOneOf(narrow)) return 'yes';
  return r.isOneOf(widest) && r.peek().type !== '(' && !r.isWord('using', 1) ? 'no' : UNKNOWN;
}

function readModify(context: Context): void {
  const { r } = context;
  if (r.isWord('partition')) {
    alter(context, 'other', 'no');
    return;
  }
  r.accept('column');
  r.accept('if', 'exists');
  if (r.isType('(')) alter(context, 'change-type', UNKNOWN);
  else {
    const column = readIdentifier(r);
    alter(context, 'change-type', widening(r), column);
  }
}

/** MySQL's `CHANGE old new type`. */
function readChange(context: Context): void {
  const { r } = context;
  r.accept('column');
  r.accept('if', 'exists');
  const column = readIdentifier(r);
  const renamed = readIdentifier(r);
  if (renamed !== column) alter(context, 'rename', 'no', column);
  alter(context, 'change-type', widening(r), column);
}

function readRename(context: Context): void {
  const { r } = context;
  if (r.isOneOf(['to', 'as', 'constraint', 'index', 'key', 'partition']) && !r.isWord('to', 1)) {
    alter(context, 'rename', 'no');
    return;
  }
  r.accept('column');
  if (r.isWord('to')) alter(context, 'rename', 'no');
  else alter(context, 'rename', 'no', readIdentifier(r));
}

function readDisable(context: Context): void {
  const { r } = context;
  if (r.accept('row', 'level', 'security')) describe(context, { change: 'disable-rls', lossy: 'no', object: 'policy' });
  else if (r.accept('trigger') || r.accept('rule') || r.accept('all', 'triggers'))
    describe(context, { change: 'disable-trigger', lossy: 'no', object: 'trigger' });
  else if (r.isWord('constraint')) alter(context, 'drop-constraint', 'no');
  else alter(context, 'other', 'no');
}

function readNo(context: Context): void {
  if (context.r.accept('force', 'row', 'level', 'security'))
    describe(context, { change: 'disable-rls', lossy: 'no', object: 'policy' });
  else alter(context, 'other', 'no');
}

function endsAction(r: Reader): boolean {
  return r.atEnd || r.isType(';') || r.isType(',') || r.isType(')');
}

/** To the next action. */
function passAction(r: Reader): void {
  while (!endsAction(r) && !opensNext(r)) {
    if (r.isType('(')) r.skipGroup();
    else if (r.isType('bad')) r.fail();
    else r.advance();
  }
}
