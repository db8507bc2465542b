import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendDecision, appendEvent } from '../../../server/audit/log';
import { redact } from '../../../server/audit/redact';
import { shellSecretRules, tokenRules } from '../../../server/audit/secret-rules';
import { sampleDecision, sampleRequest, temporaryLog } from '../../support/audit-samples';

const filler = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1hJ3kL5';
const token = (prefix: string, length: number) => prefix + filler.repeat(10).slice(0, length);

describe('secrets are taken out of', () => {
  test.each([
    ['a GitHub token', `git clone https://x:${token('ghp_', 36)}@github.com/a/b`, token('ghp_', 36)],
    [
      'a fine-grained GitHub token',
      `gh auth login --with-token <<< ${token('github_pat_', 82)}`,
      token('github_pat_', 82),
    ],
    ['a GitLab token', `glab ${token('glpat-', 20)}`, token('glpat-', 20)],
    ['an AWS key id', 'aws configure set aws_access_key_id AKIAQ3EGUQ6NXAZ5GH2P', 'AKIAQ3EGUQ6NXAZ5GH2P'],
    ['an AWS secret', `AWS_SECRET_ACCESS_KEY=${token('', 40)} aws s3 ls`, token('', 40)],
    ['a Slack token', `curl -d token=${token('xoxb-', 40)} x`, token('xoxb-', 40)],
    ['an Anthropic key', `export K=${token('sk-ant-api03-', 60)}`, token('sk-ant-api03-', 60)],
    ['an OpenAI key', `echo ${token('sk-proj-', 60)}`, token('sk-proj-', 60)],
    ['a Google key', `echo ${token('AIza', 35)}`, token('AIza', 35)],
    ['an npm token', `npm config set //registry/:_authToken ${token('npm_', 36)}`, token('npm_', 36)],
    ['a Stripe key', `stripe --x ${token('sk_live_', 24)}`, token('sk_live_', 24)],
    ['a JWT', `curl -H 'X: ${token('eyJ', 20)}.${token('eyJ', 30)}.${token('', 43)}'`, token('', 43)],
    ['a bearer header', 'curl -H "Authorization: Bearer 0123456789abcdef" x', '0123456789abcdef'],
    ['a basic header', "curl -H 'authorization: basic dXNlcjpwYXNz' x", 'dXNlcjpwYXNz'],
    ['a key header', 'curl -H "X-Api-Key: 0123456789abcdef" x', '0123456789abcdef'],
    ['a URL', 'psql postgres://shop:hunter2@db/shop', 'hunter2'],
    ['a URL without a user', 'redis-cli -u redis://:hunter2@cache:6379', 'hunter2'],
    ['mysql -p', 'mysql -u root -phunter2 shop', 'hunter2'],
    ['mysql -p in quotes', `mysqldump -u root -p'hunter 2' shop`, 'hunter 2'],
    ['mysql --password', 'mysql --password=hunter2 shop', 'hunter2'],
    ['curl -u', 'curl -s -u dana:hunter2 https://x', 'hunter2'],
    ['docker login -p', 'docker login -u dana -p hunter2 registry', 'hunter2'],
    ['--password', 'tool --password hunter2', 'hunter2'],
    ['--client-secret', 'az x --client-secret=hunter2', 'hunter2'],
    ['--db-password', `tool --db-password "hunter 2"`, 'hunter 2'],
    ['PGPASSWORD', 'PGPASSWORD=hunter2 psql', 'hunter2'],
    ['a token variable', 'export MY_SERVICE_TOKEN="hunter2"', 'hunter2'],
    ['sshpass', 'sshpass -p hunter2 ssh x', 'hunter2'],
    ['openssl', 'openssl enc -pass pass:hunter2 -in x', 'hunter2'],
    ['SQL', `mysql -e "CREATE USER dana IDENTIFIED BY 'hunter2'"`, 'hunter2'],
    ['SQL of PostgreSQL', `psql -c "ALTER ROLE dana PASSWORD 'hunter2'"`, 'hunter2'],
    ['JSON', `curl -d '{"user":"dana","password":"hunter2"}' x`, 'hunter2'],
    [
      'a private key',
      `echo "-----BEGIN RSA PRIVATE KEY-----\n${token('', 200)}\n-----END RSA PRIVATE KEY-----" > k`,
      token('', 200),
    ],
    ['a private key that is cut', `echo "-----BEGIN PRIVATE KEY-----\n${token('', 200)}`, token('', 200)],
  ])('%s', (_, command, secret) => {
    const { text, redactions } = redact(command);
    expect(text).not.toContain(secret);
    expect(text).toMatch(/\[REDACTED:[a-z-]+\]/);
    expect(redactions.length).toBeGreaterThan(0);
  });
});

describe('left as it is:', () => {
  test.each([
    'git push origin main',
    'mysql -u root -p shop',
    'mysql -h db -P 3306 --protocol tcp',
    'ssh -p 2222 host',
    'mkdir -p src/pass/token',
    'docker run -p 8080:80 nginx',
    'PGPASSWORD=$PGPASSWORD psql',
    'tool --password "$DB_PASSWORD" --token <token>',
    'curl -u "$USER:$PASS" https://x',
    'curl -H "Authorization: Bearer $TOKEN" x',
    'curl https://example.com:8443/a@b',
    'git log --author=dana@example.com',
    'UPDATE users SET password_reset_at = now() WHERE id = 7',
    'kubectl get secret shop -o yaml',
    'grep -rn "api_key" src',
    'npm run test:keyboard -- --max-tokens 100',
    'git checkout sk-learn-integration-branch',
  ])('%s', (command) => {
    expect(redact(command)).toEqual({ text: command, redactions: [] });
  });
});

test('no part of the log holds a planted secret', () => {
  const log = temporaryLog();
  const secret = token('ghp_', 36);
  const decision = sampleDecision({
    reason: `It would send ${secret}.`,
    instead: `Do not use ${secret}.`,
    policy: { digest: 'sha256:00', source: 'packs', mode: 'enforce', problem: secret },
  });
  appendDecision(log, sampleRequest(`echo ${secret}`, { intent: { text: `use ${secret}`, source: 'goal' } }), decision);
  appendDecision(log, sampleRequest(`${'x'.repeat(16_380)}${secret}`), decision);
  appendEvent(log, 'session.start', { details: { note: [secret] } });
  const segment = readFileSync(join(log.layout.segments, readdirSync(log.layout.segments)[0] ?? ''), 'latin1');
  expect(segment).toContain('[REDACTED:github-token]');
  expect(segment).not.toContain(secret.slice(0, 20));
});

/** What makes a careless pattern crawl: its keyword and near misses of it, over and over. */
const pumps = [...tokenRules, ...shellSecretRules].flatMap((rule) =>
  rule.keywords.flatMap((keyword) => [
    [rule.id, keyword],
    [rule.id, `${keyword} `],
    [rule.id, `${keyword}-`],
    [rule.id, `${keyword}=`],
    [rule.id, `${keyword}_A`],
    [rule.id, ` -${keyword} `],
    [rule.id, `a:${keyword}://x:`],
  ]),
);

test('no text makes redaction slow', { timeout: 120_000 }, () => {
  for (const [rule, pump = ''] of pumps) {
    const text = pump.repeat(Math.ceil(20_480 / pump.length)).slice(0, 20_480);
    const took = Math.min(...[1, 2, 3].map(() => milliseconds(() => redact(text))));
    if (took > 100) throw new Error(`${rule}: ${JSON.stringify(pump)} takes ${took.toFixed(0)} ms`);
  }
});

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
