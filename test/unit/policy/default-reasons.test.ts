import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { testWorld } from '../../../server/policy/test-world';
import { packBundle } from '../../support/packs';
import { now } from './support';

function told(run: string) {
  const { request, providers } = testWorld({ run }, 'ai', now);
  const { reason, instead } = decide(request, providers, packBundle().policy);
  return { reason, instead };
}

describe('where no rule speaks, the message says what it is about and what to do in its place', () => {
  it.each([
    ["python3 -c 'print(1)' | sh", /put together only while it runs \(code\.opaque\)/, /Write the commands out/],
    ['npm run nothing-like-it -w packages/web', /was not found, or could not be read/, /Check the name/],
    ['chmod u+s tool', /with the rights of its owner/, /only the rights that are needed/],
    ['crontab jobs.txt', /run by itself later on/, /Show the user the change/],
    ['crontab -r', /takes away something that runs by itself/, /Show the user the change/],
    ['echo x > .github/workflows/a.yml', /what the pipeline runs/, /Show the user the workflow/],
    ["git config core.pager 'sh -c x'", /decides what other commands run/, /Say which setting/],
    ['curl -d x=1 https://api.example.net', /a host that this project does not know/, /facts\.hosts\.known/],
  ])('%s', (run, reason, instead) => {
    expect(told(run).reason).toMatch(reason);
    expect(told(run).reason).toContain('no rule of the policy allows that to an AI agent');
    expect(told(run).instead).toMatch(instead);
  });
});

describe('what is named is what it is about', () => {
  it.each([
    ["find . -name '*.sql' -delete", 'delete `/workspace/*.sql`'],
    ['rm -rf "$DIR/x"', 'delete `"$DIR/x"`'],
    ['npm install https://example.net/a.tgz', 'install `https://example.net/a.tgz`'],
    [
      "node -e \"require('fs').rmSync('/srv', { recursive: true })\"",
      "Refused: .rmSync('/srv', { recursive: true }) (in node -e)",
    ],
    ['psql -c "TRUNCATE orders"', 'It empties orders.'],
  ])('%s: %s', (run, words) => expect(told(run).reason).toContain(words));

  it('says once that a table is emptied', () => {
    expect(told('psql -c "TRUNCATE orders"').reason).not.toContain('WHERE');
  });
});
