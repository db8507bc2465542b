/** dotnet and NuGet. */
import { type Answer, type Call, type Command, isTold, opaque, type ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { installs, projectCode, removes } from './installs';

const publishes = (op: 'publish' | 'unpublish'): Command => always({ kind: 'package.publish', op, registry: 'nuget' });

/** `nuget sources add -Source U`, `dotnet nuget add source U`: from where packages come. */
const changesSources = always({ kind: 'config.write', target: 'package-manager', executes: true });

const clearsCache: Command = (call) =>
  call.maybe('--clear', '-c', '-clear')
    ? [{ kind: 'package.remove', manager: 'nuget', name: 'cache', undo: 'recoverable' }]
    : [];

/** `dotnet add [PROJECT] package NAME`; a reference is to another project. */
function packageNamed(call: Call) {
  const at = call.operands.findIndex((word) => word.value === 'package');
  return at < 0 ? undefined : call.from(at + 1);
}

function addsPackage(call: Call): Answer {
  if (!isTold(call, call.operands.length - 1)) return [opaque(call.invocation)];
  const named = packageNamed(call);
  const version = call.value('--version', '-v');
  return named ? installs(call, named.operands, version === undefined ? {} : { pinned: true }) : [];
}

const database: Command = {
  options: '-f,--force --connection=C',
  commands: {
    update: (call) => [{ kind: 'db.migrate', tool: 'ef', direction: call.operand(0) === '0' ? 'reset' : 'up' }],
    drop: always({ kind: 'db.schema.drop', engine: null, object: 'database' }),
  },
};

const userSecrets: Command = {
  commands: {
    list: always({ kind: 'secret.read', store: 'env-file', audience: 'model' }),
    'set remove clear init': always({ kind: 'secret.write', store: 'user-secrets', op: 'update' }),
  },
};

export const dotnet: ProgramSpec = {
  names: 'dotnet msbuild',
  options:
    '-c,--configuration=C -o,--output=D -f,--framework=F -r,--runtime=R -k,--api-key=K -s,--source=S -p,--project=P -v,--verbosity=V --version=V -n,--no-build --no-restore -g,--global --tool-path=D -t=T --clear --force-english-output --add-source=U --prerelease',
  does: (call) => (call.name === 'msbuild' ? [projectCode] : []),
  commands: {
    '--info --version --list-sdks --list-runtimes list help format sln solution new reference clean build-server sdk completions':
      [],
    'build run test publish pack msbuild watch exec vstest fsi': [projectCode],
    restore: (call) => installs(call, []),
    add: addsPackage,
    remove: (call) => {
      if (!isTold(call, call.operands.length)) return [opaque(call.invocation)];
      const named = packageNamed(call);
      return named ? removes(named) : [];
    },
    package: {
      commands: {
        'list search': [],
        'add update': (call) => installs(call, call.operands),
        remove: (call) => removes(call),
      },
    },
    tool: {
      commands: {
        'list search': [],
        'install update restore': (call) => installs(call, call.operands, { global: call.has('-g') }),
        uninstall: (call) => removes(call, { global: call.has('-g') }),
        'run execute exec': [projectCode],
      },
    },
    workload: {
      commands: {
        'list search history': [],
        'install update restore repair': (call) => installs(call, call.operands, { global: true }),
        'uninstall clean': (call) => removes(call, { global: true }),
      },
    },
    nuget: {
      commands: {
        'list verify why config': [],
        push: publishes('publish'),
        delete: publishes('unpublish'),
        'add update remove enable disable trust': changesSources,
        locals: clearsCache,
        sign: [],
      },
    },
    'dev-certs': {
      options: '-t,--trust --clean --check',
      does: (call) => when(call.has('--trust', '--clean'), { kind: 'system.configure', area: 'security-tool' }),
    },
    script: (call) => [{ kind: 'code.exec', origin: 'workspace-file', path: call.operand(0) ?? null, resolved: false }],
    ef: {
      options: '--project=P --connection=C -f,--force --context=C',
      commands: { 'migrations dbcontext': [], database },
    },
    'user-secrets': userSecrets,
  },
  otherwise: (call, name) =>
    /\.dll$/.test(name)
      ? [{ kind: 'code.exec', origin: 'workspace-file', path: name, resolved: false }]
      : [opaque(call.invocation)],
  examples: {
    yields: {
      'dotnet test': 'code.exec{origin=project-config}',
      'dotnet add package Polly --version 8.4.0': 'package.install{name=Polly,pinned=true}',
      'dotnet remove package Polly': 'package.remove{name=Polly}',
      'dotnet tool install -g acme': 'package.install{name=acme,global=true}',
      'dotnet nuget push a.nupkg': 'package.publish{op=publish,registry=nuget}',
      'dotnet nuget add source https://x.test': 'config.write{target=package-manager,executes=true}',
      'dotnet nuget locals all --clear': 'package.remove{name=cache}',
      'dotnet dev-certs https --trust': 'system.configure{area=security-tool}',
      'dotnet ef database drop -f': 'db.schema.drop{object=database}',
      'dotnet user-secrets list': 'secret.read{audience=model}',
    },
    inert: [
      'dotnet --info',
      'dotnet ef migrations list',
      'dotnet add reference ../a.csproj',
      'dotnet nuget list source',
    ],
  },
};

export const nuget: ProgramSpec = {
  names: 'nuget',
  options: '-Source=U -ApiKey=K -Version=V -OutputDirectory=D -NonInteractive -clear',
  commands: {
    'help list search spec pack verify': [],
    'install restore update': (call) => installs(call, call.operands),
    push: publishes('publish'),
    delete: publishes('unpublish'),
    setapikey: always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    'sources source config': (call) =>
      /^(list|undefined)$/i.test(String(call.operand(0))) ? [] : changesSources(call),
    locals: clearsCache,
  },
  examples: {
    yields: {
      'nuget push a.nupkg': 'package.publish{op=publish}',
      'nuget sources add -Source https://x.test': 'config.write{executes=true}',
    },
    inert: ['nuget list acme', 'nuget sources list'],
  },
};
