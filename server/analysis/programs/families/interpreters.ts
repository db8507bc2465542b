/** Interpreters and compilers of languages: inline code, files, modules, and programs that arrive by a pipe. */
import type { EffectDraft } from '../../../effects/effect';
import type { Answer, Call, ProgramSpec } from '../program';
import type { Run, Word } from '../spec';
import { reads, when, writes } from '../stating';

interface Interpreter {
  readonly names: string;
  readonly language: string;
  readonly options: string;
  /** Options whose value is program text. */
  readonly inline: readonly string[];
  readonly inertWith?: readonly string[];
}

function interpreter({ names, language, options, inline, inertWith }: Interpreter): ProgramSpec {
  return {
    names,
    options,
    stopAtOperand: true,
    ...(inertWith && { inertWith }),
    does: (call) => runsProgram(call, language, inline),
  };
}

/** Files of a project that are a framework's own console: what they do is described under these names. */
const launchers: Readonly<Record<string, string>> = {
  'manage.py': 'manage.py',
  'bin/rails': 'rails',
  'bin/rake': 'rake',
};

function launcherOf(file: Word): string | undefined {
  const path = typeof file.value === 'string' ? file.value.replace(/^\.\//, '') : '';
  return launchers[path] ?? launchers[path.split('/').slice(-2).join('/')] ?? launchers[path.split('/').at(-1) ?? ''];
}

/** Inline text, else a file, else standard input, else a person at a prompt. */
function runsProgram(call: Call, language: string, inline: readonly string[]): Answer {
  const texts = call.words(...inline);
  if (texts.length > 0) return { runs: texts.map((word) => codeRun(call, word, language)) };
  if (call.has(...inline) === null) return [{ kind: 'code.exec', origin: 'inline', lang: language, resolved: false }];
  const [file, ...args] = call.operands;
  if (file && file.value !== '-') {
    const label = `${call.name} ${file.raw}`;
    const launched = launcherOf(file);
    const known: Run[] = launched ? [{ type: 'argv', words: [{ ...file, value: launched }, ...args], label }] : [];
    return { runs: [{ type: 'file', path: file.value, language, args, label }, ...known] };
  }
  const { stdin } = call.invocation;
  if (stdin) return { runs: [{ type: 'stdin', language, stream: stdin, label: call.name }] };
  return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
}

function codeRun(call: Call, word: Word, language: string): Run {
  return {
    type: 'code',
    language,
    text: word.value,
    span: word.span,
    label: `${call.name} -${language === 'python' ? 'c' : 'e'}`,
    via: 'inline-code',
  };
}

/** Modules of Python's own library that only compute or print. */
const inertModules =
  /^(json\.tool|this|calendar|timeit|tokenize|ast|dis|site|sysconfig|platform|pyclbr|trace|venv|virtualenv|compileall|py_compile|ensurepip|zipapp|cProfile|pstats|difflib|tabnanny|pydoc|antigravity)$/;

const python: ProgramSpec = {
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

const nodeOptions =
  '-e,--eval=CODE -p,--print=CODE -pe=CODE -r,--require=M --import=M --loader,--experimental-loader=M -c,--check -i,--interactive -v,--version --env-file=F --env-file-if-exists=F --inspect[=A] --inspect-brk[=A] --watch --watch-path=P --test --test-name-pattern=P --test-reporter=R --run=SCRIPT --conditions,-C=C --input-type=T --title=T --max-old-space-size=N --stack-size=N --no-warnings --trace-warnings --experimental-strip-types --permission --enable-source-maps --expose-gc --prof --cpu-prof --throw-deprecation --unhandled-rejections=M --openssl-legacy-provider --experimental-vm-modules';

const node: ProgramSpec = {
  names: 'node nodejs tsx ts-node esno babel-node electron',
  options: nodeOptions,
  stopAtOperand: true,
  inertWith: ['-v', '--check'],
  does(call) {
    const script = call.words('--run').at(-1);
    if (script)
      return {
        runs: [
          {
            type: 'project',
            runner: 'npm',
            name: script.value,
            args: call.operands,
            label: `node --run ${script.raw}`,
          },
        ],
      };
    if (call.has('--test') === true) return [{ kind: 'code.exec', origin: 'workspace-file', lang: 'javascript' }];
    const preloaded = call
      .words('-r', '--import', '--loader')
      .map((word): Run => ({ type: 'file', path: word.value, language: 'javascript', label: `node -r ${word.raw}` }));
    const local = preloaded.filter((run) => run.type === 'file' && /^[./]/.test(String(run.path)));
    const answer = runsProgram(call, 'javascript', ['-e', '-p', '-pe']);
    return 'length' in answer
      ? { effects: answer, runs: local }
      : { ...answer, runs: [...local, ...(answer.runs ?? [])] };
  },
  examples: { yields: { node: 'code.opaque{reason=interactive}' }, inert: ['node --version', 'node --check a.js'] },
};

const perlLike: readonly Interpreter[] = [
  {
    names: 'ruby jruby irb',
    language: 'ruby',
    options: '-e=CODE -I=D -r=LIB -C=D -E=E -K=E -T[=N] -F=P -i[=EXT] -a -c -d -l -n -p -s -S -v -w -W[=N] -x[=D] -h',
    inline: ['-e'],
    inertWith: ['-c', '-h'],
  },
  {
    names: 'perl',
    language: 'perl',
    options:
      '-e=CODE -E=CODE -I=D -M=MOD -m=MOD -F=P -i[=EXT] -0[=N] -l[=N] -C[=N] -D=N -x[=D] -a -c -d -f -n -p -s -S -t -T -u -U -v -V -w -W -X -h',
    inline: ['-e', '-E'],
    inertWith: ['-c', '-v', '-V', '-h'],
  },
  {
    names: 'Rscript R',
    language: 'r',
    options: '-e=CODE -f,--file=F --vanilla --slave --no-save --no-restore -q',
    inline: ['-e'],
  },
  {
    names: 'lua luajit luau',
    language: 'lua',
    options: '-e=CODE -l=LIB -i -v -E -W',
    inline: ['-e'],
    inertWith: ['-v'],
  },
  { names: 'osascript', language: 'applescript', options: '-e=CODE -l=LANG -s=F -i', inline: ['-e'] },
  { names: 'groovy', language: 'groovy', options: '-e=CODE -cp=P -c=E -D=P -v', inline: ['-e'], inertWith: ['-v'] },
  { names: 'scala', language: 'scala', options: '-e=CODE -cp=P -classpath=P', inline: ['-e'] },
  {
    names: 'julia',
    language: 'julia',
    options: '-e,--eval=CODE -E,--print=CODE -L,--load=F -t=N -p=N --project[=D] -J=F -v,--version',
    inline: ['-e', '-E'],
    inertWith: ['-v'],
  },
  {
    names: 'elixir iex erl',
    language: 'elixir',
    options: '-e,--eval=CODE -r=F -S=M --sname=N --name=N -pa=P -eval=CODE -noshell -s=M -v',
    inline: ['-e', '-eval'],
    inertWith: ['-v'],
  },
  { names: 'tclsh wish expect', language: 'tcl', options: '-c=CODE -f=FILE -b=F -d -D=N -n -N', inline: ['-c'] },
  {
    names: 'clojure clj bb',
    language: 'clojure',
    options: '-e=CODE -M[=A] -X[=A] -T[=A] -A[=A] -m=NS',
    inline: ['-e'],
  },
  {
    names: 'guile sbcl racket',
    language: 'lisp',
    options: '-c=CODE -e,--eval=CODE -l=F -s=F --load=F --script=F --non-interactive --noinform',
    inline: ['-c', '-e'],
  },
];

const perl = perlLike.map((language): ProgramSpec => {
  const spec = interpreter(language);
  return {
    ...spec,
    does: (call) => withEditedFiles(call, runsProgram(call, language.language, language.inline), language.inline),
  };
});

/** `perl -pi -e CODE FILES` and `ruby -i`: the files are rewritten; without `-i` they are read. */
function withEditedFiles(call: Call, answer: Answer, inline: readonly string[]): Answer {
  if (call.words(...inline).length === 0 || 'length' in answer) return answer;
  const loops = call.has('-n') === true || call.has('-p') === true;
  if (!loops) return answer;
  const edited = when(call.has('-i'), ...writes(call, call.operands, 'overwrite'));
  return { ...answer, effects: [...(answer.effects ?? []), ...reads(call, call.operands), ...edited] };
}

const php: ProgramSpec = {
  names: 'php',
  options:
    '-r=CODE -f=FILE -B=CODE -R=CODE -F=FILE -E=CODE -S=ADDR -t=DIR -c=F -d=KV -z=F -a -l -m -i -v -n -q -s -w --ini --rf=N --rc=N --re=N',
  stopAtOperand: true,
  inertWith: ['-l', '-m', '-i', '-v', '--ini', '--rf', '--rc', '--re'],
  does(call) {
    const server = call.words('-S').at(-1);
    if (server) {
      const [host, port] = String(server.value).split(':');
      return [
        {
          kind: 'net.listen',
          expose: /^(127\.|localhost)/.test(host ?? '') ? 'loopback' : 'lan',
          port: Number(port) || null,
        },
      ];
    }
    const file = call.words('-f', '-F').at(-1);
    if (file)
      return {
        runs: [{ type: 'file', path: file.value, language: 'php', args: call.operands, label: `php ${file.raw}` }],
      };
    const [script, ...args] = call.operands;
    // Laravel's console; its database commands are described under that name.
    if (script && /(^|\/)(artisan|bin\/console)$/.test(String(script.value))) {
      return { runs: [{ type: 'argv', words: [{ ...script, value: 'artisan' }, ...args], label: 'php artisan' }] };
    }
    return runsProgram(call, 'php', ['-r', '-B', '-R', '-E']);
  },
  examples: {
    yields: { 'php -S 0.0.0.0:8000': 'net.listen{expose=lan,port=8000}' },
    inert: ['php -v', 'php -l a.php'],
  },
};

const deno: ProgramSpec = {
  names: 'deno',
  options:
    '-A,--allow-all --allow-read[=P] --allow-write[=P] --allow-net[=H] --allow-env[=V] --allow-run[=P] --allow-ffi[=P] --allow-sys[=S] -c,--config=F --import-map=F --lock=F -r,--reload[=P] -q --unstable --no-check --cached-only -f,--force -g,--global -n,--name=N --ext=E -W --watch[=F] --env-file[=F]',
  commands: {
    'check fmt lint info doc types completions help coverage vendor lsp': [],
    run: { stopAtOperand: true, does: (call) => remoteOrFile(call) },
    eval: {
      stopAtOperand: true,
      does: (call) => ({ runs: call.operands.slice(0, 1).map((word) => codeRun(call, word, 'javascript')) }),
    },
    'test bench': (call) => [
      { kind: 'code.exec', origin: 'workspace-file', lang: call.name === 'deno' ? 'javascript' : null },
    ],
    task: {
      stopAtOperand: true,
      does: (call) => [{ kind: 'code.exec', origin: 'project-config', resolved: false, path: call.operand(0) ?? null }],
    },
    'cache add': [{ kind: 'net.fetch' }],
    'install i': (call) => [
      {
        kind: 'package.install',
        manager: 'deno',
        name: call.operand(0) ?? null,
        source: 'registry',
        scripts: false,
        global: call.has('-g'),
      },
    ],
    'remove uninstall': (call) => [{ kind: 'package.remove', manager: 'deno', name: call.operand(0) ?? null }],
    'compile bundle': (call) => writes(call, [], 'create'),
    publish: [{ kind: 'package.publish', op: 'publish', registry: 'jsr', public: true }],
    'upgrade jupyter serve': [{ kind: 'code.exec', origin: 'registry', resolved: false }],
    deploy: [{ kind: 'deploy.release', target: 'deno', op: 'deploy' }],
  },
  otherwise: (call) => ({
    runs: [{ type: 'file', path: call.operand(0) ?? null, language: 'javascript', label: 'deno' }],
  }),
  examples: { inert: ['deno fmt', 'deno check a.ts'], yields: { 'deno publish': 'package.publish{op=publish}' } },
};

function remoteOrFile(call: Call): Answer {
  const [file, ...args] = call.operands;
  if (file && /^(https?:|npm:|jsr:)/.test(String(file.value))) {
    const network = /^https?:/.test(String(file.value));
    return [{ kind: 'code.exec', origin: network ? 'network' : 'registry', lang: 'javascript', resolved: false }];
  }
  return {
    runs: [
      { type: 'file', path: file?.value ?? null, language: 'javascript', args, label: `deno run ${file?.raw ?? ''}` },
    ],
  };
}

const awk: ProgramSpec = {
  names: 'awk gawk mawk nawk goawk',
  options:
    '-F,--field-separator=S -v,--assign=KV -f,--file=F -i,--include=F -e,--source=TEXT -l=LIB -b -c -C -d[=F] -g -h -L[=V] -M -n -N -o[=F] -O -p[=F] -P -r -s -S -t -V',
  stopAtOperand: true,
  does(call) {
    const given = call.words('-e');
    const scripts = call.words('-f');
    const [program, ...files] = given.length > 0 || scripts.length > 0 ? [undefined, ...call.operands] : call.operands;
    const texts = [...given, ...(program ? [program] : [])];
    const operands = files.filter(
      (word): word is Word => word !== undefined && !/^[A-Za-z_]\w*=/.test(String(word.value)),
    );
    return {
      effects: reads(call, operands),
      runs: [
        ...texts.map(
          (word): Run => ({
            type: 'code',
            language: 'awk',
            text: word.value,
            span: word.span,
            label: 'awk',
            via: 'inline-code',
          }),
        ),
        ...scripts.map(
          (word): Run => ({ type: 'file', path: word.value, language: 'awk', label: `awk -f ${word.raw}` }),
        ),
      ],
    };
  },
  examples: { inert: ["awk '{print $1}' a.txt", "awk -F: '$3 > 100' users.csv"] },
};

const sed: ProgramSpec = {
  names: 'sed gsed ssed',
  options:
    '-e,--expression=S -f,--file=F -i,--in-place[=SUFFIX] -I[=SUFFIX] -n,--quiet,--silent -E,-r,--regexp-extended -s,--separate -u -z --posix -l=N --debug --follow-symlinks --sandbox',
  does(call) {
    const given = call.words('-e');
    const scripts = call.words('-f');
    const own = given.length > 0 || scripts.length > 0;
    const files = own ? call.operands : call.operands.slice(1);
    const texts = own ? given : call.operands.slice(0, 1);
    return {
      effects: [
        ...reads(call, files, { shown: call.has('-i') !== true }),
        ...when(call.has('-i', '-I'), ...writes(call, files, 'overwrite')),
      ],
      runs: [
        ...texts.map(
          (word): Run => ({
            type: 'code',
            language: 'sed',
            text: word.value,
            span: word.span,
            label: 'sed',
            via: 'inline-code',
          }),
        ),
        ...scripts.map(
          (word): Run => ({ type: 'file', path: word.value, language: 'sed', label: `sed -f ${word.raw}` }),
        ),
      ],
    };
  },
  examples: {
    inert: ["sed -n '1,5p' a.txt", 'sed s/rm/mv/ a.txt'],
    yields: { 'sed -i s/a/b/ x.txt': 'fs.write{mode=overwrite}' },
  },
};

const java: ProgramSpec = {
  names: 'java',
  options:
    '-jar=FILE -cp,-classpath,--class-path=P -version --version -m,--module=M -agentlib=A -javaagent=A --add-modules=M -p,--module-path=P',
  stopAtOperand: true,
  inertWith: ['-version', '--version'],
  does(call) {
    const jar = call.words('-jar').at(-1) ?? call.operands[0];
    return jar ? [{ kind: 'code.exec', origin: 'workspace-file', lang: 'java', path: jar.value, resolved: false }] : [];
  },
  examples: { yields: { 'java -jar app.jar': 'code.exec{lang=java,resolved=false}' }, inert: ['java -version'] },
};

export const interpreters: readonly ProgramSpec[] = [python, node, ...perl, php, deno, awk, sed, java];
