/** Values that code computes are known as far as their parts are. */
import { describe, expect, it } from 'vitest';
import { effectsOfCode } from './code-effects';

const ROOT = 'fs.delete / root=filesystem';
const HOME = 'fs.delete /home/dana root=home';

const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: {
    "import subprocess\ncmd = ['rm', '-rf', '/']\nsubprocess.run(cmd)": `${ROOT} ‹subprocess›`,
    "import subprocess\nsubprocess.run('rm -rf /'.split())": `${ROOT} ‹subprocess›`,
    "import subprocess, shlex\nsubprocess.run(shlex.split('rm -rf /'))": `${ROOT} ‹subprocess›`,
    "import os\nos.system(' '.join(['rm', '-rf', '/']))": `${ROOT} ‹system›`,
    "import os\nos.system('%s -rf /' % 'rm')": `${ROOT} ‹system›`,
    "import os\nos.system('{} -rf {}'.format('rm', '/'))": `${ROOT} ‹system›`,
    "import os\nos.system('/ fr- mr'[::-1])": `${ROOT} ‹system›`,
    "import os, shutil\nshutil.rmtree(os.path.expanduser('~'))": HOME,
    "import os, shutil\nshutil.rmtree(os.environ['HOME'])": HOME,
    'from pathlib import Path\nimport shutil\nshutil.rmtree(Path.home())': HOME,
    "from pathlib import Path\nimport shutil\nshutil.rmtree(Path('/srv') / 'data')": 'fs.delete /srv/data',
    "import shutil\nbase = '/srv/'\nshutil.rmtree(base + 'data')": 'fs.delete /srv/data',
    "import glob, os\nfor f in glob.glob('/etc/*'):\n  os.remove(f)": 'fs.delete /etc/*',
    "from pathlib import Path\np = Path('a.txt')\np.write_text('x')": 'fs.write ./a.txt',
    "from pathlib import Path\np = Path('a.txt')\np.open('w')": 'fs.write ./a.txt',
  },
  javascript: {
    "const os = require('os'); require('fs').rmSync(os.homedir(), { recursive: true })": HOME,
    "require('fs').rmSync(process.env.HOME, { recursive: true })": HOME,
    "const path = require('path'); require('fs').rmSync(path.join('/srv', 'data'), { recursive: true })":
      'fs.delete /srv/data',
    "require('child_process').execSync(['rm', '-rf', '/'].join(' '))": `${ROOT} ‹system›`,
  },
  ruby: { 'require "fileutils"; FileUtils.rm_rf(Dir.home)': HOME },
  perl: { 'my $x = "/srv"; unlink $x . "/a"': 'fs.delete /srv/a' },
  php: { '$d = "/srv"; unlink($d . "/a");': 'fs.delete /srv/a' },
};

describe.each(Object.entries(CASES))('%s', (language, cases) => {
  it.each(Object.entries(cases))('%s', (code, line) => {
    expect(effectsOfCode(language, code).map((each) => each.replace(/ ‹(system|subprocess)› ‹.*$/, ''))).toContainEqual(
      expect.stringContaining(line),
    );
  });
});

describe('values that may be another', () => {
  it.each([
    ['python', "import shutil\np = 'build'\np = input()\nshutil.rmtree(p)"],
    ['python', "import shutil\np = 'build'\np += input()\nshutil.rmtree(p)"],
    ['python', "import shutil\np = 'build'\nfor p in names: shutil.rmtree(p)"],
    ['python', "import shutil\np = 'build'\ndef f(p): shutil.rmtree(p)"],
    ['python', "import shutil\nshutil.rmtree('a' if x else '/')"],
    ['javascript', "const fs = require('fs'); let p = 'a'; x.forEach((p) => fs.rmSync(p, { recursive: true }))"],
  ])('%s: %s', (language, code) => {
    expect(effectsOfCode(language, code)).toContain('fs.delete ? root=? class=?');
  });
});
