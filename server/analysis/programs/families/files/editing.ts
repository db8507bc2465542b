/** Editors and formatters. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';

/** `:!CMD` in a command given to an editor: a command of the shell. */
function editorRuns(call: Call): readonly Run[] {
  const given = [...call.words('-c', '--cmd'), ...call.operands.filter((word) => String(word.value).startsWith('+'))];
  const typed = String(call.invocation.stdin?.text ?? '').split('\n');
  return [...given.map((word) => String(word.value)), ...typed].flatMap((text): Run[] => {
    const command = /^\+?:?\s*(?:silent!?\s+)?(?:[\d.,$]*\s*[rw](?:ead|rite)?\s+)?!(.+)$/s.exec(text)?.[1];
    return command ? [{ type: 'shell', text: command, label: `${call.name} -c` }] : [];
  });
}

/** Words of an editor's own language that call, run or load something. */
const ACTS =
  /\b(call|exe(cute)?|py\w*|lua|perl|ruby|tcl|source|so|system|delete|term(inal)?)\b|delete-|call-process|shell-command/;

function actsUnseen(call: Call): EffectDraft[] {
  const scripts = call
    .words('-c', '--cmd', '--eval')
    .filter((word) => typeof word.value !== 'string' || ACTS.test(word.value));
  return scripts.map((word) => ({ kind: 'code.opaque', reason: 'unparsed', program: call.name, span: word.span }));
}

export const editors: ProgramSpec = {
  names: 'vim vi nvim nano emacs ed ex pico micro joe helix hx kak',
  options: '-c=CMD --cmd=CMD -u=F -S=F -s -R -n -e -E -b -d -o -O -p -q --eval=E -l=F --batch --version',
  inertWith: ['--version'],
  does(call) {
    const plus = call.operands.some((word) => String(word.value).startsWith('+'));
    const scripted = call.maybe('-c', '--cmd', '-S', '--eval', '-l') || plus || call.invocation.stdin !== undefined;
    if (!scripted) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return {
      effects: [{ kind: 'code.exec', origin: 'inline', lang: call.name, resolved: false }, ...actsUnseen(call)],
      runs: editorRuns(call),
    };
  },
  examples: {
    yields: {
      "ex -sc '!rm -rf build' a": 'code.exec{lang=ex} + fs.delete{recursive=true}',
      "ed -s a <<< '!rm -rf build'": 'code.exec{lang=ed} + fs.delete{recursive=true}',
      'vim -es -c \'call delete("a", "rf")\' -c q': 'code.exec{lang=vim} + code.opaque{reason=unparsed}',
      "vim -es -c '%s/a/b/g' -c wq a": 'code.exec{lang=vim}',
      'vim a.txt': 'code.opaque{reason=interactive}',
    },
  },
};

export const formatters: ProgramSpec = {
  names:
    'prettier eslint biome ruff black isort autopep8 yapf gofmt goimports rustfmt clang-format shfmt standard stylelint rubocop dprint oxlint dos2unix unix2dos',
  options: '--write,-w --fix -i --check -l -d -c,--config=F --dry-run',
  does: always(),
  examples: { inert: ['prettier --check .', 'eslint --fix src', 'black .'] },
};
