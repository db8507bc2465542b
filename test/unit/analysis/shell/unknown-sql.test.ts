/** SQL with parts that the shell does not know, and files that SQL names. */
import { describe, expect, it } from 'vitest';
import type { FakeWorld } from '../../../support/fake-providers';
import { analyseIn } from './effects-of';

/** `db.rows.delete t where=key rows=?` */
function statedBy(command: string, world: FakeWorld = {}): string[] {
  return analyseIn(world, { type: 'shell', command }, command).effects.map((effect) => {
    const all = effect as unknown as Record<string, unknown>;
    const shown = ['table', 'what', 'name', 'path', 'column', 'where', 'rows', 'zone']
      .filter((name) => all[name] !== undefined)
      .map((name) => (all[name] === null ? `${name}=?` : `${name}=${all[name]}`));
    return [effect.kind, ...shown].join(' ');
  });
}

const UNSEEN = 'db.exec what=dynamic';

describe('an unknown part of SQL', () => {
  it.each([
    ['"DELETE FROM t WHERE id = $X"', [UNSEEN, 'db.rows.delete table=t where=key rows=?']],
    [`"DELETE FROM t WHERE id = '$X'"`, [UNSEEN, 'db.rows.delete table=t where=key rows=?']],
    ['"UPDATE t SET a = $X WHERE id = 7"', [UNSEEN, 'db.rows.update table=t column=a where=key rows=1']],
    [`"UPDATE t SET a = '$X' WHERE id = $Y AND b = $Z"`, [UNSEEN, 'db.rows.update table=t column=a where=key rows=?']],
    ['"DELETE FROM t WHERE id = $X OR 1=1"', [UNSEEN, 'db.rows.delete table=t where=tautology rows=?']],
    ['"DELETE FROM t $FILTER"', [UNSEEN, 'db.rows.delete table=t where=? rows=?']],
    ['"DELETE FROM $T"', [UNSEEN, 'db.rows.delete table=? where=? rows=?']],
    ['"DROP TABLE $T"', [UNSEEN, 'db.schema.drop name=?']],
    ['"$SQL"', [UNSEEN]],
    ['"SELECT $COLUMNS FROM t"', [UNSEEN, 'db.read table=t column=? where=none rows=?']],
    ['"SELECT ${P}_total FROM t LIMIT $N"', [UNSEEN, 'db.read table=t column=? where=none rows=?']],
    [
      '"SELECT a FROM t WHERE id = $X AND b IN ($Y) AND c BETWEEN $Z AND 9"',
      [
        UNSEEN,
        'db.read table=t column=a where=key rows=?',
        'db.read table=t column=id where=key rows=?',
        'db.read table=t column=b where=key rows=?',
        'db.read table=t column=c where=key rows=?',
      ],
    ],
    [
      '"SELECT a FROM t WHERE $FILTER"',
      [UNSEEN, 'db.read table=t column=a where=? rows=?', 'db.read table=t column=? where=? rows=?'],
    ],
    ['"SELECT a FROM t $REST"', [UNSEEN, 'db.read', 'db.read table=t column=a where=? rows=?']],
    ['"DELETE FROM t WHERE id = 7 OR $FILTER"', [UNSEEN, 'db.rows.delete table=t where=? rows=?']],
    ['"UPDATE t SET $COLUMN = 1 WHERE id = 7"', [UNSEEN, 'db.rows.update table=t column=? where=key rows=1']],
    ['"UPDATE t SET $CHANGES WHERE id = 7"', [UNSEEN, 'db.rows.update table=t column=? where=key rows=1']],
    ['"INSERT INTO t ($COLUMNS) VALUES ($VALUES)"', [UNSEEN, 'db.rows.insert table=t column=? rows=1']],
    [
      '"DELETE FROM t WHERE id = $X; DROP TABLE u; SELECT $Y"',
      [UNSEEN, 'db.rows.delete table=t where=key rows=?', 'db.schema.drop name=u'],
    ],
  ])('is read around in %s', (sql, expected) => {
    expect(statedBy(`psql -c ${sql}`)).toEqual(expected);
  });

  it('is read around in here-documents and pipes', () => {
    const expected = [UNSEEN, 'db.rows.delete table=t where=key rows=?'];
    expect(statedBy('psql <<EOF\nDELETE FROM t WHERE id = $X;\nEOF')).toEqual(expected);
    expect(statedBy('echo "DELETE FROM t WHERE id = $X" | psql')).toEqual(expected);
  });

  it('is known when the loop says so', () => {
    expect(statedBy('for i in 7; do psql -c "DELETE FROM t WHERE id = $i"; done')).toEqual([
      'db.rows.delete table=t where=key rows=1',
    ]);
  });

  it('is shown as such', () => {
    const [, removal] = analyseIn({}, { type: 'shell', command: 'psql -c "DELETE FROM t WHERE id = $X"' }).effects;
    expect(removal?.at.evidence).toBe('DELETE FROM t WHERE id = …');
  });
});

describe('files that SQL names', () => {
  it.each([
    ['sqlite3 shop.db ".output /etc/motd" "SELECT 1"', 'fs.write path=/etc/motd zone=system'],
    [`psql -c "\\\\copy t TO 'out.csv' CSV"`, 'fs.write path=/home/dana/shop/out.csv zone=workspace'],
    [`psql -c "\\\\copy t FROM '/tmp/in.csv' CSV"`, 'fs.read path=/tmp/in.csv zone=temp'],
  ])('lie somewhere: %s', (command, expected) => {
    expect(statedBy(command)).toContain(expected);
  });

  it('are not those of this machine when the client runs elsewhere', () => {
    const [effect] = analyseIn(
      {},
      { type: 'shell', command: `docker exec db sqlite3 shop.db ".output out.txt" "SELECT 1"` },
    ).effects.filter(({ kind }) => kind === 'fs.write');
    expect(effect).not.toMatchObject({ zone: 'workspace' });
  });
});
