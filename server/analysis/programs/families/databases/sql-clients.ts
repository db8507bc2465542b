/** Clients that take SQL. */
import type { ProgramSpec } from '../../program';
import { bcp, sqlcmd, sqlplus } from './enterprise';
import { mysql, mysqlShell } from './mysql';
import { cockroach, psql } from './postgres';
import { sqlite } from './sqlite';
import { bigquery, otherClients, warehouses } from './warehouses';

export const sqlClients: readonly ProgramSpec[] = [
  psql,
  mysql,
  mysqlShell,
  sqlite,
  sqlcmd,
  bcp,
  sqlplus,
  warehouses,
  bigquery,
  otherClients,
  cockroach,
];
