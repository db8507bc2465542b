/** Programs that look for files by their names and times. */
import type { ProgramSpec } from '../../program';
import { fd } from './fd';
import { find } from './find';

export const finders: readonly ProgramSpec[] = [find, fd];
