/** Services, by whatever supervises them. */

import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import { type Answer, type Call, opaque, type ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { when } from '../../stating';

type Operation = Exclude<EffectDraftOf<'service.control'>['op'], undefined | null>;

const operations: Readonly<Record<string, Operation>> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  reload: 'restart',
  'try-restart': 'restart',
  'reload-or-restart': 'restart',
  'force-reload': 'restart',
  condrestart: 'restart',
  kill: 'stop',
  enable: 'enable',
  disable: 'disable',
  mask: 'mask',
  unmask: 'enable',
  reenable: 'enable',
  link: 'enable',
  'add-wants': 'enable',
  'add-requires': 'enable',
  revert: 'restart',
  isolate: 'stop',
  'set-default': 'enable',
  preset: 'enable',
  freeze: 'stop',
  thaw: 'start',
  clean: 'stop',
  load: 'start',
  unload: 'stop',
  bootstrap: 'start',
  bootout: 'stop',
  kickstart: 'restart',
  remove: 'disable',
  delete: 'disable',
  submit: 'start',
  add: 'enable',
  del: 'disable',
  pause: 'stop',
  continue: 'start',
  config: 'enable',
  create: 'enable',
  update: 'restart',
  reread: 'restart',
  scale: 'restart',
  'add-update': 'start',
  setenv: 'start',
  'import-environment': 'start',
  'set-property': 'restart',
  'set-environment': 'restart',
  'daemon-reexec': 'restart',
};

const power: Readonly<Record<string, Exclude<EffectDraftOf<'system.power'>['op'], undefined>>> = {
  poweroff: 'shutdown',
  halt: 'shutdown',
  reboot: 'reboot',
  kexec: 'reboot',
  suspend: 'suspend',
  hibernate: 'suspend',
  'hybrid-sleep': 'suspend',
  'suspend-then-hibernate': 'suspend',
  sleep: 'suspend',
  rescue: 'shutdown',
  emergency: 'shutdown',
  'soft-reboot': 'reboot',
  'terminate-user': 'logout',
  'terminate-session': 'logout',
  'kill-user': 'logout',
  'kill-session': 'logout',
};

/** What only shows: of units, of sessions, of the supervisor. */
const reading =
  /^(status|list.*|show.*|is-.*|cat|help|get-.*|daemon-reload|reset-failed|log-.*|print.*|version|--version|ls|l|save|env|info|describe|logs?|jlist|prettylist|id|pid|avail|monit|tail|fg|maintail|summary|report|validate|verify|check|exit|query.*|q.*|view|time|statistics|accounts|enumdepend|getdisplayname|getkeyname|sdshow|qc|config-get|hostinfo|blame|dumpstate|procinfo|dumpjpcategory|managername|manageruid|managerpid|limit|bslist|ping|once|columns|plot|session-status|seat-status|user-status)$/;

function controls(
  call: Call,
  verb: Text | undefined,
  units: readonly Word[],
  names: { persists?: boolean } = {},
): EffectDraft[] {
  if (verb === undefined) return [];
  if (typeof verb !== 'string') return [{ kind: 'service.control', unit: null, op: null }];
  const op = own(operations, verb);
  if (!op) return reading.test(verb) ? [] : [opaque(call.invocation)];
  const targets: readonly Text[] = units.length > 0 ? units.map((word) => word.value) : [null];
  return targets.flatMap((unit): EffectDraft[] => [
    { kind: 'service.control', unit, op },
    ...(/^(stop|disable|mask)$/.test(op) ? guardsLost(unit) : []),
    ...when(names.persists && (op === 'enable' || verb === 'load' || verb === 'bootstrap') && verb !== 'config', {
      kind: 'persist.install',
      mechanism: 'systemd',
      op: 'add',
    }),
  ]);
}

/** What nobody does for the machine any more while such a service stands still. */
const guards: readonly (readonly [RegExp, EffectDraft])[] = [
  [/^(auditd|r?syslog(-ng|d)?|systemd-journald)(\.service|\.socket)?$/, { kind: 'audit.tamper', what: 'system-log' }],
  [/^(firewalld|ufw|nftables|iptables|ip6tables)(\.service)?$/, { kind: 'system.configure', area: 'firewall' }],
  [
    /^(apparmor|fail2ban|clamav-daemon|falcon-sensor|mdatp|osqueryd|wazuh-agent|WinDefend|MpsSvc|Sense)(\.service)?$/i,
    { kind: 'system.configure', area: 'security-tool' },
  ],
];

function guardsLost(unit: Text): EffectDraft[] {
  return guards.flatMap(([names, effect]) => (typeof unit === 'string' && names.test(unit) ? [effect] : []));
}

export const systemctl: ProgramSpec = {
  names: 'systemctl loginctl machinectl',
  options:
    '-t,--type=T --state=S -p,--property=P -H,--host=H -M,--machine=M -n,--lines=N -o,--output=O -s,--signal=S --job-mode=M --root=R --when=T -a,--all --user --system --now -f,--force --no-pager --no-block -q,--quiet -l,--full --failed --no-legend --plain --runtime --global -i --kill-whom=W --value --dry-run',
  inertWith: ['--dry-run'],
  does(call) {
    const verb = call.operand(0);
    if (verb === 'edit') return [{ kind: 'code.opaque', reason: 'interactive', program: 'systemctl' }];
    if (typeof verb === 'string' && own(power, verb)) return [{ kind: 'system.power', op: own(power, verb) ?? null }];
    return controls(call, verb, call.operands.slice(1), { persists: true });
  },
  examples: {
    yields: {
      'systemctl stop nginx': 'service.control{unit=nginx,op=stop}',
      'systemctl enable --now x': 'service.control{op=enable} + persist.install{mechanism=systemd}',
      'systemctl poweroff': 'system.power{op=shutdown}',
      'systemctl stop auditd': 'service.control{unit=auditd} + audit.tamper{what=system-log}',
      'systemctl disable --now firewalld': 'service.control{op=disable} + system.configure{area=firewall}',
      'systemctl link /tmp/x.service': 'service.control{op=enable} + persist.install{mechanism=systemd}',
      'systemctl edit nginx': 'code.opaque{reason=interactive}',
    },
    inert: [
      'systemctl status nginx',
      'systemctl list-units --type=service',
      'systemctl daemon-reload',
      'systemctl is-active x',
    ],
  },
};

/** `service NAME VERB`. */
export const service: ProgramSpec = {
  names: 'service rc-service invoke-rc.d',
  // A script of its own answers: the verbs are what systems agree on.
  does: (call) => controls(call, call.operand(1), call.operands.slice(0, 1)),
  examples: {
    yields: { 'service nginx restart': 'service.control{unit=nginx,op=restart}' },
    inert: ['service nginx status', 'service --status-all'],
  },
};

/** Whether a service starts with the machine; `rc-update` names what to do first, the others the service. */
export const runlevels: ProgramSpec = {
  names: 'update-rc.d rc-update chkconfig insserv',
  options: '-n,--dry-run --list --add --del --level=L -f -r,--remove -d,--default -v -u -s',
  inertWith: ['-n', '--list'],
  does(call) {
    const words = call.operands.map((word) => word.value);
    const byOption = call.maybe('--add', '--del', '-r', '-d');
    if (words.length < 2 && !byOption) return [];
    if (call.name === 'rc-update' && words[0] === 'show') return [];
    const unit = (call.name === 'rc-update' ? words[1] : words[0]) ?? null;
    const stops = words.some((word) => /^(disable|remove|del|delete|off)$/.test(String(word)));
    if (stops || call.maybe('--del', '-r')) return [{ kind: 'service.control', unit, op: 'disable' }];
    return [
      { kind: 'service.control', unit, op: 'enable' },
      { kind: 'persist.install', mechanism: 'systemd', op: 'add' },
    ];
  },
  examples: {
    yields: {
      'update-rc.d nginx defaults': 'service.control{unit=nginx,op=enable} + persist.install{op=add}',
      'update-rc.d nginx remove': 'service.control{unit=nginx,op=disable}',
      'rc-update add nginx default': 'service.control{unit=nginx,op=enable} + persist.install',
      'chkconfig --del nginx': 'service.control{unit=nginx,op=disable}',
    },
    inert: ['chkconfig --list', 'rc-update show', 'update-rc.d -n nginx defaults'],
  },
};

export const supervisors: ProgramSpec = {
  names: 'pm2 supervisorctl forever sv s6-svc monit circusctl runit',
  options: '--name,-n=N -i=N -f,--force -a -l=F -o=F -e=F -c=F -u=U -p=P --watch --env=E --cron=C --update-env',
  does(call) {
    const verb = call.operand(0);
    if (verb === 'start' && call.name === 'pm2')
      return { effects: controls(call, verb, call.operands.slice(1)), runs: pm2File(call) };
    if (verb === 'startup') return [{ kind: 'persist.install', mechanism: 'systemd', op: 'add' }];
    if (verb === 'flush') return [{ kind: 'fs.delete', zone: 'home', recursive: false, root: 'none' }];
    if (verb === 'shutdown') return [{ kind: 'service.control', unit: 'supervisord', op: 'stop' }];
    return controls(call, verb, call.operands.slice(1));
  },
  examples: {
    yields: {
      'pm2 delete all': 'service.control{unit=all,op=disable}',
      'supervisorctl stop web': 'service.control{op=stop}',
    },
    inert: ['pm2 ls', 'pm2 save', 'supervisorctl status'],
  },
};

function pm2File(call: Call): readonly Run[] {
  const file = call.operands[1];
  return file && /\.[cm]?[jt]s$/.test(String(file.value))
    ? [{ type: 'file', path: file.value, language: 'javascript', label: 'pm2 start' }]
    : [];
}

export const launchctl: ProgramSpec = {
  names: 'launchctl',
  options: '-w -F -k -p -D=D -S=S',
  does(call) {
    const verb = call.operand(0);
    const added = verb === 'load' || verb === 'bootstrap' || verb === 'enable' || verb === 'submit';
    const removed = verb === 'unload' || verb === 'bootout' || verb === 'remove' || verb === 'disable';
    if (verb === 'reboot') return [{ kind: 'system.power', op: 'reboot' }];
    return [
      ...controls(call, verb, call.operands.slice(-1)),
      ...when(added || removed, { kind: 'persist.install', mechanism: 'launchd', op: added ? 'add' : 'remove' }),
    ];
  },
  examples: {
    yields: { 'launchctl load -w x.plist': 'service.control{op=start} + persist.install{mechanism=launchd,op=add}' },
    inert: ['launchctl list'],
  },
};

export const windowsServices: ProgramSpec = {
  names: 'sc net',
  commandWords: 1,
  does(call) {
    if (call.operands.length === 0) return [];
    const [verb, target] = [String(call.operand(0)).toLowerCase(), call.operand(1) ?? null];
    if (call.name === 'net' && (verb === 'user' || verb === 'localgroup')) return netAccount(call, verb);
    if (call.name === 'net' && /^(use|share|session)$/.test(verb))
      return call.operands.length > 1 ? [{ kind: 'system.configure', area: 'mount' }] : [];
    const op = own(operations, verb);
    // `net start` alone lists what runs.
    if (verb === 'start' && call.operands.length === 1) return [];
    if (op) return [{ kind: 'service.control', unit: target, op }];
    return reading.test(verb) ? [] : [opaque(call.invocation)];
  },
  examples: {
    yields: {
      'sc stop Spooler': 'service.control{unit=Spooler,op=stop}',
      'net user bob pw /add': 'system.configure{area=account}',
    },
    inert: ['sc query', 'net view', 'net start'],
  },
};

function netAccount(call: Call, verb: string): Answer {
  const changes =
    call.operands.some((word) => /^\/(add|delete|active)/i.test(String(word.value))) || call.operands.length > 2;
  const grants = verb === 'localgroup' && call.operands.some((word) => /^administrators$/i.test(String(word.value)));
  return [
    ...when(changes, { kind: 'system.configure', area: 'account' }),
    ...when(changes && grants, { kind: 'access.change', op: 'grant', provider: 'windows' }),
  ];
}
