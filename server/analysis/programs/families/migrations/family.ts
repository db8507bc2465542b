/** Migration tools and the consoles of frameworks. */
import type { ProgramSpec } from '../../program';
import { contentManagement } from './content-management';
import { alembic, django } from './django';
import { phpConsoles, sail, symfony } from './frameworks';
import { mix } from './mix';
import { drizzle, knex, prisma, sequelize, typeorm } from './node-tools';
import { rails } from './rails';
import { dbt, flyway, liquibase } from './sql-tools';
import { supabase } from './supabase';
import { verbTools } from './verb-tools';

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
  phpConsoles,
  sail,
  symfony,
  mix,
  supabase,
  ...contentManagement,
];
