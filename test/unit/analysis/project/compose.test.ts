import { describe, expect, it } from 'vitest';
import { analyseIn } from '../shell/effects-of';

const compose = `services:
  web:
    build: .
    volumes:
      - .:/app
      - modules:/app/node_modules
    depends_on: [db]
    command: npm run dev
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: dev
    volumes:
      - "data:/var/lib/postgresql/data"
  agent:
    image: portainer/agent
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
  root:
    image: alpine
    privileged: true
    network_mode: host
  host:
    image: alpine
    volumes:
      - type: bind
        source: /
        target: /host
  home:
    image: alpine
    volumes: ["~/.ssh:/root/.ssh:ro"]
  guess:
    image: alpine:\${TAG:-3}
    volumes:
      - \${SOURCE:?}:/x
  wipe:
    image: alpine
    command: ["psql", "-h", "db1", "-c", "DROP TABLE orders"]
  later:
    profiles: [debug]
    image: later
    privileged: true
volumes:
  data:
  modules:
`;

function containers(command: string, files: Record<string, string> = { 'compose.yaml': compose }): string[] {
  return analyseIn({ files }, { type: 'shell', command }).effects.map((effect) => {
    if (effect.kind !== 'container.run') return effect.kind;
    return `run ${effect.image ?? '?'} ${effect.mounts ?? '?'} ${effect.privileged ?? '?'}`;
  });
}

const DB = 'run postgres:16 none false';

describe('docker compose', () => {
  it.each([
    ['docker compose up -d web', ['run ? workspace false', DB]],
    ['docker compose up db', [DB]],
    ['docker compose run agent', ['run portainer/agent socket false', 'privilege.escalate']],
    ['docker-compose up root', ['run alpine none true', 'privilege.escalate']],
    ['docker compose up host', ['run alpine system false', 'privilege.escalate']],
    ['docker compose up home', ['run alpine home false']],
    ['docker compose up guess', ['run alpine:3 ? false']],
    ['docker compose up wipe', ['run alpine none false', 'db.schema.drop']],
    ['docker compose run wipe rm x', ['run alpine none false', 'fs.delete']],
    ['docker compose -f compose.yaml up db', [DB]],
    ['cd sub && docker compose up db', [DB]],
  ])('%s', (command, lines) => {
    expect(containers(command, { 'compose.yaml': compose, 'sub/a.txt': '' })).toEqual(lines);
  });

  it('starts all services but those of profiles', () => {
    const lines = containers('docker compose up');
    expect(lines).toContain('run alpine none true');
    expect(lines.some((line) => line.startsWith('run later'))).toBe(false);
  });

  it.each([
    ['no file', {}, 'docker compose up db'],
    ['another service', { 'compose.yaml': compose }, 'docker compose up other'],
    ['anchors', { 'compose.yaml': 'services:\n  db: &db\n    image: x\n' }, 'docker compose up db'],
    ['a file that is not there', { 'compose.yaml': compose }, 'docker compose -f compose.yaml -f b.yaml up db'],
    [
      'a service that is not there to extend',
      { 'compose.yaml': 'services:\n  db:\n    extends: web\n' },
      'docker compose up db',
    ],
    ['what extends itself', { 'compose.yaml': 'services:\n  db:\n    extends: db\n' }, 'docker compose up db'],
    [
      'what includes itself',
      { 'compose.yaml': 'include: [compose.yaml]\nservices:\n  db:\n    image: x\n' },
      'docker compose up db',
    ],
  ])('is known to run something only, with %s', (_, files, command) => {
    expect(containers(command, files)).toEqual([expect.stringMatching(/^run (db|other) \? \?$/)]);
  });

  it('takes values from the environment file of the project', () => {
    const up = (env: string) => containers('docker compose up guess', { 'compose.yaml': compose, '.env': env });
    expect(up('TAG=4')).toEqual(['run alpine:4 ? false']);
    expect(up('TAG="$OTHER"')).toEqual(['run ? ? false']);
    expect(up('OTHER=4')).toEqual(['run alpine:3 ? false']);
  });

  const base = 'services:\n  db:\n    image: postgres:16\n    volumes: ["./data:/data"]\n';
  const rootful = 'services:\n  db:\n    privileged: true\n';
  const dbOf = (files: Readonly<Record<string, string>>, options = '') =>
    containers(`docker compose ${options} up db`, files)[0];

  it('merges several files', () => {
    const files = { 'a.yaml': base, 'b.yaml': rootful, 'c.yaml': 'services:\n  db:\n    volumes: ["/etc:/etc"]\n' };
    expect(dbOf(files, '-f a.yaml -f b.yaml')).toBe('run postgres:16 workspace true');
    expect(dbOf(files, '-f a.yaml -f c.yaml')).toBe('run postgres:16 system false');
    expect(containers('COMPOSE_FILE=a.yaml:b.yaml docker compose up db', files)[0]).toBe(
      'run postgres:16 workspace true',
    );
  });

  it('merges the override that lies beside', () => {
    expect(dbOf({ 'compose.yaml': base, 'compose.override.yaml': rootful })).toBe('run postgres:16 workspace true');
    expect(dbOf({ 'compose.yaml': base, 'compose.override.yaml': 'services:\n' })).toBe(
      'run postgres:16 workspace false',
    );
  });

  it('follows what a service extends', () => {
    const own = 'services:\n  db:\n    extends: { file: common/base.yaml, service: db }\n    image: postgres:17\n';
    const common =
      'services:\n  top:\n    privileged: true\n  db:\n    extends: top\n    volumes: ["../../../..:/host"]\n';
    expect(dbOf({ 'compose.yaml': own, 'common/base.yaml': common })).toBe('run postgres:17 system true');
  });

  it('follows what a file includes', () => {
    const files = {
      'infra/db.yaml': base,
      'compose.yaml': 'include:\n  - infra/db.yaml\nservices:\n  web:\n    image: x\n',
    };
    expect(dbOf(files)).toBe('run postgres:16 workspace false');
  });

  it('records the file', () => {
    const { files } = analyseIn(
      { files: { 'compose.yaml': compose } },
      { type: 'shell', command: 'docker compose up db' },
    );
    expect(files.map(({ path }) => path)).toEqual(['/home/dana/shop/compose.yaml']);
  });
});
