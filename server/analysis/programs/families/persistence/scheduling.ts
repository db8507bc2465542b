/** What runs later or by itself: cron, at, timers, scheduled tasks. */
import type { EffectDraft } from '../../../../effects/effect';
import { isPattern } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { when } from '../../stating';

const add: EffectDraft = { kind: 'persist.install', mechanism: 'cron', op: 'add' };

export const crontab: ProgramSpec = {
  names: 'crontab',
  options: '-u=USER -l -r -e -i -T',
  inertWith: ['-l', '-T'],
  does(call) {
    if (call.has('-r') === true) return [{ kind: 'persist.install', mechanism: 'cron', op: 'remove' }];
    if (call.has('-e') === true) return [add, { kind: 'code.opaque', reason: 'interactive', program: 'crontab' }];
    return { effects: [add], runs: cronRuns(tableOf(call)) };
  },
  examples: {
    yields: {
      'crontab -r': 'persist.install{mechanism=cron,op=remove}',
      'crontab jobs.txt': 'persist.install{op=add}',
      "echo '@daily rm -rf build' | crontab -": 'persist.install + fs.delete{recursive=true,via=scheduled}',
      "(crontab -l; echo '0 3 * * * rm -rf build') | crontab -": 'persist.install + fs.delete{via=scheduled}',
      "echo '@daily rm -rf build' > jobs; crontab jobs":
        'fs.write + persist.install + fs.delete{recursive=true,via=scheduled}',
    },
    inert: ['crontab -l'],
  },
};

const cronLine = /^\s*(?:@\w+|(?:[\d*/,\-A-Za-z]+\s+){4}[\d*/,\-A-Za-z]+)\s+(\S.*)$/;

/** What is installed: a file, or standard input, as far as it is known. */
function tableOf(call: Call): string {
  const { stdin, surroundings, cwd } = call.invocation;
  const [file] = call.operands;
  const source = file && file.value !== '-' ? file : stdin?.file;
  const text = source ? surroundings.settings(source.value, cwd) : stdin?.text;
  return isPattern(text) ? `${text.prefix}\n${text.suffix}` : (text ?? '');
}

function cronRuns(text: string): readonly Run[] {
  return text.split('\n').flatMap((line): Run[] => {
    const command = line.startsWith('#') ? undefined : cronLine.exec(line)?.[1];
    return command ? [{ type: 'shell', text: command, label: 'crontab', via: 'scheduled' }] : [];
  });
}

export const at: ProgramSpec = {
  names: 'at batch atq atrm',
  options: '-f=FILE -q=Q -t=TIME -m -M -l -d=JOB -r=JOB -c=JOB -v -b',
  inertWith: ['-l', '-c'],
  does(call) {
    if (call.name === 'atq') return [];
    if (call.name === 'atrm' || (call.maybe('-d', '-r') && !call.open))
      return [{ kind: 'persist.install', mechanism: 'at', op: 'remove' }];
    const installs: EffectDraft = { kind: 'persist.install', mechanism: 'at', op: 'add' };
    const file = call.words('-f').at(-1);
    if (file)
      return {
        effects: [installs],
        runs: [{ type: 'file', path: file.value, language: 'sh', label: 'at', via: 'scheduled' }],
      };
    const { stdin } = call.invocation;
    return {
      effects: [installs],
      runs: stdin ? [{ type: 'stdin', language: 'sh', stream: stdin, label: 'at', via: 'scheduled' }] : [],
    };
  },
  examples: {
    yields: { "echo 'rm -rf build' | at now + 1 minute": 'persist.install{mechanism=at} + fs.delete{via=scheduled}' },
    inert: ['at -l', 'atq'],
  },
};

export const systemdRun: ProgramSpec = {
  names: 'systemd-run',
  options:
    '--on-calendar=T --on-active=T --on-boot=T --on-startup=T --on-unit-active=T -u,--unit=U -p,--property=P --description=D --uid=U --gid=G -E,--setenv=V -H=H -M=M --user --scope -t,--pty -P,--pipe -q --wait -r --same-dir -d --working-directory=D --slice=S -S,--shell -G --collect',
  stopAtOperand: true,
  does(call) {
    const scheduled =
      call.maybe('--on-calendar', '--on-active', '--on-boot', '--on-startup', '--on-unit-active') && !call.open;
    const run: Run[] =
      call.operands.length > 0
        ? [{ type: 'argv', words: call.operands, label: 'systemd-run', ...(scheduled && { via: 'scheduled' }) }]
        : [];
    return { effects: when(scheduled, { kind: 'persist.install', mechanism: 'systemd', op: 'add' }), runs: run };
  },
  examples: {
    yields: {
      'systemd-run --on-calendar=daily rm -rf build': 'persist.install{mechanism=systemd} + fs.delete{via=scheduled}',
      'systemd-run --scope -p MemoryMax=1G rm -rf build': 'fs.delete{recursive=true,via=direct}',
    },
    inert: ['systemd-run --user --scope -p CPUQuota=50% git status'],
  },
};

export const schtasks: ProgramSpec = {
  names: 'schtasks',
  commandWords: 1,
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value).toLowerCase());
    const verb = words.find((word) => /^\/(create|delete|change|run|end|query)$/.test(word));
    if (verb === undefined || verb === '/query') return [];
    const unit = call.invocation.args[words.indexOf('/tn') + 1]?.value ?? null;
    if (verb === '/run' || verb === '/end')
      return [{ kind: 'service.control', unit, op: verb === '/run' ? 'start' : 'stop' }];
    const command = call.invocation.args[words.indexOf('/tr') + 1];
    const runs: Run[] =
      words.includes('/tr') && command
        ? [
            {
              type: 'shell',
              text: command.value,
              span: command.span,
              label: 'schtasks',
              via: 'scheduled',
              shell: 'cmd',
            },
          ]
        : [];
    return {
      effects: [{ kind: 'persist.install', mechanism: 'cron', op: verb === '/delete' ? 'remove' : 'add' }],
      runs,
    };
  },
  examples: {
    yields: {
      'schtasks /delete /tn x /f': 'persist.install{op=remove}',
      "schtasks /create /tn x /tr 'rd /s /q build' /sc daily": 'persist.install{op=add} + fs.delete{via=scheduled}',
      'schtasks /run /tn x': 'service.control{unit=x,op=start}',
    },
    inert: ['schtasks /query'],
  },
};
