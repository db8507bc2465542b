/** Editors and formatters. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { when, writes } from '../../stating';

/** Commands that an editor is given, by options, `+COMMAND` and standard input. */
function commandsGiven(call: Call): readonly Text[] {
  const given = [...call.words('-c', '--cmd'), ...call.operands.filter((word) => String(word.value).startsWith('+'))];
  const { stdin } = call.invocation;
  const typed = typeof stdin?.text === 'string' ? stdin.text.split('\n') : stdin ? [stdin.text] : [];
  return [...given.map((word) => word.value), ...typed];
}

/** `w`, `wq`, `x`, `update`, also behind a bar: the file as it is by then. */
const SAVES = /(^|[|:+])\s*[\d.,$%]*(w|wq|wa|wqa|x|xa|xit|exit|up|update|write)!?\s*(\||$)/;

/** `w other`, `saveas other`. */
const SAVES_AS = /(?:^|[|:+])\s*[\d.,$%]*(?:w|write|sav|saveas)!?\s+(?:>>\s*)?([^!|\s][^|\s]*)/;

/** The files that are opened, where a command writes them; a script or a command that cannot be read may. */
function saved(call: Call): EffectDraft[] {
  const files = call.operands.filter((word) => !String(word.value).startsWith('+'));
  const commands = commandsGiven(call);
  const saves = commands.some((text) => typeof text === 'string' && SAVES.test(text));
  const unseen = call.maybe('-S', '-l') || commands.some((text) => typeof text !== 'string');
  const others = commands.flatMap((text) => {
    const path = typeof text === 'string' ? SAVES_AS.exec(text)?.[1] : undefined;
    return path === undefined ? [] : [{ value: path, raw: path, span: call.invocation.span, many: false }];
  });
  return [
    ...when(saves || (unseen ? null : false), ...writes(call, files, 'overwrite')),
    ...writes(call, others, 'overwrite'),
  ];
}

/** `:!CMD` in a command given to an editor: a command of the shell. */
function editorRuns(call: Call): readonly Run[] {
  return commandsGiven(call).flatMap((given): Run[] => {
    const text = typeof given === 'string' ? given : '';
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
      effects: [
        { kind: 'code.exec', origin: 'inline', lang: call.name, resolved: false },
        ...actsUnseen(call),
        ...saved(call),
      ],
      runs: editorRuns(call),
    };
  },
  examples: {
    yields: {
      "ex -sc '!rm -rf build' a": 'code.exec{lang=ex} + fs.delete{recursive=true}',
      "ed -s a <<< '!rm -rf build'": 'code.exec{lang=ed} + fs.delete{recursive=true}',
      'vim -es -c \'call delete("a", "rf")\' -c q': 'code.exec{lang=vim} + code.opaque{reason=unparsed}',
      "vim -es -c '%s/a/b/g' -c wq a": 'code.exec{lang=vim} + fs.write{path=/repo/a}',
      "ex -sc '%d|x' ~/.profile": 'code.exec + fs.write{zone=home} + persist.install',
      "printf '%s\\n' 1d w q | ed -s a": 'code.exec{lang=ed} + fs.write{path=/repo/a}',
      "ex -sc 'w! /etc/hosts|q' a": 'code.exec + fs.write{path=/etc/hosts}',
      "vim -c 'set nu' -c q a": 'code.exec{lang=vim}',
      'vim a.txt': 'code.opaque{reason=interactive}',
    },
    inert: ['vim --version', 'nano --help'],
  },
};

/** Those that write without being told to. */
const writesByItself = /^(black|isort|rustfmt|dos2unix|unix2dos)$/;

/** `ruff format`, `biome check`: a word that is no file. */
const formatterVerbs = /^(format|check|fmt|lint|ci|migrate|rule|config|init|explain|output-paths|output-file-paths)$/;

function formats(call: Call): boolean {
  if (call.has('--check', '--diff', '--dry-run', '-l') === true) return false;
  const verb = call.operand(0);
  return (
    call.has('--write', '--fix', '-i', '-a') === true ||
    writesByItself.test(call.name) ||
    ((call.name === 'ruff' || call.name === 'dprint') && (verb === 'format' || verb === 'fmt'))
  );
}

export const formatters: ProgramSpec = {
  names:
    'prettier eslint biome ruff black isort autopep8 yapf gofmt goimports rustfmt clang-format shfmt standard stylelint rubocop dprint oxlint dos2unix unix2dos',
  options:
    '-w,--write,--apply --fix,--unsafe --check -i,--in-place -a,-A,--autocorrect,--autocorrect-all -l,--list-different -d,--diff --dry-run -c=F --config,--config-path=F --parser=P --ignore-path=F --ext=E --rule=R --select=R --ignore=R --line-length=N --target-version=V --profile=P --plugin=P --max-warnings=N --edition=E --style=S --stdin-filename,--stdin-filepath=F --cache-location=F --format=F -f=F -o,--output-file=F',
  does(call) {
    const named = call.operands.filter((word, at) => at > 0 || !formatterVerbs.test(String(word.value)));
    const files = named.length > 0 ? named : [{ value: '.', raw: '.', span: call.invocation.span, many: false }];
    const written = formats(call) ? writes(call, files, 'overwrite') : [];
    // A file says the same as before, only in another form.
    return { effects: [...written, ...writes(call, call.words('-o'), 'overwrite')], edits: (text) => text };
  },
  examples: {
    yields: {
      'prettier --write src': 'fs.write{path=/repo/src,mode=overwrite}',
      'eslint --fix --ext .ts .': 'fs.write{path=/repo}',
      'black ~/other': 'fs.write{zone=home}',
      'ruff format': 'fs.write{zone=workspace}',
      'gofmt -w a.go': 'fs.write{path=/repo/a.go}',
    },
    inert: ['prettier --check .', 'eslint src', 'black --check .', 'ruff check --select F .', 'gofmt -l .'],
  },
};
