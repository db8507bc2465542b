/** What programs write, delete and send, where its name is put together, listed, or handed to a function. */
import { describe, expect, it } from 'vitest';
import { effectsOfAction } from '../shell/effects-of';

const effectsOf = (language: string, code: string) =>
  effectsOfAction({ type: 'code', language, code }).filter((line) => !line.startsWith('code.exec'));

const CASES: Readonly<Record<string, Readonly<Record<string, string[]>>>> = {
  python: {
    "from pathlib import Path\np = Path('/etc/x')\np.write_text('a')": ['fs.write /etc/x'],
    "from pathlib import Path\np = Path('src') / 'a.ts'\np.write_text('b')": ['fs.write ./src/a.ts'],
    "from pathlib import Path\n(Path('src') / 'a').unlink()": ['fs.delete ./src/a'],
    "from pathlib import Path\nPath.home().joinpath('.profile').write_text('')": [
      'fs.write /home/dana/.profile',
      'persist.install shell-rc',
    ],
    "from pathlib import Path\nfor f in Path('src').rglob('*.ts'):\n    f.write_text(f.read_text())": [
      'fs.write ./src/*.ts',
      'fs.read ./src/*.ts',
    ],
    "from pathlib import Path\nfor f in Path('/').iterdir(): f.unlink()": ['fs.delete /*'],
    "import glob, os\n[os.remove(f) for f in glob.glob('logs/*.log')]": ['fs.delete ./logs/*.log'],
    "import os\nfor d, _, files in os.walk('src'):\n    for f in files:\n        os.remove(os.path.join(d, f))": [
      'fs.delete ./src/*',
    ],
    "import os\nfor f in os.listdir('out'):\n    os.remove('out/' + f)": ['fs.delete ./out/*'],
    "import os\nos.remove(os.path.join('out', name))": ['fs.delete ? class=?'],
    "import tempfile, os\nwith tempfile.TemporaryDirectory() as d:\n    p = os.path.join(d, 'x')\n    open(p, 'w')": [
      'fs.write /tmp/*/x',
    ],
    "def fix(path, old):\n    open(path, 'w')\nfix('src/a.ts', 'x')\nfix('src/b.ts', 'y')": ['fs.write ./src/*.ts'],
    "def fix(path='src/a'):\n    open(path, 'w')\nfix()\nfix(path='/etc/x')": ['fs.write ? class=?'],
    "for f in ['package.json', 'web/package.json']:\n    open(f, 'w')": ['fs.write ./*package.json'],
    "import shutil\nfor d in ['dist', 'build']: shutil.rmtree(d)": ['fs.delete ./**'],
    "for f in ['a', '../b']: open(f, 'w')": ['fs.write ? class=?'],
    "for f in ['a', '/etc/x']: open(f, 'w')": ['fs.write ? class=?'],
    "path = 'a'\ndef fix(path):\n    open(path, 'w')\nfix('/etc/x')": ['fs.write ? class=?'],
    "path = 'a'\ndef fix(path):\n    open(path, 'w')\nlist(map(fix, others))": ['fs.write ? class=?'],
    "p = 'a' if x else '/etc/x'\nopen(p, 'w')": ['fs.write ? class=?'],
    "p = x or '/etc/x'\nopen(p, 'w')": ['fs.write ? class=?'],
    "p = 'a'\np += '/../../x'\nopen(p, 'w')": ['fs.write ? class=?'],
    "d = 'a'\nd, e = '/etc', 1\nopen(d, 'w')": ['fs.write ? class=?'],
    "open('{}/x'.format(d), 'w')": ['fs.write …/x class=?'],
    "open('%s/x' % d, 'w')": ['fs.write …/x class=?'],
    "d = '/etc'\nopen(f'{d}/x', 'w')": ['fs.write /etc/x'],
    "import os\nopen(os.path.expanduser('~/.profile'), 'a')": [
      'fs.write /home/dana/.profile mode=append',
      'persist.install shell-rc',
    ],
    "db.execute('DELETE FROM %s WHERE id = 1' % t)": ['db.exec dynamic ‹execute›', 'db.rows.delete ? ‹execute›'],
    "from PIL import Image\nImage.open('a.png')": ['fs.read ./a.png'],
    "from pathlib import Path\nPath('a').open('w').write('b')": ['fs.write ./a'],
    "import os\nos.chdir('/etc')\nopen('passwd', 'w')": ['fs.write /etc/passwd'],
    "import os\nos.chdir(os.path.dirname(__file__))\nopen('a', 'w')": ['fs.write ./a'],
    "import os\nos.chdir('src')\nopen('a.ts', 'w')": ['fs.write ./src/a.ts'],
    "import os\nos.chdir('a')\nos.chdir('b')\nopen('c', 'w')": ['fs.write …/c class=?'],
    "from pathlib import Path\n(Path('.').resolve().parent / 'x').write_text('')": ['fs.write /home/dana/x'],
    "df.rename(columns={'a': 'b'})": [],
    "from pathlib import Path\nPath('a').rename('b')": ['fs.delete ./a', 'fs.write ./b'],
    'import os\nprint(os.environ)': ['secret.read env-var'],
    'import os, json\nprint(json.dumps(dict(os.environ)))': ['secret.read env-var'],
    "import os\nprint(os.environ['HOME'], os.environ.get('PATH'))": [],
    "import os\ngetattr(os, 'sys' + 'tem')('ls')": [],
    "import os\ngetattr(os, name)('ls')": ['code.opaque python reason=dynamic-eval'],
    "print(getattr(settings, 'DEBUG', None), getattr(row, name))": [],
    "import ctypes\nctypes.CDLL(None).system(b'ls')": ['code.opaque python reason=dynamic-eval'],
    'User.objects.all().delete()': ['db.rows.delete'],
    'db.session.query(User).delete()': ['db.rows.delete'],
    'client.delete("/users/1"); cache.get("x").delete()': [],
    "import requests\nrequests.post('https://x.test', json={'a': 1})": [
      'net.fetch x.test',
      'net.upload x.test source=literal',
    ],
    "import requests\nrequests.post('https://x.test', data=open('a.csv').read())": [
      'net.fetch x.test',
      'net.upload x.test source=file',
      'fs.read ./a.csv',
    ],
    "import requests, sys\nrequests.post('https://x.test', data=sys.stdin.read())": [
      'net.fetch x.test',
      'net.upload x.test',
    ],
    "import requests\nfrom app import key\nrequests.post('https://x.test', data=key)": [
      'net.fetch x.test',
      'net.upload x.test',
    ],
  },
  javascript: {
    "const fs = require('fs'), path = require('path')\nfs.writeFileSync(path.join(require('os').homedir(), '.profile'), '')":
      ['fs.write /home/dana/.profile', 'persist.install shell-rc'],
    "const fs = require('fs')\nfor (const f of fs.readdirSync('/etc')) fs.unlinkSync('/etc/' + f)": [
      'fs.delete /etc/*',
    ],
    "const fs = require('fs'), path = require('path')\nconst d = path.join('apps', 'web')\nfor (const f of fs.readdirSync(d)) {\n  const p = path.join(d, f)\n  fs.writeFileSync(p, '')\n}":
      ['fs.write ./apps/web/*'],
    "const fs = require('fs')\n;['src/a.ts', 'src/b.ts'].forEach((f) => fs.writeFileSync(f, ''))": [
      'fs.write ./src/*.ts',
    ],
    "const fs = require('fs')\nconst wipe = (f) => fs.unlinkSync(f)\nwipe('/etc/x')": ['fs.delete /etc/x'],
    "const fs = require('fs')\nlet f = 'a'\nf = process.argv[2]\nfs.unlinkSync(f)": ['fs.delete ? class=?'],
    "const fs = require('fs')\nlet f = 'a'\n;({ f } = options)\nfs.unlinkSync(f)": ['fs.delete ? class=?'],
    "const fs = require('fs')\nconst f = x ? 'a' : '/etc/x'\nfs.unlinkSync(f)": ['fs.delete ? class=?'],
    "const fs = require('fs')\nfunction rm(f) { fs.unlinkSync(f) }\nrm('src/a')\nrm('src/b')": ['fs.delete ./src/**'],
    'console.log(process.env)': ['secret.read env-var'],
    'console.log(process.env.PORT, process.env["PORT"])': [],
    'prisma.user.deleteMany()': ['db.rows.delete'],
    "process.binding('fs').rmdir('/x')": ['code.opaque javascript reason=dynamic-eval'],
  },
};

describe.each(Object.entries(CASES))('%s', (language, cases) => {
  it.each(Object.entries(cases))('%s', (code, lines) => expect(effectsOf(language, code)).toEqual(lines));
});
