/** Build tools of the JVM and .NET that also fetch packages. */

import { type Command, isTold, opaque, type ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { installs, projectCode, removes } from './installs';

/** Goals and tasks of Flyway and Liquibase that drop all there is. */
const emptiesDatabase =
  /(^|:)(flyway(-maven-plugin)?(:[\w.]+)?:clean|flywayClean|liquibase(-maven-plugin)?(:[\w.]+)?:dropAll|dropAll)$/;

export const jvm: ProgramSpec = {
  names: 'mvn mvnw gradle gradlew sbt lein ant mill bazel bazelisk buck buck2 pants',
  options:
    '-f,--file=F -p,--project-dir=D -P=KV -D=KV -pl=M -x,--exclude-task=T -b=F -c=F -I,--init-script=F -q -o,--offline -U -T=N -am -B --info --stacktrace --no-daemon --dry-run -m --version -v',
  inertWith: ['--dry-run', '--version', '-v'],
  does(call) {
    if (!isTold(call, call.operands.length)) return [opaque(call.invocation)];
    const goals = call.operands.map((word) => String(word.value));
    const emptying = goals.find((goal) => emptiesDatabase.test(goal));
    if (emptying !== undefined)
      return [
        projectCode,
        {
          kind: 'db.migrate',
          tool: /flyway/i.test(emptying) ? 'flyway' : 'liquibase',
          direction: 'reset',
          destructive: 'yes',
        },
        { kind: 'db.schema.drop', engine: null, object: 'schema', name: null },
      ];
    const publishing = goals.some((goal) => /(^|:)(deploy|publish\w*|release:perform|uploadArchives)$/.test(goal));
    const passive =
      goals.length > 0 &&
      goals.every((goal) =>
        /^(help|tasks|projects|dependencies|properties|query|info|cquery|aquery|version|dependency:(tree|list|analyze)|help:.*|clean|(.*:)?clean)$/.test(
          goal,
        ),
      );
    if (passive) return [];
    return [projectCode, ...when(publishing, { kind: 'package.publish', op: 'publish', registry: 'maven' })];
  },
  examples: {
    yields: {
      'mvn test': 'code.exec{origin=project-config}',
      'mvn deploy': 'code.exec + package.publish',
      './gradlew publishToMavenLocal': 'code.exec + package.publish',
      'mvn flyway:clean': 'code.exec + db.migrate{tool=flyway,direction=reset} + db.schema.drop{object=schema}',
      './gradlew :app:flywayClean': 'code.exec + db.migrate{tool=flyway,direction=reset} + db.schema.drop',
    },
    inert: ['gradle tasks', 'mvn dependency:tree'],
  },
};

/** `dotnet nuget push` and `nuget push`. */
const nugetCommands: Readonly<Record<string, Command>> = {
  push: [{ kind: 'package.publish', op: 'publish', registry: 'nuget' }],
  delete: [{ kind: 'package.publish', op: 'unpublish', registry: 'nuget' }],
};

export const dotnet: ProgramSpec = {
  names: 'dotnet nuget msbuild',
  options:
    '-c,--configuration=C -o,--output=D -f,--framework=F -r,--runtime=R -k,--api-key=K -s,--source=S -p,--project=P -v,--verbosity=V --version=V --no-build --no-restore -g,--global --tool-path=D -t=T',
  commands: {
    '--info --version --list-sdks --list-runtimes list help format sln new reference clean': [],
    'build run test publish pack msbuild watch exec vstest fsi': [projectCode],
    'restore add': (call) => installs(call, call.operands.slice(-1)),
    remove: (call) => removes(call),
    tool: {
      commands: {
        'list search': [],
        'install update restore': (call) => installs(call, call.operands, { global: call.has('-g') }),
        uninstall: (call) => removes(call),
        run: [projectCode],
      },
    },
    nuget: {
      commands: {
        ...nugetCommands,
        'why list locals verify sign trust update add remove enable disable config help': [],
      },
    },
    ...nugetCommands,
    ef: {
      options: '--project=P --connection=C -f,--force --context=C',
      commands: {
        'migrations dbcontext': [],
        database: {
          options: '-f,--force --connection=C',
          commands: {
            update: always({ kind: 'db.migrate', tool: 'ef', direction: 'up' }),
            drop: always({ kind: 'db.schema.drop', engine: null, object: 'database' }),
          },
        },
      },
    },
    'user-secrets': {
      commands: {
        list: always({ kind: 'secret.read', store: 'env-file', audience: 'model' }),
        'set remove clear init': always({ kind: 'secret.write', store: 'user-secrets', op: 'update' }),
      },
    },
  },
  otherwise: (call, name) =>
    /\.dll$/.test(name)
      ? [{ kind: 'code.exec', origin: 'workspace-file', path: name, resolved: false }]
      : [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }],
  examples: {
    yields: {
      'dotnet test': 'code.exec',
      'dotnet nuget push a.nupkg': 'package.publish{op=publish}',
      'dotnet ef database drop -f': 'db.schema.drop{object=database}',
    },
    inert: ['dotnet --info', 'dotnet ef migrations list'],
  },
};
