/** Entry of the suites in a trusted workspace: the contract of @vscode/test-electron. */
import { runSuitesIn } from '../run-mocha';

export const run = (): Promise<void> => runSuitesIn(__dirname);
