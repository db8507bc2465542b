/** curl, wget and HTTPie: what is fetched, what is sent, and where it lands. */
import type { ProgramSpec } from '../../program';
import { curl } from './curl';
import { httpie } from './httpie';
import { wget } from './wget';

export const httpClients: readonly ProgramSpec[] = [curl, wget, httpie];
