/** Functions that are named in roundabout ways are those functions. */
import { describe, expect, it } from 'vitest';
import { effectsOfCode, OK, UNSURE } from './code-effects';

const ROOT = 'fs.delete / root=filesystem';
const BY_SHELL = `${ROOT} ‹system›`;
const BY_WORDS = `${ROOT} ‹subprocess›`;

const DANGEROUS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: {
    "import os\ngetattr(os, 'sys' + 'tem')('rm -rf /')": BY_SHELL,
    "import os\nname = 'system'\ngetattr(os, name)('rm -rf /')": BY_SHELL,
    "import os\nvars(os)['system']('rm -rf /')": BY_SHELL,
    "import os\nos.__dict__['system']('rm -rf /')": BY_SHELL,
    "import sys\nsys.modules['os'].system('rm -rf /')": BY_SHELL,
    "import os\nrun = os.system\nrun('rm -rf /')": BY_SHELL,
    "import importlib\nimportlib.import_module('os').system('rm -rf /')": BY_SHELL,
    "import ctypes\nctypes.CDLL(None).system(b'rm -rf /')": BY_SHELL,
    "exec(compile('import shutil; shutil.rmtree(\"/\")', 'x', 'exec'))": `${ROOT} ‹exec›`,
    "import base64\nexec(base64.b64decode('aW1wb3J0IHNodXRpbDsgc2h1dGlsLnJtdHJlZSgiLyIp'))": `${ROOT} ‹exec›`,
    "import subprocess\nsubprocess.run(args=['rm', '-rf', '/'])": BY_WORDS,
  },
  javascript: {
    "require('child_process')['exec' + 'Sync']('rm -rf /')": BY_SHELL,
    "const f = require('fs'); const m = 'rmSync'; f[m]('/', { recursive: true })": ROOT,
    "process.mainModule.require('child_process').execSync('rm -rf /')": BY_SHELL,
    "process.getBuiltinModule('child_process').execSync('rm -rf /')": BY_SHELL,
    "module.constructor._load('child_process').execSync('rm -rf /')": BY_SHELL,
    "const { createRequire } = require('module'); createRequire(__filename)('fs').rmSync('/', { recursive: true })":
      ROOT,
    "var r = require; r('fs').rmSync('/', { recursive: true })": ROOT,
    "Reflect.apply(require('fs').rmSync, null, ['/', { recursive: true }])": ROOT,
    "require('child_process').execSync.call(null, 'rm -rf /')": BY_SHELL,
    "require('execa')('rm', ['-rf', '/'])": BY_WORDS,
    "import('fs').then(({ rmSync }) => rmSync('/', { recursive: true }))": ROOT,
    "import('child_process').then((c) => c.execSync('rm -rf /'))": BY_SHELL,
    "require('shelljs').rm('-rf', '/')": ROOT,
    'await Bun.$`rm -rf /`': BY_SHELL,
    "new Deno.Command('rm', { args: ['-rf', '/'] }).outputSync()": BY_WORDS,
  },
  ruby: {
    'Object.send(:system, "rm -rf /")': BY_SHELL,
    'send("system", "rm -rf /")': BY_SHELL,
    'method(:system).call("rm -rf /")': BY_SHELL,
    'open("|rm -rf /")': BY_SHELL,
    'require "pathname"; Pathname.new("/").rmtree': ROOT,
  },
  perl: {
    'open(F, "|rm -rf /")': BY_SHELL,
    'open(F, "rm -rf / |")': BY_SHELL,
    'open(my $f, "-|", "rm -rf /")': BY_SHELL,
    'my @c = ("rm", "-rf", "/"); system(@c)': BY_WORDS,
  },
  php: {
    'call_user_func("system", "rm -rf /");': BY_SHELL,
    '$f = "system"; $f("rm -rf /");': BY_SHELL,
    'pcntl_exec("/bin/rm", ["-rf", "/"]);': BY_WORDS,
  },
};

describe.each(Object.entries(DANGEROUS))('%s', (language, cases) => {
  it.each(Object.entries(cases))('%s', (code, line) => expect(effectsOfCode(language, code)).toContain(line));
});

describe('what is called is not known', () => {
  it.each([
    ['python', 'import os\ngetattr(os, name)("ls")'],
    ['javascript', "const cp = require('child_process'); cp[name]('ls')"],
    ['javascript', "fetch('https://x.test').then((r) => r.text()).then(eval)"],
  ])('%s: %s', (language, code) => {
    expect(effectsOfCode(language, code)).toContain(`code.opaque ${language} reason=dynamic-eval`);
  });
});

describe('what only looks so', () => {
  it.each([
    ['python', "d = {'system': print}\nd['system']('rm -rf /')", [UNSURE]],
    ['python', "class A:\n  x = 1\nprint(getattr(A, 'x'))", [OK]],
    ['javascript', "const x = { a: { b: 1 } }; console.log(x['a']['b'])", [OK]],
    ['javascript', "const app = make(); app.post('/x', (q, r) => r.send('ok'))", [OK]],
    ['javascript', 'const m = new Map(); m.delete("a")', [OK]],
    ['python', 'l = [1, 2]\nl.remove(1)', [OK]],
    ['python', 'import platform\nprint(platform.system())', [OK]],
    ['python', 'accounts.delete_user("x")', [OK]],
    ['ruby', 'puts "|rm -rf /"', [OK]],
    ['php', 'echo "system"("x");'.replace('"system"("x")', '"system" . "(x)"'), [OK]],
    ['perl', 'open(my $f, "<", "a.txt"); print <$f>', ['fs.read ./a.txt', OK]],
    ['perl', 'open(my $f, ">", "a.txt")', ['fs.write ./a.txt', OK]],
  ])('%s: %s', (language, code, lines) => expect(effectsOfCode(language, code)).toEqual(lines));
});
