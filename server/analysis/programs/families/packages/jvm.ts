/** Build tools of the JVM, and Bazel and its kin. */

import { type Call, isTold, opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';
import { projectCode } from './installs';

/** Goals and tasks of Flyway and Liquibase that drop all there is. */
const emptiesDatabase =
  /(^|:)(flyway(-maven-plugin)?(:[\w.]+)?:clean|flywayClean|liquibase(-maven-plugin)?(:[\w.]+)?:dropAll|dropAll)$/;

const publishingGoal =
  /(^|:)(deploy|deploy-file|site-deploy|publish\w*|\w*[pP]ublishSigned|release:perform|uploadArchives|closeAndReleaseRepository)$/;

const passiveGoal =
  /^(help|tasks|projects|dependencies|properties|query|info|cquery|aquery|version|shutdown|targets|audit|dependency:(tree|list|analyze)|help:.*|clean|(.*:)?clean)$/;

export const jvm: ProgramSpec = {
  names: 'mvn mvnw gradle gradlew sbt lein ant mill bazel bazelisk buck buck2 pants',
  options:
    '-f,--file=F -p,--project-dir=D -P=KV -D=KV -pl=M -x,--exclude-task=T -b=F -c=F -I,--init-script=F -q -o,--offline -U -T=N -am -B --info --stacktrace --no-daemon --dry-run -m --version -v --stop --status',
  // To sbt and ant `-v` is to say more.
  inertWith: (name) => ['--dry-run', '--version', ...(/^(mvn|gradle)/.test(name) ? ['-v'] : [])],
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
    const publishing = goals.some((goal) => publishingGoal.test(goal) && !/Local$|M2$/.test(goal));
    if (isPassive(call, goals)) return [];
    return [projectCode, ...when(publishing, { kind: 'package.publish', op: 'publish', registry: 'maven' })];
  },
  examples: {
    yields: {
      'mvn test': 'code.exec{origin=project-config}',
      'mvn deploy': 'code.exec + package.publish',
      './gradlew publishToMavenLocal': 'code.exec',
      './gradlew :lib:publish': 'code.exec + package.publish{op=publish}',
      'mvn flyway:clean': 'code.exec + db.migrate{tool=flyway,direction=reset} + db.schema.drop{object=schema}',
      './gradlew :app:flywayClean': 'code.exec + db.migrate{tool=flyway,direction=reset} + db.schema.drop',
    },
    inert: ['gradle tasks', 'mvn dependency:tree', 'gradle --stop', 'bazel query //...', './gradlew clean'],
  },
};

/** The first word of Bazel and its kin is what to do, the others what to do it to. */
function isPassive(call: Call, goals: readonly string[]): boolean {
  if (call.has('--stop', '--status') === true) return true;
  const asked = /^(bazel|bazelisk|buck|buck2|pants)$/.test(call.name) ? goals.slice(0, 1) : goals;
  return asked.length > 0 && asked.every((goal) => passiveGoal.test(goal));
}
