/** Process entry: one call of an agent's hook, stdin → stdout. Does nothing but load the rest as fast as can be. */
import { join } from 'node:path';
import { runCompiled } from './runtime/compile-cache';

runCompiled(join(__dirname, 'hook-call.js'));
