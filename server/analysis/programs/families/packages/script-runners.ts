/** What runs commands and scripts that are given by text or by name. */
import type { Call, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { reads } from '../../stating';

const shellRun = (call: Call, word: Word): Run => ({
  type: 'shell',
  text: word.value,
  span: word.span,
  label: call.name,
});

const npmRunAll: ProgramSpec = {
  names: 'npm-run-all npm-run-all2 run-s run-p wireit',
  options:
    '-p,--parallel -s,--sequential,--serial -c,--continue-on-error -l,--print-label -n,--print-name -r,--race --silent --max-parallel=N -v,--version',
  inertWith: ['-v'],
  does: (call) => ({
    runs: call.operands.map(
      (word): Run => ({ type: 'project', runner: 'npm', name: word.value, label: `${call.name} ${word.raw}` }),
    ),
  }),
  examples: {
    yields: { 'run-s clean': 'code.exec{origin=project-config,resolved=true} + fs.delete{path=/repo/build}' },
    inert: ['npm-run-all --version'],
  },
};

/** `cargo watch` and `bacon` are described with cargo; `cargo-watch -x test -s CMD` by itself. */
const cargoWatch: ProgramSpec = {
  names: 'cargo-watch',
  options: '-x,--exec=CMD -s,--shell=CMD -w,--watch=P -i,--ignore=P -c,--clear -q,--quiet -d,--delay=S -C,--workdir=D',
  does: (call) => ({
    effects: [{ kind: 'code.exec', origin: 'project-config' }],
    runs: call.words('-s').map((word) => shellRun(call, word)),
  }),
  examples: {
    yields: { "cargo-watch -s 'rm -rf build'": 'code.exec + fs.delete{path=/repo/build}' },
    inert: ['cargo-watch --version'],
  },
};

/** `dotenv -e .env -- CMD`: the variables go to the command alone. */
const dotenv: ProgramSpec = {
  names: 'dotenv dotenvx env-cmd',
  options:
    '-e=F -f,--file,--env-file=F -v=KV -c,--cascade[=E] -o,--override --overload --no-override -p=NAME --quiet -k,--keys=F --convention=C',
  stopAtOperand: true,
  does(call) {
    const [verb, ...rest] = call.operands;
    const files = reads(call, call.words('-e', '-f'), { shown: false });
    if (call.name === 'dotenvx' && /^(get|decrypt|keypair)$/.test(String(verb?.value)))
      return [{ kind: 'secret.read', store: 'env-file', audience: call.audience }];
    if (call.name === 'dotenvx' && /^(set|encrypt|rotate)$/.test(String(verb?.value)))
      return [{ kind: 'secret.write', store: 'env-file', op: 'update' }];
    if (call.name === 'dotenvx' && /^(ls|help|genexample|gitignore|prebuild|precommit|ext)$/.test(String(verb?.value)))
      return [];
    const words = verb?.value === 'run' ? rest : call.operands;
    const command = words[0]?.value === '--' ? words.slice(1) : words;
    return { effects: files, runs: command.length > 0 ? [{ type: 'argv', words: command, label: call.name }] : [] };
  },
  examples: {
    yields: {
      'dotenv -e .env -- rm -rf build': 'fs.read{audience=process} + secret.read{audience=process} + fs.delete',
      'dotenvx run -- rm -rf build': 'fs.delete{path=/repo/build}',
      'dotenvx get TOKEN': 'secret.read{store=env-file,audience=model}',
    },
    inert: ['dotenvx ls', 'dotenvx run -- ls'],
  },
};

/** Runs the workflows of the project in containers. */
const act: ProgramSpec = {
  names: 'act earthly dagger',
  options:
    '-j,--job=J -W,--workflows=P -l,--list -n,--dryrun -g,--graph -e,--eventpath=F -s,--secret=S --secret-file=F --var=V -P,--platform=P -b,--bind -C,--directory=D --privileged --version --push',
  inertWith: ['-l', '-n', '-g', '--version'],
  does: (call) => [
    { kind: 'code.exec', origin: 'project-config', via: 'container' },
    { kind: 'container.run', image: null, privileged: call.has('--privileged'), mounts: 'workspace', network: null },
    ...reads(call, call.words('--secret-file'), { shown: false }),
  ],
  examples: {
    yields: { 'act -j test': 'code.exec{origin=project-config,via=container} + container.run{privileged=false}' },
    inert: ['act -l', 'act -n'],
  },
};

/** Tasks of pyproject.toml. */
const poe: ProgramSpec = {
  names: 'poe poethepoet',
  options: '-C,--directory=D -q -v -d,--dry-run -h --version',
  inertWith: ['-d', '--version'],
  stopAtOperand: true,
  does: (call) =>
    call.operands.length === 0 ? [] : [{ kind: 'code.exec', origin: 'project-config', resolved: false }],
  examples: {
    yields: { 'poe test': 'code.exec{origin=project-config,resolved=false}' },
    inert: ['poe', 'poe -d test'],
  },
};

export const scriptRunners: readonly ProgramSpec[] = [npmRunAll, cargoWatch, dotenv, act, poe];
