/** Agents and editors started from a shell: flags that switch their guards off, extensions that come and go. */
import type { EffectDraft } from '../../../effects/effect';
import { type Answer, type Call, opaque, type ProgramSpec } from '../program';
import { when, writes } from '../stating';

/** Flags with which an agent stops asking. */
const bypassFlags: readonly string[] = [
  '--dangerously-skip-permissions',
  '--allow-dangerously-skip-permissions',
  '--dangerously-bypass-approvals-and-sandbox',
  '--yolo',
  '--full-auto',
  '--allow-all-tools',
  '--allow-all',
  '--allow-all-paths',
  '--yes-always',
  '--auto-approve',
  '--trust-all-tools',
  '--no-sandbox',
  '--bare',
];

const lenientModes = /^(bypassPermissions|dontAsk|yolo|never|danger-full-access|auto_edit|null)$/;

export const agentOptions = `${bypassFlags.join(' ')} --permission-mode=M --approval-mode=M -a,--ask-for-approval=M -s,--sandbox=M -p,--print[=P] --model,-m=M --resume[=S] -c,--continue --allowedTools,--allowed-tools,--allow-tool=T --disallowedTools,--deny-tool=T --mcp-config=F --settings=F --add-dir=D --output-format=F --append-system-prompt=P --profile=P --cd,-C=D -y,--yes --message=M --config=KV --strict-mcp-config --setting-sources=S -f,--force`;

/** `codex -c approval_policy=never` */
const lenientSetting = /^(approval_policy|sandbox_mode)\s*=\s*["']?(never|danger-full-access)/;

export function startsAgent(call: Call): readonly EffectDraft[] {
  const words = call.operands.map((word) => String(word.value));
  const lenient = call
    .words('--permission-mode', '--approval-mode', '-a', '-s')
    .some((word) => lenientModes.test(String(word.value)));
  const everything = call
    .words('--allowedTools')
    .some((word) => /^(\*|all|Bash(\(\*\))?|shell)$/.test(String(word.value)));
  const bypasses =
    call.has(...bypassFlags) === true ||
    lenient ||
    everything ||
    words.some((word) => lenientSetting.test(word)) ||
    (call.name === 'cursor-agent' && call.has('--force') === true) ||
    (call.name === 'aider' && call.has('--yes') === true) ||
    (call.name === 'gemini' && call.has('-y') === true);
  const tampered = [
    ...when(bypasses, { kind: 'guard.tamper', what: 'bypass-flag', agent: call.name }),
    ...when(replacesSettings(call), { kind: 'guard.tamper', what: 'settings', agent: call.name }),
  ];
  if (/^(config|mcp|plugin|install|update|login|logout|setup-token|hooks|settings|extensions)$/.test(words[0] ?? ''))
    return [...tampered, ...configures(call, words)];
  if (/^(--version|help|doctor|version|list|ls)$/.test(words[0] ?? '')) return tampered;
  // A word that is not known may be a flag that switches its guards off.
  if (call.open && !bypasses) return [opaque(call.invocation)];
  // What another agent does is decided when it does it, by its own hooks, if it has any.
  return [...tampered, { kind: 'code.exec', origin: 'inline', lang: 'prompt', resolved: false }];
}

/** Settings given on the command line, or those of the project left out: its hooks may be gone with them. */
function replacesSettings(call: Call): boolean {
  const leavesOut = call.words('--setting-sources').some((word) => !/project/.test(String(word.value)));
  const given = call.words('--settings').map((word) => String(word.value));
  return leavesOut || given.some((text) => !text.startsWith('{') || /hooks|permissions|sandbox/i.test(text));
}

const agents: ProgramSpec = {
  names: 'claude codex gemini cursor-agent aider opencode amp cline qwen droid crush q kiro-cli auggie',
  options: agentOptions,
  inertWith: ['--version'],
  does: startsAgent,
  examples: {
    yields: {
      'claude --dangerously-skip-permissions -p hi': 'guard.tamper{what=bypass-flag,agent=claude} + code.exec',
      'codex --yolo': 'guard.tamper{what=bypass-flag,agent=codex} + code.exec',
      'gemini --approval-mode yolo': 'guard.tamper + code.exec',
      'codex -c approval_policy=never fix': 'guard.tamper{what=bypass-flag} + code.exec',
      'cursor-agent -f -p fix': 'guard.tamper{what=bypass-flag} + code.exec',
      'claude --setting-sources user -p hi': 'guard.tamper{what=settings,agent=claude} + code.exec',
      'claude --settings {"hooks":{}}': 'guard.tamper{what=settings} + code.exec',
      'claude -p hi': 'code.exec{lang=prompt}',
      'claude mcp add x -- npx y': 'config.write{target=agent}',
    },
    inert: ['claude --version', 'claude mcp list', 'codex help'],
  },
};

function configures(call: Call, words: readonly string[]): EffectDraft[] {
  if (/^(list|ls|get|show|status)$/.test(words[1] ?? '') || words.length < 2) return [];
  const hooks = words.some((word) => /hooks|permissions|disableAllHooks|sandbox/i.test(word));
  return [
    { kind: 'config.write', target: 'agent', executes: words[0] === 'mcp' || words[0] === 'plugin' },
    ...when(hooks, { kind: 'guard.tamper', what: 'settings', agent: call.name }),
  ];
}

const ours = /access-?guardrails/i;

const editors: ProgramSpec = {
  names: 'code code-insiders cursor codium vscodium windsurf code-server code-oss positron trae kiro',
  options:
    '--install-extension=E --uninstall-extension=E --disable-extension=E --disable-extensions --list-extensions --show-versions --force --pre-release --update-extensions --profile=P --user-data-dir=D --extensions-dir=D -g,--goto=F -d,--diff=A=B -m,--merge=A=B=C=D -a,--add=D --remove=D -n,--new-window -r,--reuse-window -w,--wait --locale=L --add-mcp=J --log=L --verbose -s,--status --disable-gpu --disable-workspace-trust --enable-proposed-api=E --sync=S --inspect-extensions=P --disable-chromium-sandbox --no-sandbox --extensionDevelopmentPath=P --transient --locate-shell-integration-path=S --telemetry',
  inertWith: ['--list-extensions'],
  does(call) {
    if (call.operands[0]?.value === 'tunnel' || call.operands[0]?.value === 'serve-web') return tunnels(call);
    return [
      ...extensionEffects(call),
      ...when(call.has('--disable-extensions'), { kind: 'guard.tamper', what: 'extension' }),
      ...when(call.has('--disable-workspace-trust'), { kind: 'guard.tamper', what: 'trust' }),
      ...when(call.words('--add-mcp').length > 0, { kind: 'config.write', target: 'agent', executes: true }),
    ];
  },
  examples: {
    yields: {
      'code --uninstall-extension access-guardrails.access-guardrails': 'guard.tamper{what=extension} + package.remove',
      'code -s --uninstall-extension access-guardrails.access-guardrails': 'guard.tamper + package.remove',
      'code --disable-extensions .': 'guard.tamper{what=extension}',
      'code --install-extension evil.ext': 'package.install{manager=code,name=evil.ext}',
      'code tunnel': 'net.listen{expose=tunnel}',
    },
    inert: ['code .', 'code --list-extensions', 'code -d a b', 'code -s', 'code --version'],
  },
};

function extensionEffects(call: Call): EffectDraft[] {
  const installed = call.words('--install-extension').map(
    (word): EffectDraft => ({
      kind: 'package.install',
      manager: call.name,
      name: word.value,
      source: /\.vsix$/.test(String(word.value)) ? 'file' : 'registry',
      scripts: true,
      global: true,
    }),
  );
  const removed = call
    .words('--uninstall-extension')
    .flatMap((word): EffectDraft[] => [
      { kind: 'package.remove', manager: call.name, name: word.value, global: true },
      ...when(isOurs(word.value), { kind: 'guard.tamper', what: 'extension' }),
    ]);
  const disabled = call
    .words('--disable-extension')
    .flatMap((word) => when(isOurs(word.value), { kind: 'guard.tamper', what: 'extension' }));
  return [...installed, ...removed, ...disabled];
}

function isOurs(name: unknown): boolean | null {
  return typeof name === 'string' ? ours.test(name) : null;
}

function tunnels(call: Call): Answer {
  return /^(status|help|kill|unregister|prune)$/.test(String(call.operand(1)))
    ? []
    : [{ kind: 'net.listen', expose: call.operand(0) === 'tunnel' ? 'tunnel' : 'loopback' }];
}

/** The guard's own command line: what only people may do is refused to agents by policy. */
const guardrails: ProgramSpec = {
  names: 'guardrails',
  commands: {
    'check explain test doctor expand verify show help version schema': [],
    init: (call) =>
      writes(call, [{ value: '.guardrails/policy.yaml', raw: '', span: call.invocation.span, many: false }], 'create'),
    audit: {
      commands: { 'verify show list export tail': [] },
      otherwise: () => [{ kind: 'audit.tamper', what: 'guard-log' }],
    },
    policy: {
      commands: { 'check show diff expand test': [], 'accept approve': [{ kind: 'guard.tamper', what: 'policy' }] },
    },
    'accept approve grant': [{ kind: 'guard.tamper', what: 'policy' }],
    lease: {
      commands: { 'list ls show': [] },
      otherwise: () => [{ kind: 'guard.tamper', what: 'policy' }],
    },
    'uninstall disable stop': [{ kind: 'guard.tamper', what: 'hook' }],
    'install repair': [{ kind: 'guard.tamper', what: 'hook' }],
  },
  examples: {
    yields: {
      'guardrails policy accept': 'guard.tamper{what=policy}',
      'guardrails lease add --effects db.schema.alter --expires 20m': 'guard.tamper{what=policy}',
      'guardrails lease revoke lease-1': 'guard.tamper{what=policy}',
    },
    inert: [
      'guardrails check -- rm -rf x',
      'guardrails audit verify',
      'guardrails lease list --json',
      'guardrails lease',
    ],
  },
};

export const agentPrograms: readonly ProgramSpec[] = [agents, editors, guardrails];
