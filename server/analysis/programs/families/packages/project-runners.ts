/** Programs that run what a project configures: tests, builds, tasks. */

import { displayText, type Text } from '../../../../effects/value';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { when } from '../../stating';

export const projectRunners: ProgramSpec = {
  names:
    'tox nox gulp grunt nx turbo lerna invoke inv doit scons meson ninja cmake ctest waf pytest py.test vitest jest mocha ava tap cypress playwright karma rspec minitest phpunit pest behave cucumber coverage pre-commit lefthook husky tsup rollup webpack parcel ng next nuxt astro gatsby remix svelte-kit storybook expo react-native flutter dart swift xcodebuild pod fastlane rebar3 stack cabal zig celery gunicorn uvicorn hypercorn flask streamlit jupyter jupyter-lab jupyter-notebook ts-node-dev lint-staged commitlint semantic-release changeset release-it standard-version puma unicorn foreman overmind honcho hugo jekyll mkdocs sphinx-build quarto react-scripts craco vue-cli-service nest rspack templ sqlc mdbook zola eleventy hexo docusaurus vuepress vitepress antora wasm-pack trunk maturin cibuildwheel plop hygen chromatic lhci rush moon bacon dune nim crystal elm elm-test spago gleam lake latexmk rustdoc standardrb phpcs php-cs-fixer phpstan psalm pint np bumpp',
  does(call) {
    const words = call.operands.map((word) => word.value);
    if (words.length > 0 && /^(list|help|version|info|--version|graph|show-config|config|ls)$/.test(String(words[0])))
      return [];
    if (/^(lerna|nx)$/.test(call.name) && words[0] === 'exec') return { runs: inEveryPackage(call) };
    return [
      { kind: 'code.exec', origin: 'project-config' },
      ...when(publishes(call, words), {
        kind: 'package.publish',
        op: 'publish',
      }),
    ];
  },
  examples: {
    yields: {
      'pytest -q': 'code.exec{origin=project-config}',
      'jest --watch': 'code.exec',
      'ninja -C build': 'code.exec',
      'lerna exec -- rm -rf dist': 'fs.delete{recursive=true}',
    },
    inert: ['pytest --version'],
  },
};

/** `lerna exec -- rm -rf dist` */
function inEveryPackage({ name, invocation: { args } }: Call): Run[] {
  const dashes = args.findIndex(({ value }) => value === '--');
  const from = dashes >= 0 ? dashes : args.findIndex(({ value }) => value === 'exec');
  const words = args.slice(from + 1);
  return words.length > 0 ? [{ type: 'argv', words, label: `${name} exec`, unbounded: true }] : [];
}

function publishes(call: Call, words: readonly Text[]): boolean {
  const isTrial =
    /^(semantic-release|release-it|np)$/.test(call.name) &&
    call.invocation.args.some(({ value }) => /^(-d|--dry-run)$/.test(String(value)));
  return !isTrial && (words.includes('publish') || /^(semantic-release|release-it|np)$/.test(call.name));
}

const usualOptions = '-n,--just-print,--dry-run,--dry -q,--question -s,--silent -k -i -v,--version -e -w';

export const make: ProgramSpec = {
  names: 'make gmake',
  options: `-f,--file,--makefile=F -C,--directory=D -j,--jobs[=N] -I=D -o=F -W=F -B,--always-make -p -l[=N] ${usualOptions}`,
  inertWith: ['-v'],
  does: runsTargets,
  examples: {
    yields: {
      'make clean': 'code.exec{origin=project-config,lang=make,resolved=true} + fs.delete{path=/repo/build}',
      "make SHELL='rm -rf' x": 'code.opaque + code.exec + code.opaque',
    },
    inert: ['make --version', 'make -n clean'],
  },
};

export const just: ProgramSpec = {
  names: 'just',
  options:
    '-f,--justfile=F -d,--working-directory=D --set=NAME=VALUE --shell=S --shell-arg=A --dotenv-path,-E=F --dotenv-filename=F --color=W --chooser=C --list-heading=H --list-prefix=P --show,-s=R --usage=R -l,--list --summary --dump --choose --evaluate --variables --groups --init --edit,-e --fmt --check --changelog --man --completions=S --command,-c --yes --unstable --verbose,-v --quiet,-q -n,--dry-run --no-deps --no-dotenv --one --global-justfile,-g -u,--unsorted',
  stopAtOperand: true,
  does: runsRecipes,
  examples: {
    yields: {
      'just clean': 'code.exec{origin=project-config,lang=just,resolved=true} + fs.delete{path=/repo/build}',
      'just --command rm -rf build': 'fs.delete{recursive=true}',
    },
    inert: ['just --list', 'just --version', 'just --show build'],
  },
};

export const task: ProgramSpec = {
  names: 'task go-task',
  options: `-t,--taskfile=F -d,--dir=D -o,--output=M -c,--color -C,--concurrency=N -f,--force -g,--global -p,--parallel -x,--exit-code -y,--yes -a,--list-all -l,--list --json --status --summary --init,-i --verbose --interval,-I=D --sort=S --watch ${usualOptions}`,
  does: runsTargets,
  examples: {
    yields: { 'task clean': 'code.exec{origin=project-config,lang=task,resolved=true} + fs.delete{path=/repo/build}' },
    inert: ['task --list', 'task --dry clean'],
  },
};

/** Options of just with which it runs no recipe. */
const showing = [
  '--list',
  '--summary',
  '--dump',
  '--variables',
  '--groups',
  '--show',
  '--usage',
  '--fmt',
  '--changelog',
];

function runsRecipes(call: Call): Answer {
  if (call.has(...showing, '--man', '--completions', '--init', '-n') === true) return [];
  if (call.has('--command') === true)
    return { runs: [{ type: 'argv', words: call.operands, label: 'just --command', ...directoryOf(call, '-d') }] };
  const unread = call.maybe('--command', '--choose', '--edit', '--evaluate', '--shell', '--global-justfile');
  const [name, ...args] = call.operands;
  // `--set NAME VALUE` has been read as two values, in turn.
  const file = call.words('-f').at(-1);
  const run: Run = {
    type: 'project',
    runner: 'just',
    name: unread ? null : (name?.value ?? ''),
    args: [...settingsOf(call.words('--set')), ...args],
    label: `just ${name ? displayText(name.value) : ''}`.trim(),
    ...(file && { files: [file.value] }),
    ...directoryOf(call, '-d'),
  };
  return { runs: [run] };
}

/** `--set NAME VALUE` as `NAME=VALUE`, which just understands too. */
function settingsOf(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word, index): Word[] => {
    const value = words[index + 1]?.value;
    if (index % 2 === 1) return [];
    const known = typeof word.value === 'string' && typeof value === 'string';
    return [{ ...word, value: known ? `${word.value}=${value}` : null }];
  });
}

function directoryOf(call: Call, option: string): { readonly cwd?: Text } {
  const directory = call.words(option).at(-1);
  if (!directory) return {};
  return { cwd: call.invocation.surroundings.fileTarget(directory.value, call.invocation.cwd).path ?? null };
}

function runsTargets(call: Call): Answer {
  if (call.has('--list', '--list-all', '--summary', '--init') === true) return [];
  const runner = call.name === 'task' || call.name === 'go-task' ? 'task' : 'make';
  const rehearsal = call.has('-n') === true;
  if (rehearsal && runner === 'task') return [];
  const files = call.words('-f', '-t').map((word) => word.value);
  const operands = runner === 'task' ? beforeDashes(call) : call.operands;
  const settings = operands.filter((word) => /^\w+[:+?]?=/.test(String(word.value)));
  const targets = operands.filter((word) => !settings.includes(word));
  const names: readonly Text[] = targets.length > 0 ? targets.map((word) => word.value) : [''];
  const otherShell = settings.filter((word) => /^(SHELL|\.SHELLFLAGS)\W?=/.test(String(word.value)));
  return {
    effects: otherShell.map((word) => ({ kind: 'code.opaque', reason: 'dynamic-eval', program: word.value })),
    runs: names.map(
      (name): Run => ({
        type: 'project',
        runner,
        name,
        args: [...settings, ...(runner === 'task' ? forCommands(call) : [])],
        label: `${call.name} ${displayText(name)}`.trim(),
        ...(files.length > 0 && { files }),
        ...(rehearsal && { rehearsal }),
        ...directoryOf(call, runner === 'task' ? '-d' : '-C'),
      }),
    ),
  };
}

/** What stands behind `--` is for the commands of the task. */
function beforeDashes(call: Call): readonly Word[] {
  const behind = new Set(call.last.afterDashes);
  return call.operands.filter((word) => !behind.has(word));
}

/** The variable by which a task sees them; left out, and so not known, unless they are plain words. */
function forCommands(call: Call): readonly Word[] {
  const words = call.last.afterDashes ?? [];
  if (!words.every((word) => typeof word.value === 'string' && /^[\w./:=@%+,-]+$/.test(word.value))) return [];
  const value = `CLI_ARGS=${words.map((word) => String(word.value)).join(' ')}`;
  return [{ value, raw: value, span: call.invocation.span, many: false }];
}
