/** `env`: a command with other variables; alone it prints them. */
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { assignmentsOf, withoutAssignments } from './assignments';
import { cwdOf } from './running';

export const env: ProgramSpec = {
  names: 'env genv',
  options:
    '-i,--ignore-environment -0,--null -u,--unset=N -C,--chdir=D -S,--split-string=S -v,--debug -P=PATH --block-signal[=S] --default-signal[=S] --ignore-signal[=S]',
  stopAtOperand: true,
  does(call) {
    const given = givenTo(call);
    const words = withoutAssignments(given);
    const facets = { label: 'env', variables: assignmentsOf(given), ...cwdOf(call, '-C') };
    if (words.length > 0) return { runs: [{ type: 'argv', words, ...facets }] };
    if (call.has('-i') === true) return [];
    return [{ kind: 'secret.read', store: 'env-var', audience: call.audience }];
  },
  examples: {
    yields: {
      env: 'secret.read{store=env-var,audience=model}',
      'env | grep -c PATH': 'secret.read{audience=process}',
      'env -C src DEBUG=1 rm -rf lib': 'fs.delete{path=/repo/src/lib,recursive=true}',
      "env -S 'A=1 rm -rf build'": 'fs.delete{recursive=true}',
      "env -S bash -c 'rm -rf build'": 'fs.delete{recursive=true}',
      'env $(cat .env | xargs) rm -rf build': 'fs.read + secret.read{audience=process} + fs.delete{recursive=true}',
      'env LD_PRELOAD=./hook.so ls': 'config.write{target=env,executes=true}',
    },
    inert: ['env -u NODE_OPTIONS FORCE_COLOR=1 ls', 'env -i PATH=/usr/bin git status'],
  },
};

/** Behind `-S` and its text, nothing is an option of `env` itself. */
function givenTo(call: Call): readonly Word[] {
  const { args } = call.invocation;
  const split = call.words('-S');
  const at = args.findIndex(({ value }) => /^(-\w*S|--split-string)/.test(String(value)));
  if (split.length === 0 || at < 0) return [...split.flatMap(splitWord), ...call.operands];
  const isApart = /^(-\w*S|--split-string)$/.test(String(args[at]!.value));
  return [...split.flatMap(splitWord), ...args.slice(at + (isApart ? 2 : 1))];
}

/** The words of `env -S 'A=1 cmd arg'`. */
function splitWord(word: Word): Word[] {
  if (typeof word.value !== 'string') return [{ ...word, value: null, many: true }];
  const words = word.value.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((text) => ({ ...word, value: text.replace(/^(["'])(.*)\1$/, '$2'), raw: text }));
}
