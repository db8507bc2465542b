import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { packRules } from '../../../server/policy/compile';
import type { Mutation } from '../../../server/policy/mutation/mutation';
import { quoted, shellMutations } from '../../../server/policy/mutation/shell-mutations';
import { libraryOf } from '../../../server/policy/packs';
import { testWorld } from '../../../server/policy/test-world';
import { packBundle } from '../../support/packs';
import { now } from './support';

const { policy } = packBundle();
const library = libraryOf(packBundle());

/** Every command that a pack's example says is refused, asked about or left alone. */
function commandsWith(expected: 'deny' | 'ask' | 'notMatch'): readonly string[] {
  const rules = [...library.packs.values()].flatMap((pack) => packRules(pack));
  const plain = rules
    .flatMap((rule) => rule.source.tests?.[expected] ?? [])
    .filter((test) => Object.keys(test).join() === 'run');
  return [...new Set(plain.flatMap((test) => test.run ?? []))].filter((command) => !command.includes('\n'));
}

/** Beyond the mutations that every policy's tests go through: these also change what a command reads, or who ends it. */
const disguises: readonly Mutation[] = [
  ...shellMutations,
  { name: 'in the background, for good', mutate: (command) => `nohup bash -c ${quoted(command)} &` },
  { name: 'from a here-document', mutate: (command) => `bash <<'END'\n${command}\nEND` },
];

function verdictOn(command: string): string {
  const { request, providers } = testWorld({ run: command }, 'ai', now);
  return decide(request, providers, policy).verdict;
}

describe.each(disguises)('$name', ({ mutate }) => {
  const disguised = (command: string) => mutate(command) ?? command;

  it('what is refused is refused', () => {
    const weaker = commandsWith('deny').filter(
      (command) => verdictOn(command) === 'deny' && verdictOn(disguised(command)) !== 'deny',
    );
    expect(weaker).toEqual([]);
  });

  it('what runs by itself still runs', () => {
    const stopped = commandsWith('notMatch').filter(
      (command) => verdictOn(command) === 'allow' && !['allow', 'warn'].includes(verdictOn(disguised(command))),
    );
    expect(stopped).toEqual([]);
  });
});

/** A command that is only written down is no command. */
const mentions: Readonly<Record<string, (command: string) => string>> = {
  printed: (command) => `echo ${quoted(command)}`,
  'looked for': (command) => `grep -rn ${quoted(command)} docs`,
  'in a commit message': (command) => `git commit -m ${quoted(command)}`,
  'written into a document': (command) => `cat > docs/notes.md <<'END'\n${command}\nEND`,
};

describe.each(Object.entries(mentions))('%s', (_, mention) => {
  it('a refused command is only text', () => {
    const stopped = commandsWith('deny').filter((command) => verdictOn(mention(command)) !== 'allow');
    expect(stopped).toEqual([]);
  });
});

it('there are enough examples to tell', () => {
  expect(commandsWith('deny').length).toBeGreaterThan(80);
  expect(commandsWith('notMatch').length).toBeGreaterThan(80);
});
