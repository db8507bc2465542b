/** Interpreters of languages. */
import type { ProgramSpec } from '../../program';
import { deno, node } from './javascript';
import { python } from './python';
import { php, scripting } from './scripting';
import { awk, sed } from './text';

const java: ProgramSpec = {
  names: 'java',
  options:
    '-jar=FILE -cp,-classpath,--class-path=P -version --version -m,--module=M -agentlib=A -javaagent=A --add-modules=M -p,--module-path=P',
  stopAtOperand: true,
  inertWith: ['-version', '--version'],
  does(call) {
    const jar = call.words('-jar').at(-1) ?? call.operands[0];
    return jar ? [{ kind: 'code.exec', origin: 'workspace-file', lang: 'java', path: jar.value, resolved: false }] : [];
  },
  examples: { yields: { 'java -jar app.jar': 'code.exec{lang=java,resolved=false}' }, inert: ['java -version'] },
};

export const interpreters: readonly ProgramSpec[] = [python, node, ...scripting, php, deno, awk, sed, java];
