/** Clients that take SQL. */
import type { ProgramSpec } from '../../program';
import { cockroach } from './cockroach';
import { bcp, sqlcmd, sqlplus } from './enterprise';
import { mysql, mysqlShell } from './mysql';
import { clickhouse, cypherShell, influx, otherClients } from './other-clients';
import { psql } from './postgres';
import { sqlite } from './sqlite';
import { bigquery, snow, snowsql } from './warehouses';

export const sqlClients: readonly ProgramSpec[] = [
  psql,
  mysql,
  mysqlShell,
  sqlite,
  sqlcmd,
  bcp,
  sqlplus,
  snowsql,
  snow,
  bigquery,
  otherClients,
  clickhouse,
  cypherShell,
  influx,
  cockroach,
];
