import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { compilePacks } from '../../../server/policy/compile';
import { libraryOf } from '../../../server/policy/packs';
import { isStricter } from '../../../server/policy/verdict';
import { exampleCommands, isPlain } from '../../support/example-commands';
import { packBundle } from '../../support/packs';
import { exampleProviders, exampleRequest } from './example-effects';

const policy = compilePacks(libraryOf(packBundle()));
const decisionOn = (command: string) => decide(exampleRequest(command), exampleProviders, policy);
const isStopped = (command: string) => isStricter(decisionOn(command).verdict, 'warn');

/** Rules that say by themselves that what is not known does not concern them. */
const ignoringRules = new Set(policy.rules.filter((rule) => rule.ignoresUnknown).map((rule) => rule.id));

/** Where an unknown word is taken for what usually stands there. To ask each time would stop ordinary work every day. */
const TAKEN_FOR_DATA: readonly RegExp[] = [
  /^git rebase/, // a branch or a commit
  /^(find|fd) /, // a folder, a pattern
];

/** Stopped because of what a file holds that is read: a file nobody knows is taken for an ordinary one. */
function isAboutFilesRead(command: string): boolean {
  const { rules, effects } = decisionOn(command);
  return effects.some(({ kind }) => kind === 'fs.read') && rules.every((rule) => rule.startsWith('core/secrets/'));
}

function isStoppedForMoreThanData(command: string): boolean {
  if (!isStopped(command) || decisionOn(command).rules.every((rule) => ignoringRules.has(rule))) return false;
  return !isAboutFilesRead(command) && !TAKEN_FOR_DATA.some((pattern) => pattern.test(command));
}

function* withOneWordUnknown(command: string): Generator<string> {
  const words = command.split(' ');
  for (const at of words.keys()) yield words.with(at, '$UNKNOWN_WORD').join(' ');
}

describe('not knowing a word never frees a command', () => {
  const stopped = exampleCommands().filter((command) => isPlain(command) && isStoppedForMoreThanData(command));

  it('is tried on hundreds of commands', () => {
    expect(stopped.length).toBeGreaterThan(300);
  });

  it.each(stopped)('%s', (command) => {
    expect([...withOneWordUnknown(command)].filter((changed) => !isStopped(changed))).toEqual([]);
  });
});

describe('a verb that nobody described is not taken for harmless', () => {
  it.each([
    'gcloud projects frobnicate shop',
    'gcloud storage frobnicate gs://bucket',
    'az sql db frobnicate -n shop',
    'aws rds frobnicate',
    'doctl compute droplet frobnicate web',
    'turso db frobnicate shop',
    'heroku frobnicate -a shop',
    'stripe customers frobnicate cus_1',
    'solana frobnicate a 1',
    'ldcli flags frobnicate --flag x',
    'mysqladmin frobnicate shop',
    'pg_ctl frobnicate -D data',
    'systemctl frobnicate nginx',
    'service nginx frobnicate',
    'pm2 frobnicate all',
    'launchctl frobnicate x.plist',
    'sc frobnicate Spooler',
    'ip route frobnicate table main',
    'timedatectl frobnicate 12:00',
    'wevtutil frobnicate System',
    'diskutil frobnicate disk2',
    'zpool frobnicate tank',
    'git-crypt frobnicate',
    'ansible-vault frobnicate secrets.yml',
    'dotnet nuget frobnicate a.nupkg',
    'git frobnicate',
    'kubectl frobnicate pod a',
    'docker frobnicate a',
    'helm frobnicate a',
    'terraform frobnicate',
  ])('%s', (command) => {
    expect(decisionOn(command).effects.map(({ kind }) => kind)).not.toEqual([]);
    expect(isStopped(command)).toBe(true);
  });

  it.each([
    'gcloud compute instances describe vm1',
    'gcloud info',
    'az version',
    'az vm list -o table',
    'doctl account get',
    'heroku ps -a shop',
    'stripe customers list',
    'solana balance',
    'ldcli flags list',
    'systemctl show nginx',
    'service nginx status',
    'pm2 logs web',
    'launchctl print system',
    'sc query Spooler',
    'ip -br addr show',
    'ip route get 10.0.0.1',
    'nmcli device status',
    'timedatectl show',
    'wevtutil el',
    'diskutil info disk2',
    'zfs list -t snapshot',
    'btrfs filesystem usage /data',
    'git-crypt status',
    'ansible-galaxy collection list',
    'dotnet nuget list source',
  ])('but %s only looks', (command) => {
    expect(decisionOn(command).verdict).toBe('allow');
  });
});
