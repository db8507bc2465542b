/** go, and programs around it. */
import type { Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always, when } from '../../stating';
import { installs, projectCode } from './installs';

export const go: ProgramSpec = {
  names: 'go',
  options:
    '-o=F -C=D -tags=T -ldflags=F -gcflags=F -run=R -bench=R -count=N -timeout=T -p=N -mod=M -exec=X -toolexec=CMD -v -x -a -n -race -cover -u -w -json -m -modcache -cache -testcache -f=F',
  commands: {
    'version list doc vet fmt help fix bug': always(),
    env: (call) => when(call.has('-w', '-u'), { kind: 'config.write', target: 'env', executes: setsProgram(call) }),
    mod: { commands: { 'tidy download vendor': always({ kind: 'net.fetch' }), 'graph verify why init edit': [] } },
    run: {
      stopAtOperand: true,
      does(call) {
        const target = call.operands[0];
        const fetched = target !== undefined && /^[\w.-]+\.\w+\/.*@/.test(String(target.value));
        if (!fetched) return [projectCode];
        return [
          ...installs(call, [target], { source: 'registry', scripts: false }),
          { kind: 'code.exec', origin: 'registry', lang: 'go', resolved: false },
        ];
      },
    },
    'build test generate tool': {
      stopAtOperand: true,
      does: (call) => ({
        effects: [projectCode],
        runs: call
          .words('-toolexec', '-exec')
          .map((word): Run => ({ type: 'shell', text: word.value, label: 'go -exec' })),
      }),
    },
    install: (call) =>
      installs(call, call.operands, {
        global: true,
        source: /^\./.test(String(call.operand(0) ?? '.')) ? 'file' : 'registry',
        scripts: false,
      }),
    get: (call) => installs(call, call.operands, { source: 'registry', scripts: false }),
    clean: (call) =>
      when(call.has('-modcache', '-cache'), {
        kind: 'package.remove',
        manager: 'go',
        name: 'cache',
        undo: 'recoverable',
      }),
    'work telemetry': [],
  },
  examples: {
    yields: {
      'go test ./...': 'code.exec{origin=project-config}',
      'go install x.test/a@latest': 'package.install{global=true}',
      'go run x.test/a@v1.2.3': 'package.install{pinned=true} + code.exec{origin=registry,resolved=false}',
      "go test -exec 'rm -rf build' ./...": 'code.exec + fs.delete{path=/repo/build}',
      'go env -w GOPROXY=https://x.test': 'config.write{target=env,executes=true}',
      'go clean -modcache': 'package.remove{manager=go,name=cache}',
    },
    inert: ['go vet ./...', 'go version', 'go env GOPATH', 'go list -m all'],
  },
};

/** Settings that name a program to be started, or from where modules come and whether they are checked. */
function setsProgram(call: Call): boolean | null {
  if (call.operands.some((word) => typeof word.value !== 'string')) return null;
  return call.operands.some((word) =>
    /^(GOPROXY|GOFLAGS|GOSUMDB|GONOSUMDB|GONOSUMCHECK|GOINSECURE|GOPRIVATE|GOTOOLCHAIN|GOAUTH|CC|CXX|AR|FC|PKG_CONFIG)\b/.test(
      String(word.value),
    ),
  );
}

/** Programs around Go that build or run the project. */
export const goTools: ProgramSpec = {
  names: 'dlv gotestsum ginkgo air wails mage',
  stopAtOperand: true,
  does: (call) => (/^(version|help|targets)$/.test(String(call.operand(0))) ? [] : [projectCode]),
  examples: { yields: { 'gotestsum ./...': 'code.exec{origin=project-config}' }, inert: ['dlv version'] },
};
