/** Python, and its modules that are programs. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { runsProgram } from './run-program';

/** Modules of Python's own library that only compute or print. */
const inertModules =
  /^(json\.tool|this|calendar|timeit|tokenize|ast|dis|site|sysconfig|platform|pyclbr|trace|venv|virtualenv|compileall|py_compile|ensurepip|zipapp|cProfile|pstats|difflib|tabnanny|pydoc|antigravity)$/;

export const python: ProgramSpec = {
  names: 'python pypy python2 python3 pypy3 ipython py',
  options:
    '-c=CODE -m=MODULE -W=ARG -X=OPT -B -d -E -h -i -I -O -OO -P -q -s -S -u -v -V,--version -x -b --check-hash-based-pycs=M --help-all',
  stopAtOperand: true,
  inertWith: ['-V'],
  does(call) {
    const module = call.words('-m').at(-1);
    // Everything after `-c` or `-m` belongs to the program.
    if (module && call.words('-c').length === 0) return runsModule(call, module);
    return runsProgram(call, 'python', ['-c']);
  },
  examples: {
    yields: {
      'python -m http.server 8000': 'net.listen{expose=lan,port=8000}',
      'python manage.py flush': 'code.exec + db.rows.delete{method=truncate} + db.migrate{direction=reset}',
      'python -m pytest -q': 'code.exec{origin=project-config}',
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

function servesDirectory(call: Call): EffectDraft[] {
  const port = call.operands.map((word) => Number(word.value)).find((number) => number > 0) ?? 8000;
  const bind = call.operands.findIndex((word) => word.value === '--bind' || word.value === '-b');
  const address = bind >= 0 ? String(call.operands[bind + 1]?.value) : '';
  return [{ kind: 'net.listen', expose: /^(127\.|localhost|::1)/.test(address) ? 'loopback' : 'lan', port }];
}
