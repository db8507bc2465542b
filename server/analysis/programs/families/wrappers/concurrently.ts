/** `concurrently`: every operand is a line for a shell, or the script of a package (`npm:dev`). */
import type { Call, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { joinedShell } from './running';

export const concurrently: ProgramSpec = {
  names: 'concurrently conc',
  options:
    '-n,--names=N --name-separator=S -c,--prefix-colors=C -k,--kill-others --kill-others-on-fail --kill-signal=S -s,--success=S -p,--prefix=P -l,--prefix-length=N --pad-prefix -t,--timestamp-format=F -r,--raw -g,--group -m,--max-processes=N --hide=N -i,--handle-input --default-input-target=T --restart-tries=N --restart-after=N --timings -P,--passthrough-arguments --no-color --teardown=C --cwd=D',
  does: (call) => ({ runs: [...call.operands, ...call.words('--teardown')].flatMap((word) => runOf(word, call)) }),
  examples: {
    yields: {
      "concurrently -k 'rm -rf build' 'ls'": 'fs.delete{recursive=true}',
      'concurrently npm:clean': 'code.exec{origin=project-config} + fs.delete{path=/repo/build}',
      "concurrently --teardown 'rm -rf build' ls": 'fs.delete',
    },
    inert: ["concurrently 'git status' 'ls -la'", 'concurrently --version'],
  },
};

function runOf(word: Word, { name }: Call): Run[] {
  const script = typeof word.value === 'string' ? /^(npm|pnpm|yarn|bun|node):(\S+)$/.exec(word.value) : null;
  if (!script) return joinedShell([word], name);
  const [, program, task] = script;
  const words = [program!, 'run', task!].map((value) => ({ ...word, value }));
  return [{ type: 'argv', words, label: name }];
}
