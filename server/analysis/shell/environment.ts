/** Variables that make programs load or run something: setting one is more than data. */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { inside, possibly } from '../frame';
import { programFor } from '../programs/registry';
import { builtinOf } from './builtins';
import type { Shell } from './shell';
import { knownPrefix } from './text';
import { runSubstitutions, runText } from './text-run';

const LOADS_CODE = new Set(
  'LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES DYLD_LIBRARY_PATH BASH_ENV ENV PYTHONSTARTUP PYTHONHOME PERL5OPT PERL5LIB RUBYOPT RUBYLIB GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_CONFIG_COUNT GIT_CONFIG_PARAMETERS GIT_EXEC_PATH GIT_TEMPLATE_DIR MAKEFILES'.split(
    ' ',
  ),
);

/** Options of runtimes: harmless unless they name code to be loaded. */
const RUNTIME_OPTIONS: Readonly<Record<string, RegExp>> = {
  NODE_OPTIONS: /--(require|import|loader|experimental-loader)\b|(^|\s)-r\b/,
  JAVA_TOOL_OPTIONS: /-(javaagent|agentlib|agentpath)/,
  _JAVA_OPTIONS: /-(javaagent|agentlib|agentpath)/,
  PATH: /^(\.|\.\/[^:]*|[^/$~:]+|\/tmp(\/[^:]*)?)(:|$)|:(\.|):/,
  PYTHONPATH: /(^|:)\/(tmp|var\/tmp|dev\/shm)(\/|:|$)/,
  NODE_PATH: /(^|:)\/(tmp|var\/tmp|dev\/shm)(\/|:|$)/,
  MAKEFLAGS: /(^|\s)-\w*f|--(file|makefile|eval)\b/,
};

/** From where packages come; each is known by the servers that everybody uses. */
const PACKAGE_SOURCES =
  /^(PIP_(EXTRA_)?INDEX_URL|UV_(EXTRA_|DEFAULT_)?INDEX(_URL)?|NPM_CONFIG_REGISTRY|YARN_(NPM_)?REGISTRY(_SERVER)?|GOPROXY|BUNDLE_MIRROR__\w+)$/i;
const USUAL_SOURCES =
  /^(direct|off|(https:\/\/(pypi\.org|registry\.(npmjs\.org|yarnpkg\.com)|proxy\.golang\.org|rubygems\.org)|https?:\/\/(localhost|127\.0\.0\.1))([:/,]|$).*)?$/;

/** Their values are commands that some program runs. */
const COMMANDS = new Set(
  'GIT_SSH GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS GIT_EDITOR GIT_SEQUENCE_EDITOR EDITOR VISUAL PAGER GIT_PAGER MANPAGER BROWSER LESSOPEN PROMPT_COMMAND'.split(
    ' ',
  ),
);

export function environmentEffects(name: string, value: Text, span: Span, shell: Shell): void {
  if (COMMANDS.has(name)) stateCommand(name, value, span, shell);
  else if (/^PS[0124]$/.test(name)) statePrompt(name, value, span, shell);
  else if (loadsCode(name, value)) {
    shell.state({ kind: 'config.write', target: name === 'PATH' ? 'path' : 'env', executes: true }, span);
  }
  const forgets = name === 'HISTFILE' ? /^(\/dev\/null)?$/ : /^HIST(FILE)?SIZE$/.test(name) ? /^0$/ : undefined;
  if (typeof value === 'string' && forgets?.test(value)) {
    shell.state({ kind: 'audit.tamper', what: 'shell-history' }, span);
  }
}

/** A prompt is expanded before it is shown: what is substituted into it runs. */
function statePrompt(name: string, value: Text, span: Span, shell: Shell): void {
  if (typeof value !== 'string' || !/\$\(|`/.test(value)) return;
  const frame = possibly(inside(shell.frame, { label: name }));
  runSubstitutions(value, span, shell.with({ frame }));
}

function loadsCode(name: string, value: Text): boolean {
  const known = knownPrefix(value);
  // A value like a function's definition is one to bash.
  if (name.startsWith('BASH_FUNC_') || /^\(\)\s*\{/.test(known)) return true;
  // `ENV=test` names an environment; only a shell that reads a file by it is another matter.
  if (name === 'ENV' && typeof value === 'string' && !/[/~]/.test(value)) return false;
  if (PACKAGE_SOURCES.test(name)) return typeof value !== 'string' || !USUAL_SOURCES.test(value);
  return LOADS_CODE.has(name) ? value !== '' : (RUNTIME_OPTIONS[name]?.test(known) ?? false);
}

/** Interactive programs that wait for a person, and ssh, which connects only where git tells it to. */
const USUAL = /^(ssh|vim?|nvim|nano|emacs|code|cursor|less|more|true|cat|:)(\s|$)/;

function stateCommand(name: string, value: Text, span: Span, shell: Shell): void {
  const known = knownPrefix(value);
  if (value === '' || (USUAL.test(known) && !/ProxyCommand|LocalCommand/i.test(known))) return;
  const program = known.trim().split(/\s+/, 1)[0] ?? '';
  if (!builtinOf(program) && !programFor(program)) {
    shell.state({ kind: 'config.write', target: 'env', executes: true }, span);
  }
  const frame = possibly(inside(shell.frame, { label: name }));
  runText(value, span, shell.with({ frame, scope: shell.scope.fork() }));
}
