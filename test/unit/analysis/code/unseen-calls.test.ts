import { describe, expect, it } from 'vitest';
import { readCode } from '../../../../server/analysis/code/read-code';
import { createSurroundings } from '../../../../server/analysis/files/surroundings';
import { fakeProviders, nothingBefore } from '../../../support/fake-providers';

const surroundings = createSurroundings(fakeProviders(), '/repo', false, nothingBefore);
const resolved = (language: string, text: string) => readCode(language, text, { surroundings, cwd: '/repo' }).resolved;

describe('code that calls what no name tells is not understood', () => {
  it.each([
    ['python', "import os\ngetattr(os, name)('ls')"],
    ['python', "import os\nlist(map(os.system, ['ls']))"],
    ['python', "import os\nf = os.system\nf('ls')"],
    ['python', "import os\n{'a': 1}['a'](1)\nd = {}\nd['x']('ls')"],
    ['javascript', "require('child_process')[name]('ls')"],
    ['javascript', "(0, require('child_process').execSync)('ls')"],
    ['javascript', "['ls'].forEach(require('child_process').execSync); const fs = require('fs'); x(fs.rmSync)"],
    ['javascript', 'make()()'],
  ])('%s: %s', (language, text) => expect(resolved(language, text)).toBe(false));

  it.each([
    ['python', '(lambda x: print(x))(1)'],
    ['python', 'print((1 + 2) * 3)\nprint([1, 2][0])'],
    ['python', "import os\nprint(os.path.join('a', 'b'))"],
    ['javascript', '(() => { console.log(1) })()'],
    ['javascript', '(async function () { console.log(await 1) })()'],
    ['javascript', 'if (a) (b); while (x) (y)'],
    ['javascript', 'console.log([1, 2].map((x) => x + 1)[0])'],
  ])('but for what is plain, %s: %s', (language, text) => expect(resolved(language, text)).toBe(true));
});
