/** Databases whose commands are not SQL. */

import type { ProgramSpec } from '../../program';
import { keyValues } from './key-values';
import { mongosh } from './mongo';
import { redisCli } from './redis';

export const documentStores: readonly ProgramSpec[] = [...keyValues, mongosh, redisCli];
