/** Python, and its modules that are programs. */
import type { EffectDraft } from '../../../../effects/effect';
import { readArguments } from '../../arguments';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { servedFolder } from '../network/served-folder';
import { runsProgram } from './run-program';

/** Modules of Python's own library that only compute or print. */
const inertModules =
  /^(json\.tool|this|calendar|timeit|tokenize|ast|dis|site|sysconfig|platform|pyclbr|trace|venv|virtualenv|compileall|py_compile|ensurepip|zipapp|cProfile|pstats|difflib|tabnanny|pydoc|antigravity)$/;

export const python: ProgramSpec = {
  names: 'python pypy python2 python3 pypy3 ipython py',
  options:
    '-c=CODE -m=MODULE -W=ARG -X=OPT -B -d -E -h -i -I -O -OO -P -q -s -S -u -v -V,--version -x -b --check-hash-based-pycs=M --help-all',
  stopAtOperand: true,
  lastOptions: ['-c', '-m'],
  inertWith: ['-V'],
  does(call) {
    const module = call.words('-m').at(-1);
    if (module && call.words('-c').length === 0) return runsModule(call, module);
    return runsProgram(call, 'python', ['-c']);
  },
  examples: {
    yields: {
      'python -m http.server 8000': 'net.listen{expose=lan,port=8000}',
      'python -m http.server --directory=src -b 127.0.0.1': 'net.listen{expose=loopback,port=8000}',
      'cd ~ && python -m http.server': 'net.listen{expose=lan} + net.upload{source=tree}',
      'python manage.py flush': 'code.exec + db.rows.delete{method=truncate} + db.migrate{direction=reset}',
      'python -m alembic -b downgrade base': 'db.migrate{direction=down}',
      'python -m pytest -q': 'code.exec{origin=project-config}',
      'python3 -c \'import os; os.remove("a.ts")\' -V': 'code.exec + fs.delete{path=/repo/a.ts}',
      python3: 'code.opaque{reason=interactive}',
    },
    inert: ['python --version', 'python -m json.tool a.json'],
  },
};

function runsModule(call: Call, module: Word): Answer {
  const name = module.value;
  if (typeof name !== 'string')
    return [{ kind: 'code.exec', origin: 'workspace-file', lang: 'python', resolved: false }];
  if (inertModules.test(name)) return [];
  if (name === 'http.server' || name === 'SimpleHTTPServer') return servesDirectory(call);
  if (
    /^(pip|pipx|uv|twine|poetry|build|alembic|flask|django|pytest|tox|nox|black|ruff|mypy|isort|flake8|pylint|coverage|ansible|awscli|celery|dbt)(\.|$)/.test(
      name,
    )
  ) {
    const words = [{ ...module, value: programOfModule(name) }, ...call.operands];
    return { runs: [{ type: 'argv', words, label: `python -m ${name}` }] };
  }
  return [{ kind: 'code.exec', origin: 'workspace-file', lang: 'python', resolved: false }];
}

function programOfModule(name: string): string {
  const program = name.split('.')[0] ?? name;
  return program === 'build' ? 'pyproject-build' : program === 'django' ? 'django-admin' : program;
}

const serverOptions = '-b,--bind=ADDRESS -d,--directory=FOLDER -p,--protocol=P --cgi';

function servesDirectory(call: Call): EffectDraft[] {
  const args = readArguments(call.operands, { options: serverOptions });
  const port = Number(args.operands[0]?.value ?? 8000);
  const address = args.values('-b').at(-1)?.value;
  const expose = typeof address === 'string' && /^(127\.|localhost|::1)/.test(address) ? 'loopback' : 'lan';
  const folder = args.values('-d').at(-1)?.value;
  return [
    { kind: 'net.listen', expose, ...(port > 0 && { port }) },
    ...servedFolder(call, folder === undefined ? '.' : folder, expose),
  ];
}
