/** Which database a client talks to, as its flags, variables and files tell. */
import { describe, expect, it } from 'vitest';
import type { FakeWorld } from '../../support/fake-providers';
import { analyseIn } from '../analysis/shell/effects-of';

const HOST = 'db.prod.example.com';
const world: FakeWorld = {
  files: {
    'compose.yaml':
      'services:\n  # the database\n  db:\n    image: postgres:17\n  "cache":\n    image: redis\nvolumes:\n  data:\n',
    'prod.cnf': `[mysqldump]\nhost=elsewhere\n[client]\nuser=app\npassword=x\nhost = ${HOST} # the big one\n`,
    '/home/dana/.my.cnf': `[client]\nhost="${HOST}"\npassword=hidden\n`,
    '/home/dana/.pg_service.conf': `[test]\nhost=localhost\n\n[prod]\nhost=${HOST}\ndbname=shop\nuser=app\npassword=hidden\n`,
  },
};

function evidenceOf(command: string): object | undefined {
  const { effects } = analyseIn(world, { type: 'shell', command }, command);
  return effects.find(({ kind }) => kind.startsWith('db.'))?.evidence;
}

const SQL = "-c 'DELETE FROM t WHERE id = 7'";
const MYSQL = "-e 'DELETE FROM t WHERE id = 7'";

describe('a client of PostgreSQL', () => {
  it.each([
    [`psql ${SQL}`, { dbHost: 'localhost' }],
    [`PGHOST=${HOST} PGDATABASE=shop PGUSER=app psql ${SQL}`, { dbHost: HOST, dbName: 'shop', dbUser: 'app' }],
    [`export PGHOST=${HOST}; psql ${SQL}`, { dbHost: HOST }],
    [`PGSERVICE=prod psql ${SQL}`, { dbHost: HOST, dbName: 'shop', dbUser: 'app' }],
    [`psql service=prod ${SQL}`, { dbHost: HOST, dbName: 'shop' }],
    [`psql service=nowhere ${SQL}`, { dbHost: null }],
    [`PGSERVICE=prod psql -h 127.0.0.1 ${SQL}`, { dbHost: '127.0.0.1' }],
    [`PGSERVICE=$SERVICE psql ${SQL}`, { dbHost: null }],
    [`PGHOSTADDR=10.1.2.3 psql ${SQL}`, { dbHost: '10.1.2.3' }],
    [`psql 'host=a hostaddr=10.1.2.3' ${SQL}`, { dbHost: '10.1.2.3' }],
    [`psql 'postgres:///shop?host=${HOST}' ${SQL}`, { dbHost: HOST, dbName: 'shop' }],
    [`psql postgres://app:pw@localhost:1,${HOST}:2/shop ${SQL}`, { dbHost: null, dbUser: 'app' }],
    [`psql "$DATABASE_URL" ${SQL}`, { dbHost: null }],
    [`psql -d "$DATABASE_URL" ${SQL}`, { dbHost: null }],
    [`psql -d "$NAME" -h localhost ${SQL}`, { dbHost: 'localhost' }],
    [`psql -c '\\c host=${HOST}' ${SQL}`, { dbHost: null }],
    [`psql ${SQL} -c '\\c host=${HOST}'`, { dbHost: 'localhost' }],
    [`psql -h db <<< '\\c shop app ${HOST}\nDELETE FROM t'`, { dbHost: HOST, host: HOST }],
    [`psql -h db ${SQL}`, { dbHost: 'db', ownService: true }],
    [`psql -h data ${SQL}`, { dbHost: 'data' }],
    [`psql <<< '\\c shop app ${HOST}\n DELETE FROM t'`, { dbHost: HOST, host: HOST }],
  ])('%s', (command, expected) => {
    expect(evidenceOf(command)).toMatchObject(expected);
  });

  it('says nothing of an own service for other names', () => {
    expect(evidenceOf(`psql -h data ${SQL}`)).not.toHaveProperty('ownService');
    expect(evidenceOf(`psql -h db.example.com ${SQL}`)).not.toHaveProperty('ownService');
    expect(evidenceOf(`psql -h db -c '\\c host=${HOST}' ${SQL}`)).not.toHaveProperty('ownService');
    expect(evidenceOf(`psql -h db <<< $'\\\\c shop app ${HOST}\nDELETE FROM t'`)).not.toHaveProperty('ownService');
  });

  it('keeps no password', () => {
    for (const command of [`PGSERVICE=prod psql ${SQL}`, `psql postgres://app:hidden@h/shop ${SQL}`, `mysql ${MYSQL}`])
      expect(JSON.stringify(evidenceOf(command))).not.toContain('hidden');
  });
});

describe('the schemas that a client of PostgreSQL looks into', () => {
  it.each([
    [`PGOPTIONS=-csearch_path=hr psql ${SQL}`, 'hr.t'],
    [`PGOPTIONS='-c geqo=off -c search_path=hr' psql ${SQL}`, 'hr.t'],
    [`PGOPTIONS=-csearch_path=hr,public psql ${SQL}`, { suffix: 't' }],
    [`PGOPTIONS=-csearch_path=public psql ${SQL}`, 't'],
    [`PGOPTIONS="$OPTIONS" psql ${SQL}`, { suffix: 't' }],
    [`psql 'postgres://localhost/shop?options=-csearch_path%3Dhr' ${SQL}`, 'hr.t'],
    [`psql "host=localhost options='-c search_path=hr'" ${SQL}`, 'hr.t'],
    [`psql -c 'SET search_path = hr' ${SQL}`, { suffix: 't' }],
    [`PGOPTIONS=-csearch_path=hr psql ${SQL.replace(' t ', ' public.t ')}`, 'public.t'],
  ])('%s', (command, table) => {
    const { effects } = analyseIn(world, { type: 'shell', command }, command);
    expect(effects.find(({ kind }) => kind === 'db.rows.delete')).toMatchObject({ table });
  });
});

describe('a client of MySQL', () => {
  it.each([
    [`mysql ${MYSQL}`, { dbHost: HOST }],
    [`mysql -h 127.0.0.1 ${MYSQL}`, { dbHost: '127.0.0.1' }],
    [`mysql --defaults-file=prod.cnf ${MYSQL}`, { dbHost: HOST, dbUser: 'app' }],
    [`mysql --defaults-file=gone.cnf ${MYSQL}`, { dbHost: null }],
    [`mysql --login-path=prod ${MYSQL}`, { dbHost: null }],
  ])('%s', (command, expected) => {
    expect(evidenceOf(command)).toMatchObject(expected);
  });
});

describe('a client on another machine', () => {
  it.each([
    [`ssh ${HOST} "psql ${SQL}"`, { dbHost: HOST, host: HOST }],
    [`ssh jump "psql -h ${HOST} ${SQL}"`, { dbHost: HOST }],
    [`ssh "$H" "psql ${SQL}"`, { dbHost: null }],
    [`ssh web "psql -h db ${SQL}"`, { dbHost: 'db' }],
    [`ssh web "sqlite3 /srv/shop.db 'DELETE FROM t'"`, { dbHost: 'web', dbName: '/srv/shop.db' }],
    [`docker exec db psql ${SQL}`, { dbHost: 'localhost' }],
    [`docker -H ssh://${HOST} exec db psql ${SQL}`, { dbHost: HOST }],
    [`docker compose exec app psql -h db ${SQL}`, { dbHost: 'db', ownService: true }],
    [`kubectl exec pod/db -- psql ${SQL}`, { dbHost: null }],
    [`kubectl --context minikube exec pod/db -- psql ${SQL}`, { kubeContext: 'minikube' }],
  ])('%s', (command, expected) => {
    expect(evidenceOf(command)).toMatchObject(expected);
  });

  it('is not taken for this one', () => {
    expect(evidenceOf(`ssh web "psql -h db ${SQL}"`)).not.toHaveProperty('ownService');
    expect(evidenceOf(`ssh web "sqlite3 /srv/shop.db 'DELETE FROM t'"`)).not.toHaveProperty('dbFile');
    expect(evidenceOf(`kubectl --context minikube exec pod/db -- psql ${SQL}`)).not.toHaveProperty('dbHost');
  });
});

describe('the cluster that kubectl talks to', () => {
  const config = (current: string) => `apiVersion: v1\nkind: Config\ncurrent-context: ${current}\ncontexts: []\n`;
  const files = {
    '/home/dana/.kube/config': config('kind-shop'),
    '/etc/kube/prod': config('"prod-eu"'),
    '/etc/kube/none': config('""'),
    '/etc/kube/prod.json': '{"kind": "Config", "current-context": "prod-us"}',
  };
  const inCluster = (command: string, env: Record<string, string> = {}) => {
    const { effects } = analyseIn({ files, env }, { type: 'shell', command }, command);
    return effects.find(({ kind }) => kind.startsWith('k8s.') || kind.startsWith('db.'))?.evidence;
  };

  it.each([
    ['kubectl delete ns shop', { kubeContext: 'kind-shop' }],
    [`kubectl exec db -- psql ${SQL}`, { kubeContext: 'kind-shop' }],
    ['kubectl --context prod-eu delete ns shop', { kubeContext: 'prod-eu' }],
    ['kubectl --kubeconfig /etc/kube/prod delete ns shop', { kubeContext: 'prod-eu' }],
    ['kubectl --kubeconfig /etc/kube/gone delete ns shop', { kubeContext: null }],
    ['kubectl --kubeconfig "$CONFIG" delete ns shop', { kubeContext: null }],
    ['KUBECONFIG=/etc/kube/none:/etc/kube/prod.json kubectl delete ns shop', { kubeContext: 'prod-us' }],
    [`KUBECONFIG=/etc/kube/prod kubectl exec db -- psql ${SQL}`, { kubeContext: 'prod-eu' }],
    ['KUBECONFIG=/etc/kube/prod helm uninstall web', { kubeContext: 'prod-eu' }],
    ['kubectl config use-context prod-eu && kubectl delete ns shop', { kubeContext: null }],
    ['echo "current-context: prod-eu" > ~/.kube/config; kubectl delete ns shop', { kubeContext: 'prod-eu' }],
    ['cp "$X" ~/.kube/config; kubectl delete ns shop', { kubeContext: null }],
    [
      'kubectl -s https://api.prod.example.com:6443 delete ns shop',
      { kubeContext: null, host: 'api.prod.example.com' },
    ],
    ['kubectl --context kind-shop --cluster prod delete ns shop', { kubeContext: null }],
    ['ssh ops "kubectl delete ns shop"', { kubeContext: null }],
  ])('%s', (command, expected) => {
    expect(inCluster(command)).toMatchObject(expected);
  });

  it('is found by the variable of the session', () => {
    expect(inCluster('kubectl delete ns shop', { KUBECONFIG: '/etc/kube/prod' })).toEqual({ kubeContext: 'prod-eu' });
  });
});

describe('files that hold passwords beside the host', () => {
  it.each(['~/.pgpass', '~/.pg_service.conf', '~/.my.cnf', '~/.mylogin.cnf'])('are secrets: %s', (file) => {
    const { effects } = analyseIn(world, { type: 'shell', command: `cat ${file}` });
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'secret.read', store: 'db-cred' }));
  });
});
