/** Random statements of PostgreSQL's language, by a seed: the same seed gives the same statements on every machine. */

export class Random {
  constructor(private state: number) {}

  /** Mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  list(most: number, make: () => string, separator = ', '): string {
    return Array.from({ length: 1 + this.below(most) }, make).join(separator);
  }
}

const tables = [
  'orders',
  'users',
  'shop.orders',
  '"Orders"',
  'public.payments',
  'audit_log',
  '"odd name"',
  'ITEMS',
  'main.s.t',
];
const columns = [
  'id',
  'status',
  'total',
  'name',
  '"Name"',
  'created_at',
  'note',
  'order_id',
  'TYPE',
  'value',
  'year',
  'key',
];
const aliases = ['o', 'u', 'x', 't1', '"A"', 'src'];
const literals = [
  '1',
  '0',
  '-5',
  '3.14',
  "'x'",
  "'it''s'",
  "E'a\\'b'",
  '$$text$$',
  '$q$DROP TABLE t$q$',
  'NULL',
  'true',
  'false',
  '$1',
  "date '2024-01-01'",
  "'; DELETE FROM t; --'",
  "interval '1 day'",
  '1e3',
  "b'101'",
];
const types = [
  'int',
  'text',
  'numeric(10,2)',
  'timestamp with time zone',
  'varchar(20)',
  'double precision',
  'jsonb',
  'text[]',
  'shop.mood',
];
const binary = [
  '=',
  '<>',
  '<',
  '>',
  '<=',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '||',
  '->',
  '->>',
  '@>',
  '~',
  '!~*',
  '&&',
  '^',
  '#>>',
];
const functions = [
  'lower',
  'coalesce',
  'now',
  'length',
  'round',
  'my_func',
  'shop.my_func',
  'jsonb_build_object',
  'count',
  'array_agg',
];

export class SqlGenerator {
  constructor(
    readonly random: Random,
    private readonly deepest = 3,
  ) {}

  statement(): string {
    const { random } = this;
    const make = random.pick([
      () => this.query(0),
      () => this.query(0),
      () => this.insert(0),
      () => this.update(0),
      () => this.remove(0),
      () => this.withStatement(0),
      () => this.merge(),
      () =>
        `TRUNCATE ${random.pick(['', 'TABLE ', 'ONLY ', 'TABLE ONLY '])}${random.list(2, () => this.table())}${random.pick(['', ' CASCADE', ' RESTART IDENTITY', ' RESTRICT'])}`,
      () => this.drop(),
      () => this.explain(),
      () => `CREATE ${random.pick(['', 'TEMP ', 'UNLOGGED '])}TABLE ${this.table()} AS ${this.query(1)}`,
      () =>
        `CREATE TABLE ${this.table()} (${random.list(3, () => `${this.column()} ${random.pick(types)}${random.pick(['', ' NOT NULL', ' DEFAULT 1', ' REFERENCES users (id) ON DELETE CASCADE'])}`)})`,
      () => this.copy(),
      () => this.alter(),
    ]);
    return this.decorate(make());
  }

  /** Comments and odd blanks change nothing. */
  private decorate(sql: string): string {
    const { random } = this;
    if (random.chance(0.7)) return sql;
    const comment = random.pick([
      '/* c */',
      '-- DROP TABLE x\n',
      '/* a /* nested */ b */',
      "/* ' */",
      '-- "\n',
      '\n\t',
    ]);
    const places = [...sql.matchAll(/ /g)].map((found) => found.index);
    const inside = (at: number) => (sql.slice(0, at).match(/['"$]/g) ?? []).length > 0;
    const place = random.pick(places.length > 0 ? places : [0]);
    return inside(place) ? `${comment} ${sql}` : `${sql.slice(0, place)} ${comment} ${sql.slice(place)}`;
  }

  private table(): string {
    return this.random.pick(tables);
  }

  private column(): string {
    return this.random.pick(columns);
  }

  private reference(): string {
    return this.random.chance(0.3) ? `${this.random.pick(aliases)}.${this.column()}` : this.column();
  }

  expression(depth: number): string {
    const { random } = this;
    if (depth > this.deepest || random.chance(0.4))
      return random.chance(0.5) ? random.pick(literals) : this.reference();
    const inner = () => this.expression(depth + 1);
    return random.pick([
      () => `${this.reference()} ${random.pick(binary)} ${inner()}`,
      () => `(${inner()} ${random.pick(binary)} ${inner()})`,
      () => `(${inner()} ${random.pick(['AND', 'OR'])} ${inner()})`,
      () => `NOT (${inner()})`,
      () => `(${inner()})::${random.pick(types)}`,
      () => `CAST(${inner()} AS ${random.pick(types)})`,
      () => `CASE WHEN ${inner()} THEN ${inner()} ELSE ${inner()} END`,
      () => `(${inner()}) IN (${random.list(3, () => random.pick(literals))})`,
      () => `${this.reference()} ${random.pick(['', 'NOT '])}IN (${this.query(depth + 1)})`,
      () => `EXISTS (${this.query(depth + 1)})`,
      () => `(${this.query(depth + 1)})`,
      () => `${this.reference()} IS ${random.pick(['', 'NOT '])}${random.pick(['NULL', 'TRUE', 'DISTINCT FROM 1'])}`,
      () =>
        `${this.reference()} ${random.pick(['', 'NOT '])}${random.pick(['LIKE', 'ILIKE', 'SIMILAR TO'])} ${random.pick(["'a%'", "'%'"])}`,
      () => `${this.reference()} BETWEEN ${random.pick(literals)} AND ${random.pick(literals)}`,
      () => `${this.reference()} = ANY (${random.pick(['$1', 'ARRAY[1,2]', "'{1,2}'", `(${this.query(depth + 1)})`])})`,
      () => `${random.pick(functions)}(${random.chance(0.8) ? random.list(2, inner) : ''})`,
      () => `count(*) FILTER (WHERE ${inner()})`,
      () =>
        `row_number() OVER (PARTITION BY ${this.reference()} ORDER BY ${this.reference()} ${random.pick(['', 'DESC', 'NULLS LAST'])})`,
      () => `extract(year FROM ${this.reference()})`,
      () => `substring(${this.reference()} from 1 for 2)`,
      () => `trim(both 'x' from ${this.reference()})`,
      () => `ARRAY[${random.list(3, inner)}]`,
      () => `ROW(${random.list(2, inner)})`,
      () => `(${this.reference()})[1]`,
      () => `${this.reference()} AT TIME ZONE 'UTC'`,
      () => `${this.reference()} COLLATE "C"`,
    ])();
  }

  private source(depth: number): string {
    const { random } = this;
    const alias = random.chance(0.5) ? ` ${random.pick(['', 'AS '])}${random.pick(aliases)}` : '';
    return random.pick([
      () => `${random.pick(['', '', 'ONLY '])}${this.table()}${alias}`,
      () =>
        `${this.table()} a ${random.pick(['JOIN', 'LEFT JOIN', 'FULL OUTER JOIN', 'INNER JOIN'])} ${this.table()} b ${random.pick(['ON a.id = b.id', 'USING (id)', 'ON true'])}`,
      () => `${this.table()} CROSS JOIN ${this.table()} c2`,
      () => `(${this.query(depth + 1)}) ${random.pick(aliases)}`,
      () => `generate_series(1, 3) ${random.pick(aliases)}`,
      () => `LATERAL (${this.query(depth + 1)}) ${random.pick(aliases)}`,
      () => `(VALUES (1, 'a'), (2, 'b')) v (a, b)`,
    ])();
  }

  query(depth: number): string {
    const { random } = this;
    if (depth > this.deepest) return `SELECT ${this.column()} FROM ${this.table()}`;
    const parts = [`SELECT ${random.pick(['', '', 'DISTINCT ', 'ALL '])}${random.list(3, () => this.output(depth))}`];
    if (random.chance(0.85)) parts.push(`FROM ${random.list(2, () => this.source(depth))}`);
    if (random.chance(0.6)) parts.push(`WHERE ${this.expression(depth)}`);
    if (random.chance(0.15)) parts.push(`GROUP BY ${random.list(2, () => this.reference())}`);
    if (random.chance(0.05)) parts.push(`HAVING count(*) > 1`);
    const core = parts.join(' ');
    const combined = random.chance(0.1)
      ? `${core} ${random.pick(['UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT'])} SELECT 1`
      : core;
    const tail = [
      random.chance(0.2) ? ` ORDER BY ${random.list(2, () => this.reference())}` : '',
      random.chance(0.2) ? ` LIMIT ${random.pick(['1', '10', 'ALL', '$1'])}` : '',
      random.chance(0.1) ? ' OFFSET 5' : '',
      random.chance(0.05) ? ' FETCH FIRST 3 ROWS ONLY' : '',
      depth === 0 && random.chance(0.05) ? ' FOR UPDATE SKIP LOCKED' : '',
    ];
    return combined + tail.join('');
  }

  private output(depth: number): string {
    const { random } = this;
    if (random.chance(0.15)) return '*';
    return `${this.expression(depth)}${random.chance(0.3) ? ` AS ${random.pick(aliases)}` : ''}`;
  }

  private returning(): string {
    return this.random.chance(0.2) ? ` RETURNING ${this.random.pick(['*', 'id', 'id, status AS s'])}` : '';
  }

  private assignments(depth: number): string {
    const { random } = this;
    return random.list(3, () =>
      random.chance(0.1)
        ? `(${this.column()}, note) = (${this.expression(depth + 1)}, ${random.pick(literals)})`
        : `${this.column()} = ${random.chance(0.1) ? 'DEFAULT' : this.expression(depth + 1)}`,
    );
  }

  insert(depth: number): string {
    const { random } = this;
    const list = random.chance(0.7) ? ` (${random.list(3, () => this.column())})` : '';
    const rows = random.pick([
      () => `VALUES ${random.list(3, () => `(${random.list(2, () => this.expression(depth + 1))})`)}`,
      () => this.query(depth + 1),
      () => 'DEFAULT VALUES',
      () => `(${this.query(depth + 1)})`,
    ])();
    const conflict = random.pick([
      '',
      '',
      '',
      ' ON CONFLICT DO NOTHING',
      ` ON CONFLICT (id) DO UPDATE SET ${this.assignments(depth)}`,
      ` ON CONFLICT ON CONSTRAINT k DO UPDATE SET status = excluded.status WHERE orders.id > 1`,
    ]);
    return `INSERT INTO ${this.table()}${random.chance(0.2) ? ' AS tgt' : ''}${list} ${rows}${conflict}${this.returning()}`;
  }

  update(depth: number): string {
    const { random } = this;
    const from = random.chance(0.25) ? ` FROM ${this.source(depth)}` : '';
    return `UPDATE ${random.pick(['', '', 'ONLY '])}${this.table()}${random.pick(['', ' AS o', ' o'])} SET ${this.assignments(depth)}${from}${this.condition(depth)}${this.returning()}`;
  }

  remove(depth: number): string {
    const using = this.random.chance(0.25) ? ` USING ${this.source(depth)}` : '';
    return `DELETE FROM ${this.random.pick(['', '', 'ONLY '])}${this.table()}${this.random.pick(['', ' AS d', ' d'])}${using}${this.condition(depth)}${this.returning()}`;
  }

  private condition(depth: number): string {
    return this.random.chance(0.8) ? ` WHERE ${this.expression(depth)}` : '';
  }

  withStatement(depth: number): string {
    const { random } = this;
    const member = () =>
      random.pick([() => this.query(1), () => `${this.remove(1)}`, () => this.update(1), () => this.insert(1)])();
    const ctes = random.list(
      2,
      () =>
        `${random.pick(['a', 'b', 'orders', 'w'])}${random.pick(['', ' (id)'])} AS ${random.pick(['', 'MATERIALIZED ', 'NOT MATERIALIZED '])}(${member()})`,
    );
    const main = random.pick([
      () => this.query(depth),
      () => this.update(depth),
      () => this.remove(depth),
      () => this.insert(depth),
    ])();
    return `WITH ${random.pick(['', 'RECURSIVE '])}${ctes} ${main}`;
  }

  merge(): string {
    const { random } = this;
    const branches = random.list(
      3,
      () =>
        random.pick([
          `WHEN MATCHED THEN UPDATE SET ${this.assignments(2)}`,
          'WHEN MATCHED AND t.id > 3 THEN DELETE',
          'WHEN NOT MATCHED THEN INSERT (id, status) VALUES (s.id, 1)',
          'WHEN NOT MATCHED THEN INSERT DEFAULT VALUES',
          'WHEN NOT MATCHED THEN DO NOTHING',
          'WHEN NOT MATCHED BY SOURCE THEN DELETE',
        ]),
      ' ',
    );
    return `MERGE INTO ${this.table()} t USING ${random.pick(['src s', '(SELECT * FROM users) s'])} ON t.id = s.id ${branches}`;
  }

  drop(): string {
    const { random } = this;
    const kind = random.pick(['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'INDEX', 'SEQUENCE', 'TYPE', 'FOREIGN TABLE']);
    return `DROP ${kind} ${random.pick(['', 'IF EXISTS '])}${random.list(2, () => this.table())}${random.pick(['', ' CASCADE', ' RESTRICT'])}`;
  }

  explain(): string {
    const { random } = this;
    const inner = random.pick([() => this.query(1), () => this.remove(1), () => this.update(1)])();
    return `EXPLAIN ${random.pick(['', 'ANALYZE ', 'VERBOSE ', '(ANALYZE) ', '(ANALYZE false) ', '(FORMAT json, COSTS off) ', 'ANALYZE VERBOSE '])}${inner}`;
  }

  copy(): string {
    const { random } = this;
    return random.pick([
      `COPY ${this.table()} FROM STDIN`,
      `COPY ${this.table()} (id, status) FROM '/tmp/x.csv' WITH (FORMAT csv)`,
      `COPY ${this.table()} TO STDOUT`,
      `COPY (${this.query(2)}) TO '/tmp/out.csv' CSV HEADER`,
      `COPY ${this.table()} TO PROGRAM 'gzip'`,
    ]);
  }

  alter(): string {
    const { random } = this;
    return `ALTER TABLE ${random.pick(['', 'IF EXISTS ', 'ONLY '])}${this.table()} ${random.list(3, () =>
      random.pick([
        `ADD COLUMN ${this.column()} ${random.pick(types)}`,
        `DROP COLUMN ${this.column()}${random.pick(['', ' CASCADE'])}`,
        `DROP COLUMN IF EXISTS ${this.column()}`,
        `DROP ${random.pick(['status', 'note', '"Name"'])}`,
        `ALTER COLUMN ${this.column()} TYPE ${random.pick(types)}`,
        `ALTER ${random.pick(['status', 'note'])} SET NOT NULL`,
        'ADD CONSTRAINT c CHECK (id > 0)',
        'DROP CONSTRAINT c',
        'DISABLE ROW LEVEL SECURITY',
        'OWNER TO bob',
      ]),
    )}`;
  }
}
