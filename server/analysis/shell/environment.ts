/** Variables that make programs load or run something: setting one is more than data. */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import type { Shell } from './shell';
import { knownPrefix } from './text';

const LOADS_CODE = new Set([
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'LD_AUDIT',
  'DYLD_INSERT_LIBRARIES',
  'DYLD_LIBRARY_PATH',
  'BASH_ENV',
  'ENV',
  'PROMPT_COMMAND',
  'PYTHONSTARTUP',
  'PYTHONHOME',
  'PERL5OPT',
  'PERL5LIB',
  'RUBYOPT',
  'RUBYLIB',
  'GIT_SSH',
  'GIT_EXTERNAL_DIFF',
  'GIT_PROXY_COMMAND',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_COUNT',
]);

/** Options of runtimes: harmless unless they name code to be loaded. */
const RUNTIME_OPTIONS: Readonly<Record<string, RegExp>> = {
  NODE_OPTIONS: /--(require|import|loader|experimental-loader)\b|(^|\s)-r\b/,
  JAVA_TOOL_OPTIONS: /-(javaagent|agentlib|agentpath)/,
  _JAVA_OPTIONS: /-(javaagent|agentlib|agentpath)/,
  PATH: /^(\.|\.\/[^:]*|[^/$~:]+|\/tmp\/[^:]*)(:|$)|:(\.|):/,
};

export function environmentEffects(name: string, value: Text, span: Span, shell: Shell): void {
  if (LOADS_CODE.has(name) ? value !== '' : RUNTIME_OPTIONS[name]?.test(knownPrefix(value))) {
    shell.state({ kind: 'config.write', target: name === 'PATH' ? 'path' : 'env', executes: true }, span);
  }
  if (name === 'HISTFILE' && (value === '' || value === '/dev/null')) {
    shell.state({ kind: 'audit.tamper', what: 'shell-history' }, span);
  }
}
