/** `git config`: what is set, and whether git will run it. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { rest } from '../../arguments';
import { own } from '../../own';
import type { Answer, Call, Command } from '../../program';
import type { Run, Word } from '../../spec';
import { when } from '../../stating';

/** Keys whose value git runs as a command, sooner or later, or that decide who brings it code. */
const executingKeys =
  /^(core\.(pager|editor|hookspath|fsmonitor|sshcommand|askpass|gitproxy|attributesfile)|sequence\.editor|credential(\..*)?\.helper|pager\..*|(diff|merge|difftool|mergetool|filter|browser|man|guitool|gpg(\..*)?|tar\..*|interactive|uploadpack|sendemail)(\..*)?\.(cmd|command|driver|clean|smudge|process|textconv|external|path|program|difffilter|packobjectshook|remotecmd)|diff\.external|gpg\.program|interactive\.difffilter|uploadpack\.packobjectshook|remote\..*\.(uploadpack|receivepack|vcs)|include(if\..*)?\.path|init\.templatedir|protocol\.ext\.allow|url\..*\.(insteadof|pushinsteadof)|http(\..*)?\.(proxy|sslverify|sslcainfo)|remote\..*\.proxy)$/i;

/** Keys of these name a file, a folder or an address rather than a command. */
const placeKeys =
  /^(core\.(hookspath|attributesfile)|include(if\..*)?\.path|init\.templatedir|protocol\.ext\.allow|url\..*|http\..*|remote\..*\.proxy)$/i;

function executes(key: Text, value: Text | undefined): boolean | null {
  if (typeof key !== 'string') return null;
  if (/^(alias\.|submodule\..*\.update$)/i.test(key)) return typeof value === 'string' ? value.startsWith('!') : null;
  // Git's own daemon, or none.
  if (/^core\.fsmonitor$/i.test(key) && /^(true|false|yes|no|on|off|[01])?$/i.test(String(value))) return false;
  if (/^http\..*sslverify$/i.test(key) && /^(true|yes|on|1)?$/i.test(String(value ?? ''))) return false;
  return executingKeys.test(key);
}

/** Programs that people set as pager or editor; naming one of them gives nothing away. */
const ordinaryPrograms =
  /^(cat|less( -\S+)*|more|bat|delta|diff-so-fancy|true|:|vim?|nano|emacs|code( --wait)?|ssh( -\w+ \S+)*|store|cache|osxkeychain|manager)$/;

/** The value that `git -c KEY=VALUE` gives, if it is such a one. Keys are compared in lower case. */
export function setting(call: Call, key: string, values: RegExp): boolean {
  return call.outermost.values('-c').some((word) => {
    const [name, value] = String(word.value).split('=');
    return name?.toLowerCase() === key && values.test(value ?? 'true');
  });
}

/** An alias given on the same command line. */
export function givenAlias(call: Call, name: string): string | undefined {
  const prefix = `alias.${name}=`;
  const given = call.outermost
    .values('-c')
    .map((word) => String(word.value))
    .find((text) => text.startsWith(prefix));
  return given?.slice(prefix.length);
}

/** Commands that heed a setting, where only some do. */
const concerned: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(core\.(sshcommand|gitproxy|askpass)|credential|remote|url|protocol)\b/i,
    /^(fetch|pull|push|clone|ls-remote|submodule|remote|archive|lfs|subtree|send-email)$/,
  ],
  [/^(core\.editor|sequence\.editor)$/i, /^(commit|rebase|merge|tag|revert|cherry-pick|notes|config|branch|am|add)$/],
  [/^(core\.pager|pager\.)/i, /^(log|diff|show|blame|grep|branch|tag|config|reflog|shortlog|help|stash|whatchanged)$/],
];

function concerns(key: string, command: string): boolean {
  const entry = concerned.find(([keys]) => keys.test(key));
  return entry === undefined || entry[1].test(command);
}

/** Variables of the environment that stand for settings. */
const variableKeys: Readonly<Record<string, string>> = {
  GIT_SSH: 'core.sshcommand',
  GIT_SSH_COMMAND: 'core.sshcommand',
  GIT_PROXY_COMMAND: 'core.gitproxy',
  GIT_ASKPASS: 'core.askpass',
  SSH_ASKPASS: 'core.askpass',
  GIT_EDITOR: 'core.editor',
  GIT_SEQUENCE_EDITOR: 'sequence.editor',
  GIT_PAGER: 'core.pager',
};

/** Would this command, as written, use the program that such a variable names? Other programs than git may. */
export function heedsVariable(variable: string, words: readonly string[]): boolean {
  const key = own(variableKeys, variable);
  // Options before the sub-command may have a value each, so it is only found where there are none.
  const command = words[1] ?? '';
  return (
    key === undefined ||
    words[0] !== 'git' ||
    !/^[a-z-]+$/.test(command) ||
    command.startsWith('-') ||
    concerns(key, command)
  );
}

/** Settings given for one command that make git run something unusual. */
export function effectsOfSettings(call: Call): readonly EffectDraft[] {
  const unusual = call.outermost.values('-c').some((word) => {
    const [key = '', value = ''] = String(word.value).split(/=(.*)/s);
    return (
      word.value === null ||
      (concerns(key, call.path[0] ?? '') &&
        !/^alias\./i.test(key) &&
        value !== '' &&
        value !== 'false' &&
        executes(key, value) === true &&
        !ordinaryPrograms.test(value))
    );
  });
  return when(unusual, { kind: 'config.write', target: 'git', executes: true });
}

/** `git -c key=value`: a command that git may run while it does what is asked. */
export function runsOfSettings(call: Call): readonly Run[] {
  return [...call.outermost.values('-c')].flatMap((setting) => runOfSetting(setting, call.path[0] ?? ''));
}

export function runOfSetting(setting: Word, command: string): readonly Run[] {
  const text = setting.value;
  if (typeof text !== 'string') return [];
  const equals = text.indexOf('=');
  const value = text.slice(equals + 1);
  if (equals < 0 || value === '' || value === 'false' || executes(text.slice(0, equals), value) !== true) return [];
  if (!concerns(text.slice(0, equals), command) || placeKeys.test(text.slice(0, equals))) return [];
  const given = rest(setting, equals + 1);
  const shell = value.startsWith('!') ? rest(given, 1) : given;
  return [{ type: 'shell', text: shell.value, span: shell.span, label: `git -c ${text.slice(0, equals)}` }];
}

function sets(key: Text | undefined, value: Text | undefined): Answer {
  const remote = typeof key === 'string' ? /^remote\.(.+)\.(?:push)?url$/i.exec(key)?.[1] : undefined;
  return {
    effects: [{ kind: 'config.write', target: 'git', executes: executes(key ?? null, value) }],
    ...(remote !== undefined && { remotes: new Map([[remote, value ?? null]]) }),
  };
}

const typing: EffectDraft = { kind: 'code.opaque', reason: 'interactive', program: 'git' };

const configOptions =
  '--global --system --local --worktree -f,--file=FILE --blob=B -t,--type=T --default=V --bool --int --path --bool-or-int --expiry-date -z,--null --name-only --show-origin --show-scope --includes --all --fixed-value --comment=C --value=V --append --add --replace-all --unset --unset-all --rename-section --remove-section --get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool -l,--list -e,--edit';

/** The older form: what is meant depends on options and on how many operands there are. */
function configByOptions(call: Call): Answer {
  if (call.has('-e') === true) return [typing];
  const reads = call.has(
    '--get',
    '--get-all',
    '--get-regexp',
    '--get-urlmatch',
    '--get-color',
    '--get-colorbool',
    '-l',
  );
  if (reads === true) return [];
  const removes = call.has('--unset', '--unset-all', '--rename-section', '--remove-section') === true;
  if (removes) return sets('section', '');
  const [key, value] = [call.operand(0), call.operand(1)];
  if (value === undefined && call.operands.length < 2 && call.has('--add') !== true) return [];
  return sets(key, value);
}

export const config: Command = {
  options: configOptions,
  does(call) {
    const [first, ...others] = call.operands.map((word) => word.value);
    if (first === 'list' || first === 'get') return [];
    if (first === 'edit') return [typing];
    if (first === 'set') return sets(others[0], others[1]);
    if (first === 'unset' || first === 'rename-section' || first === 'remove-section') return sets('section', '');
    return configByOptions(call);
  },
};
