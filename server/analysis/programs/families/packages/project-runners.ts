/** Programs that run what a project configures: tests, builds, tasks. */

import type { Text } from '../../../../effects/value';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { when } from '../../stating';

export const projectRunners: ProgramSpec = {
  names:
    'tox nox gulp grunt nx turbo lerna invoke inv doit scons meson ninja cmake ctest waf pytest py.test vitest jest mocha ava tap cypress playwright karma rspec minitest phpunit pest behave cucumber coverage pre-commit lefthook husky tsup rollup webpack parcel ng next nuxt astro gatsby remix svelte-kit storybook expo react-native flutter dart swift xcodebuild pod fastlane rebar3 stack cabal zig celery gunicorn uvicorn hypercorn flask streamlit jupyter jupyter-lab jupyter-notebook ts-node-dev lint-staged commitlint semantic-release changeset release-it standard-version puma unicorn foreman overmind honcho hugo jekyll mkdocs sphinx-build quarto',
  does(call) {
    const words = call.operands.map((word) => word.value);
    if (words.length > 0 && /^(list|help|version|info|--version|graph|show-config|config|ls)$/.test(String(words[0])))
      return [];
    return [
      { kind: 'code.exec', origin: 'project-config' },
      ...when(words.includes('publish') || /^(semantic-release|release-it)$/.test(call.name), {
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
    },
    inert: ['pytest --version'],
  },
};

export const make: ProgramSpec = {
  names: 'make gmake just task',
  options:
    '-f,--file,--makefile,--justfile,-t,--taskfile=F -C,--directory,-d,--working-directory,--dir=D -j,--jobs[=N] -I=D -o=F -W=F -l[=N] -n,--just-print,--dry-run,--dry -q,--question -s,--silent -k -i -B,--always-make -p --list,--summary --show=R -v,--version -e -w --set=K=V --shell=S --dump --choose --evaluate',
  inertWith: ['-v'],
  does: runsTargets,
  examples: { inert: ['make --version', 'just --list'] },
};

function runsTargets(call: Call): Answer {
  if (call.has('--list', '--show', '--dump') === true) return [];
  const runner = call.name === 'just' || call.name === 'task' ? call.name : 'make';
  const file = call.words('-f').at(-1);
  const directory = call.words('-C').at(-1);
  const cwd = directory
    ? (call.invocation.surroundings.fileTarget(directory.value, call.invocation.cwd).path ?? null)
    : undefined;
  // `make -n` still runs recipes marked with `+` and $(shell …); what it prints is inert otherwise.
  if (call.has('-n') === true) return [];
  const settings = call.operands.filter((word) => /^\w+[:+?]?=/.test(String(word.value)));
  const targets = call.operands.filter((word) => !settings.includes(word));
  const names: readonly Text[] = targets.length > 0 ? targets.map((word) => word.value) : [''];
  return {
    runs: names.map(
      (name): Run => ({
        type: 'project',
        runner,
        name,
        args: settings,
        label: `${call.name} ${String(name ?? '?')}`.trim(),
        ...(file && { file: file.value }),
        ...(cwd !== undefined && { cwd }),
      }),
    ),
  };
}
