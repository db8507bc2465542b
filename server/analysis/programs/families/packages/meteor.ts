/** Meteor. */
import type { ProgramSpec } from '../../program';
import { always } from '../../stating';
import { installs, projectCode, removes } from './installs';

export const meteor: ProgramSpec = {
  names: 'meteor',
  options: '-p,--port=P --settings=F --production --once --db --release=V --allow-superuser --free --mongo --owner=O',
  // Bare `meteor` runs the application.
  does: [projectCode],
  commands: {
    'list search show help version whoami list-sites list-organizations': [],
    'run test test-packages build lint shell debug profile': [projectCode],
    reset: (call) =>
      call.maybe('--db')
        ? [
            { kind: 'db.migrate', tool: 'meteor', direction: 'reset', destructive: 'yes' },
            { kind: 'db.schema.drop', engine: 'mongo', object: 'database' },
          ]
        : [{ kind: 'package.remove', manager: 'meteor', name: 'cache', global: false, undo: 'recoverable' }],
    'add update npm': (call) => installs(call, call.operands),
    remove: (call) => removes(call, { global: false }),
    publish: always({ kind: 'package.publish', op: 'publish', registry: 'atmosphere' }),
    deploy: always({ kind: 'deploy.release', target: 'meteor', op: 'deploy' }),
    mongo: always({ kind: 'code.opaque', reason: 'interactive', program: 'mongosh' }),
    'login logout authorized': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    create: [],
  },
  examples: {
    yields: {
      'meteor reset --db': 'db.migrate{direction=reset} + db.schema.drop{engine=mongo,object=database}',
      'meteor deploy shop.example.com': 'deploy.release{op=deploy}',
      'meteor add accounts-base': 'package.install{name=accounts-base}',
    },
    inert: ['meteor list', 'meteor --version'],
  },
};
