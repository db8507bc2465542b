/** Node and Deno. */
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Run } from '../../spec';
import { writes } from '../../stating';
import { codeRun, runsProgram } from './run-program';

const nodeOptions =
  '-e,--eval=CODE -p,--print=CODE -pe=CODE -r,--require=M --import=M --loader,--experimental-loader=M -c,--check -i,--interactive -v,--version --env-file=F --env-file-if-exists=F --inspect[=A] --inspect-brk[=A] --watch --watch-path=P --test --test-name-pattern=P --test-reporter=R --run=SCRIPT --conditions,-C=C --input-type=T --title=T --max-old-space-size=N --stack-size=N --no-warnings --trace-warnings --experimental-strip-types --permission --enable-source-maps --expose-gc --prof --cpu-prof --throw-deprecation --unhandled-rejections=M --openssl-legacy-provider --experimental-vm-modules';

export const node: ProgramSpec = {
  names: 'node nodejs tsx ts-node esno babel-node electron',
  options: nodeOptions,
  stopAtOperand: true,
  inertWith: ['-v', '--check'],
  does(call) {
    const script = call.words('--run').at(-1);
    if (script)
      return {
        runs: [
          {
            type: 'project',
            runner: 'npm',
            name: script.value,
            args: call.operands,
            label: `node --run ${script.raw}`,
          },
        ],
      };
    if (call.has('--test') === true) return [{ kind: 'code.exec', origin: 'workspace-file', lang: 'javascript' }];
    const preloaded = call
      .words('-r', '--import', '--loader')
      .map((word): Run => ({ type: 'file', path: word.value, language: 'javascript', label: `node -r ${word.raw}` }));
    const local = preloaded.filter((run) => run.type === 'file' && /^[./]/.test(String(run.path)));
    return together({ runs: local }, runsProgram(call, 'javascript', ['-e', '-p', '-pe']));
  },
  examples: { yields: { node: 'code.opaque{reason=interactive}' }, inert: ['node --version', 'node --check a.js'] },
};

export const deno: ProgramSpec = {
  names: 'deno',
  options:
    '-A,--allow-all --allow-read[=P] --allow-write[=P] --allow-net[=H] --allow-env[=V] --allow-run[=P] --allow-ffi[=P] --allow-sys[=S] -c,--config=F --import-map=F --lock=F -r,--reload[=P] -q --unstable --no-check --cached-only -f,--force -g,--global -n,--name=N --ext=E -W --watch[=F] --env-file[=F]',
  commands: {
    'check fmt lint info doc types completions help coverage vendor lsp': [],
    run: { stopAtOperand: true, does: (call) => remoteOrFile(call) },
    eval: {
      stopAtOperand: true,
      does: (call) => ({ runs: call.operands.slice(0, 1).map((word) => codeRun(call, word, 'javascript')) }),
    },
    'test bench': (call) => [
      { kind: 'code.exec', origin: 'workspace-file', lang: call.name === 'deno' ? 'javascript' : null },
    ],
    task: {
      stopAtOperand: true,
      does: (call) => [{ kind: 'code.exec', origin: 'project-config', resolved: false, path: call.operand(0) ?? null }],
    },
    'cache add': [{ kind: 'net.fetch' }],
    'install i': (call) => [
      {
        kind: 'package.install',
        manager: 'deno',
        name: call.operand(0) ?? null,
        source: 'registry',
        scripts: false,
        global: call.has('-g'),
      },
    ],
    'remove uninstall': (call) => [{ kind: 'package.remove', manager: 'deno', name: call.operand(0) ?? null }],
    'compile bundle': (call) => writes(call, [], 'create'),
    publish: [{ kind: 'package.publish', op: 'publish', registry: 'jsr', public: true }],
    'upgrade jupyter serve': [{ kind: 'code.exec', origin: 'registry', resolved: false }],
    deploy: [{ kind: 'deploy.release', target: 'deno', op: 'deploy' }],
  },
  otherwise: (call) => ({
    runs: [{ type: 'file', path: call.operand(0) ?? null, language: 'javascript', label: 'deno' }],
  }),
  examples: { inert: ['deno fmt', 'deno check a.ts'], yields: { 'deno publish': 'package.publish{op=publish}' } },
};

function remoteOrFile(call: Call): Answer {
  const [file, ...args] = call.operands;
  const { stdin } = call.invocation;
  if (file?.value === '-' && stdin)
    return { runs: [{ type: 'stdin', language: 'javascript', stream: stdin, label: 'deno run' }] };
  if (file && /^(https?:|npm:|jsr:)/.test(String(file.value))) {
    const network = /^https?:/.test(String(file.value));
    return [{ kind: 'code.exec', origin: network ? 'network' : 'registry', lang: 'javascript', resolved: false }];
  }
  return {
    runs: [
      { type: 'file', path: file?.value ?? null, language: 'javascript', args, label: `deno run ${file?.raw ?? ''}` },
    ],
  };
}
