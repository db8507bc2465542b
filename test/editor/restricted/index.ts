/** Entry of the suite in a workspace that nobody has trusted. */
import { runSuitesIn } from '../run-mocha';

export const run = (): Promise<void> => runSuitesIn(__dirname);
