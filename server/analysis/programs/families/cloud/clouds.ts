/** Azure and smaller clouds. */
import type { ProgramSpec } from '../../program';
import { az } from './azure/azure';
import { heroku } from './heroku';
import { smallClouds } from './small-clouds';

export const clouds: readonly ProgramSpec[] = [az, smallClouds, heroku];
