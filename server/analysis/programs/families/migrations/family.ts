/** Migration tools and the consoles of frameworks. */
import type { ProgramSpec } from '../../program';
import { alembic, django } from './django';
import { frameworkConsoles } from './frameworks';
import { drizzle, knex, prisma, sequelize, typeorm } from './node-tools';
import { rails } from './rails';
import { dbt, flyway, liquibase, verbTools } from './sql-tools';
import { supabase } from './supabase';

export const migrations: readonly ProgramSpec[] = [
  prisma,
  knex,
  sequelize,
  typeorm,
  drizzle,
  alembic,
  django,
  rails,
  flyway,
  liquibase,
  dbt,
  verbTools,
  frameworkConsoles,
  supabase,
];
