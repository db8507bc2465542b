import { describe, expect, it } from 'vitest';
import { effectsOf } from './example-effects';

const kindsOf = (command: string) => effectsOf(command).map(({ kind }) => kind);

describe('options that only inform or rehearse', () => {
  it.each([
    ['kubectl delete namespace prod --help=false', 'k8s.delete'],
    ['kubectl delete namespace prod -h=false', 'k8s.delete'],
    ['kubectl delete namespace prod --dry-run=none', 'k8s.delete'],
    ['helm uninstall shop --dry-run=false', 'k8s.delete'],
    ['docker system prune -af --help=false', 'container.destroy'],
    ['gh repo delete acme/shop --yes --help=false', 'forge.change'],
    ['npm publish --dry-run=false', 'package.publish'],
    ['npm publish --dry-run --no-dry-run', 'package.publish'],
    ['git push --force -n --no-dry-run origin main', 'vcs.push'],
    ['rclone --dry-run purge s3:b --dry-run=false', 'db.rows.delete'],
    ['docker compose --dry-run=false down -v', 'container.destroy'],
  ])('may be taken back: %s', (command, kind) => {
    expect(kindsOf(command)).toContain(kind);
  });

  it.each([
    'kubectl delete namespace prod --help',
    'kubectl delete namespace prod -h',
    'kubectl delete namespace prod --dry-run=client',
    'helm uninstall shop --dry-run',
    'docker system prune --help',
    'rclone --dry-run purge s3:b',
    'rclone purge s3:b --dry-run',
    'docker compose --dry-run down -v',
  ])('count otherwise: %s', (command) => {
    expect(kindsOf(command)).toEqual([]);
  });
});
