/** Programs that pack files into archives, and unpack them. */
import type { ProgramSpec } from '../../program';
import { cpio, pax } from './cpio';
import { tar } from './tar';
import { sevenZip, unzip, zip } from './zip';

export const archives: readonly ProgramSpec[] = [tar, zip, unzip, sevenZip, cpio, pax];
