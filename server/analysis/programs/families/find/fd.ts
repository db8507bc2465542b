/** fd: what it runs for each of the files that it finds. */
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { placeholders, substituted } from '../wrappers/items';

export const fd: ProgramSpec = {
  names: 'fd fdfind',
  options:
    '-x,--exec -X,--exec-batch -t,--type=T -e,--extension=E -d,--max-depth=N --min-depth=N -E,--exclude=P -S,--size=N --changed-within=D --changed-before=D -o,--owner=O -c,--color=W -j,--threads=N --base-directory=D --search-path=D -H,--hidden -I,--no-ignore -u -g,--glob -F -a -l,--list-details -L -p -0,--print0 -i -s --max-results=N -1 -q',
  does(call) {
    const { args } = call.invocation;
    const at = args.findIndex((word) => /^(-x|-X|--exec|--exec-batch)$/.test(String(word.value)));
    const words = args.slice(at + 1).filter((word) => word.value !== ';' && word.value !== '\\;');
    if (at < 0 || words.length === 0) return [];
    const file = foundByFd(call, args.slice(0, at));
    const placed = words.map((word) => ({
      ...word,
      value: typeof word.value === 'string' ? word.value.replace(placeholders, '{}') : word.value,
    }));
    const isPlaced = placed.some((word) => String(word.value).includes('{}'));
    const filled = placed.map((word) => (word.value === '{}' ? file : (substituted([word], '{}', [file])[0] ?? word)));
    return {
      runs: [{ type: 'argv', words: isPlaced ? filled : [...filled, file], label: 'fd -x', unbounded: true }],
    };
  },
  examples: {
    yields: {
      'fd -e log -x rm': 'fs.delete{path=/repo/*.log}',
      "fd tmp src -x sh -c 'rm -rf {}'": 'fs.delete{path=/repo/src/*,recursive=true}',
      'fd . ~ -X rm -rf': 'fs.delete{root=home,recursive=true}',
      "fd -H '^\\.env$' -x cat": 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'fd -e ts -x mv {} {.}.bak': 'fs.delete{zone=workspace} + fs.write{zone=workspace}',
    },
    inert: ['fd -e ts src', 'fd -e md -x wc -l {}', "fd -H '^\\.env$'"],
  },
};

/** What fd finds: names that hold the pattern, below the folders after it. */
function foundByFd(call: Call, before: readonly Word[]): Word {
  const [pattern, ...folders] = call.operands.filter((operand) => before.includes(operand));
  const [root, ...others] = [...folders, ...call.words('--search-path', '--base-directory')];
  const word: Word = { value: null, raw: '{}', span: call.invocation.span, many: true };
  if (others.length > 0 || (root && typeof root.value !== 'string')) return word;
  const prefix = `${String(root?.value ?? '.').replace(/\/+$/, '')}/`;
  return { ...word, value: { prefix, suffix: fdSuffix(call, pattern), glob: true } };
}

/** `-e log` and a whole name say how what is found ends. */
function fdSuffix(call: Call, pattern: Word | undefined): string {
  const [extension, ...others] = call.words('-e').map((word) => word.value);
  if (typeof extension === 'string' && others.length === 0) return `.${extension.replace(/^\./, '')}`;
  const name = /^\^?((?:\\?\.|[\w-])+)\$$/.exec(String(pattern?.value))?.[1]?.replaceAll('\\', '');
  const whole = name !== undefined && String(pattern?.value).startsWith('^');
  if (name === undefined) return pattern && pattern.value !== '.' ? '*' : '';
  return whole ? `/${name}` : name;
}
