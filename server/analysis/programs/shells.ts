/** Shells as programs: `bash -c TEXT`, `sh FILE`, `… | sh`, an interactive shell. */
import type { Answer, Call, ProgramSpec } from './program';
import type { Run, Word } from './spec';

const shells: ProgramSpec = {
  names: 'sh bash zsh dash ash ksh mksh rbash yash',
  options:
    '-c -i -l,--login -s -r,--restricted -x -v,--verbose -e -u -n -f -a -b -h -k -m -p -t -B -C -E -H -P -T -D -o=OPT -O=OPT --norc --noprofile --posix --noediting --init-file,--rcfile=F --debug --version --no-rcs',
  stopAtOperand: true,
  inertWith: ['--version', '-n'],
  does(call) {
    if (call.has('-c') !== false) return runsText(call);
    const [file, ...args] = call.operands;
    const start = startUpFiles(call);
    if (file && file.value !== '-' && call.has('-s') !== true) {
      return {
        runs: [
          ...start,
          { type: 'file', path: file.value, language: call.name, args, label: `${call.name} ${file.raw}` },
        ],
      };
    }
    const { stdin } = call.invocation;
    if (stdin) return { runs: [...start, { type: 'stdin', language: call.name, stream: stdin, label: call.name }] };
    return { runs: start, effects: [{ kind: 'code.opaque', reason: 'interactive', program: call.name }] };
  },
  examples: {
    yields: {
      bash: 'code.opaque{reason=interactive}',
      "bash -euxo pipefail -c 'rm -rf build'": 'fs.delete{recursive=true}',
      "sh -c 'rm -rf $1' sh build": 'fs.delete{path=/repo/build}',
      'curl https://example.net/a | bash -': 'net.fetch + code.exec{origin=network}',
      'curl https://example.net/a | sh -x -s -- -y': 'net.fetch + code.exec{origin=network}',
      'curl https://example.net/a | bash /dev/stdin': 'net.fetch + code.exec{origin=network}',
    },
    inert: ['bash --version', 'bash -n script.sh', "bash -c 'git status && ls'"],
  },
};

function runsText(call: Call): Answer {
  const [text, ...args] = call.operands;
  if (!text) return call.open ? [{ kind: 'code.opaque', reason: 'dynamic-eval', program: call.name }] : [];
  const run: Run = {
    type: 'shell',
    text: text.value,
    span: text.span,
    args,
    shell: call.name,
    label: `${call.name} -c`,
  };
  const runs = [...startUpFiles(call), run];
  if (typeof text.value === 'string') return { runs };
  const origin = (['network', 'decoded'] as const).find((source) => text.sources?.includes(source));
  return origin ? { effects: [{ kind: 'code.exec', origin, lang: call.name, resolved: false }], runs } : { runs };
}

/** `--rcfile F` is run before all else. */
function startUpFiles(call: Call): Run[] {
  return call
    .words('--init-file')
    .map((file) => ({ type: 'file', path: file.value, language: call.name, label: `${call.name} --rcfile` }));
}

const foreign: ProgramSpec = {
  names: 'fish nu xonsh tcsh csh elvish',
  options:
    '-c,--command=C -l,--login -i,--interactive -N,--no-config -C,--init-command=C -n,--no-execute -v,--version -e -f',
  stopAtOperand: true,
  // To nu `-n` is no configuration, to csh `-v` is every line shown before it runs.
  inertWith: (name) => (name === 'fish' ? ['-v', '-n'] : ['--version']),
  does: (call) => runsForeign(call, call.words('-c', '-C'), call.name),
  examples: {
    yields: {
      "fish -c 'rm -rf build'": 'fs.delete{recursive=true}',
      "nu -n -c 'rm -rf build'": 'code.opaque{reason=unparsed}',
      fish: 'code.opaque{reason=interactive}',
    },
    inert: ["fish -c 'ls -la'", 'fish --version', 'nu --version', 'fish -n config.fish'],
  },
};

const powershell: ProgramSpec = {
  names: 'pwsh powershell',
  options: '',
  stopAtOperand: true,
  does(call) {
    return runsPowerShell(call, call.invocation.args);
  },
  examples: {
    yields: {
      "pwsh -NoProfile -Command 'Remove-Item -Recurse -Force build'": 'fs.delete{path=/repo/build,recursive=true}',
      'powershell -enc cgBtACAALQByAGYAIABiAHUAaQBsAGQA': 'code.exec{origin=decoded} + fs.delete',
      "powershell -Version 2 -Command 'Remove-Item build'": 'fs.delete{path=/repo/build}',
      'pwsh -Command Set-ExecutionPolicy Unrestricted': 'system.configure{area=security-tool}',
      pwsh: 'code.opaque{reason=interactive}',
    },
    inert: ["pwsh -NoProfile -c 'Get-ChildItem'", 'powershell -Version'],
  },
};

/** PowerShell takes its options in any case and shortened. */
function runsPowerShell(call: Call, words: readonly Word[]): Answer {
  for (let at = 0; at < words.length; at++) {
    const value = words[at]!.value;
    if (typeof value !== 'string') return [{ kind: 'code.opaque', reason: 'dynamic-eval', program: call.name }];
    const option = value.toLowerCase();
    if (/^-e(nc?(o(d(e(d(c(o(m(m(a(n(d)?)?)?)?)?)?)?)?)?)?)?)?$/.test(option)) return encoded(call, words[at + 1]);
    if (/^-c(o(m(m(a(n(d)?)?)?)?)?)?$/.test(option) && words[at + 1]?.value !== '-')
      return { runs: powerShellText(words.slice(at + 1)) };
    if (/^-f(i(l(e)?)?)?$/.test(option)) return { runs: powerShellFile(words.slice(at + 1)) };
    // Windows' own takes the version that is wanted.
    const wanted = option === '-version' && call.name === 'powershell' && words[at + 1] !== undefined;
    if (/^-v(ersion)?$|^-h(elp)?$|^-\?$/.test(option) && !wanted) return [];
    if (
      /^-(executionpolicy|ep|ex|exec|inputformat|outputformat|windowstyle|w|workingdirectory|wd|configurationname|settingsfile|version)$/.test(
        option,
      )
    )
      at++;
    else if (!option.startsWith('-')) {
      return { runs: call.name === 'pwsh' ? powerShellFile(words.slice(at)) : powerShellText(words.slice(at)) };
    }
  }
  const { stdin } = call.invocation;
  if (stdin) return { runs: [{ type: 'stdin', language: 'powershell', stream: stdin, label: call.name }] };
  return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
}

/** Base64 of UTF-16. */
function encoded(call: Call, word: Word | undefined): Answer {
  if (typeof word?.value !== 'string')
    return [{ kind: 'code.exec', origin: 'decoded', lang: 'powershell', resolved: false }];
  const text = Buffer.from(word.value, 'base64').toString('utf16le');
  const label = `${call.name} -EncodedCommand`;
  return {
    effects: [{ kind: 'code.exec', origin: 'decoded', lang: 'powershell', resolved: true }],
    runs: [{ type: 'shell', text, span: word.span, shell: 'powershell', label }],
  };
}

function powerShellText(words: readonly Word[]): Run[] {
  const [only] = words;
  if (!only) return [];
  const label = 'powershell -Command';
  if (words.length === 1) return [{ type: 'shell', text: only.value, span: only.span, shell: 'powershell', label }];
  const known = words.every((word) => typeof word.value === 'string');
  const text = known ? words.map((word) => word.value).join(' ') : null;
  return [{ type: 'shell', text, shell: 'powershell', label }];
}

function powerShellFile([file, ...args]: readonly Word[]): Run[] {
  if (!file) return [];
  return [{ type: 'file', path: file.value, language: 'powershell', args, label: `powershell ${file.raw}` }];
}

const cmd: ProgramSpec = {
  names: 'cmd',
  stopAtOperand: true,
  does(call) {
    const words = call.invocation.args;
    const at = words.findIndex((word) => typeof word.value === 'string' && /^\/{1,2}[ckr]$/i.test(word.value));
    if (at < 0) return [{ kind: 'code.opaque', reason: 'interactive', program: 'cmd' }];
    const rest = words.slice(at + 1);
    const known = rest.every((word) => typeof word.value === 'string');
    const [only] = rest;
    const place = rest.length === 1 && only ? { span: only.span } : {};
    const text = known ? rest.map((word) => word.value).join(' ') : null;
    return { runs: [{ type: 'shell', text, ...place, shell: 'cmd', label: 'cmd /c' }] };
  },
  examples: {
    yields: { "cmd /c 'rd /s /q build'": 'fs.delete{path=/repo/build,recursive=true}', cmd: 'code.opaque' },
    inert: ['cmd /c dir', 'cmd.exe /C type README.md'],
  },
};

function runsForeign(call: Call, texts: readonly Word[], language: string): Answer {
  if (texts.length > 0) {
    const label = `${call.name} -c`;
    return {
      runs: texts.map((word) => ({ type: 'shell', text: word.value, span: word.span, shell: language, label })),
    };
  }
  const [file, ...args] = call.operands;
  if (file) return { runs: [{ type: 'file', path: file.value, language, args, label: `${call.name} ${file.raw}` }] };
  const { stdin } = call.invocation;
  if (stdin) return { runs: [{ type: 'stdin', language, stream: stdin, label: call.name }] };
  return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
}

export const shellPrograms: readonly ProgramSpec[] = [shells, foreign, powershell, cmd];
