import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { packRules } from '../../../server/policy/compile';
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

const quoted = (command: string) => `'${command.replaceAll("'", `'\\''`)}'`;

const disguises: Readonly<Record<string, (command: string) => string>> = {
  'in a shell of its own': (command) => `bash -c ${quoted(command)}`,
  'with a variable set': (command) => `env CI=1 sh -c ${quoted(command)}`,
  'with a time limit': (command) => `timeout 30 bash -c ${quoted(command)}`,
  'in the background, for good': (command) => `nohup bash -c ${quoted(command)} &`,
  'after something harmless': (command) => `cd . && ${command}`,
  'in a subshell': (command) => `(${command})`,
  'in a branch': (command) => `if true; then ${command}; fi`,
  'in a function': (command) => `run() { ${command}; }; run`,
  'with a comment': (command) => `${command} # harmless`,
  'by eval': (command) => `eval ${quoted(command)}`,
  'from a here-document': (command) => `bash <<'END'\n${command}\nEND`,
};

function verdictOn(command: string): string {
  const { request, providers } = testWorld({ run: command }, 'ai', now);
  return decide(request, providers, policy).verdict;
}

describe.each(Object.entries(disguises))('%s', (_, disguise) => {
  it('what is refused is refused', () => {
    const weaker = commandsWith('deny').filter(
      (command) => verdictOn(command) === 'deny' && verdictOn(disguise(command)) !== 'deny',
    );
    expect(weaker).toEqual([]);
  });

  it('what runs by itself still runs', () => {
    const stopped = commandsWith('notMatch').filter(
      (command) => verdictOn(command) === 'allow' && !['allow', 'warn'].includes(verdictOn(disguise(command))),
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
