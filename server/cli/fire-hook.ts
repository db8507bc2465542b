/** Starts the installed hook as an agent host does, with calls that nobody will run, and looks whether it was heard. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openAuditLog } from '../audit/log';
import { readDecisions } from '../audit/read';
import { readCurrent } from '../runtime/current';
import { runtimeFolder } from '../runtime/settings';

export interface Shot {
  readonly heard: boolean;
  readonly message: string;
}

interface Sample {
  readonly name: string;
  readonly command: string;
  readonly refused: boolean;
}

const samples: readonly Sample[] = [
  { name: 'a harmless call', command: 'git status', refused: false },
  { name: 'a destructive call', command: 'rm -rf /', refused: true },
];
const onWindows = process.platform === 'win32';
const launcherName = onWindows ? 'hook.ps1' : 'hook.sh';
const starter = onWindows ? ['powershell', '-NoProfile', '-ExecutionPolicy', 'Bypass', '-File'] : ['sh'];
const timeLimitMs = 10_000;
const recentDecisions = 50;

/** The launcher of the runtime in use, else the one that is shipped beside this program. */
export function launcherIn(home: string): string | undefined {
  const current = readCurrent(runtimeFolder(home));
  const places = [
    ...(current ? [join(runtimeFolder(home), current.folder, launcherName)] : []),
    join(__dirname, '..', 'agent-plugin', launcherName),
  ];
  return places.find((path) => existsSync(path));
}

export function fireHook(launcher: string, workspace: string, home: string): Shot[] {
  return samples.map((sample) => fire(sample, launcher, workspace, home));
}

function fire({ name, command, refused }: Sample, launcher: string, workspace: string, home: string): Shot {
  const call = `doctor-${randomUUID()}`;
  const started = performance.now();
  const [program = '', ...args] = [...starter, launcher, 'plugin', 'PreToolUse'];
  const { stdout, stderr, error, status } = spawnSync(program, args, {
    cwd: workspace,
    env: { ...process.env, HOME: home },
    input: JSON.stringify(payload(call, workspace, command)),
    encoding: 'utf8',
    timeout: timeLimitMs,
  });
  const took = `${Math.round(performance.now() - started)} ms`;
  if (error && !isUnread(error))
    return { heard: false, message: `${name}: ${launcher} could not be run: ${error.message}` };
  const denied = stdout.includes('"permissionDecision":"deny"');
  if (denied !== refused) return { heard: false, message: wrongAnswer(name, denied, stdout || stderr, status) };
  if (!isRecorded(workspace, call)) {
    return {
      heard: false,
      message: `${name} is not in the audit log of ${workspace}: the hook ${saying(stdout || stderr)}`,
    };
  }
  return { heard: true, message: `${name} was ${refused ? 'refused' : 'let through'} and recorded in ${took}` };
}

/** A call of VS Code's own agent. */
function payload(call: string, workspace: string, command: string): object {
  return {
    timestamp: new Date().toISOString(),
    hook_event_name: 'PreToolUse',
    session_id: call,
    cwd: workspace,
    tool_name: 'run_in_terminal',
    tool_input: { command, explanation: 'guardrails doctor' },
    tool_use_id: call,
  };
}

/** A launcher that has its answer at once does not read what it is asked. */
function isUnread(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE';
}

function wrongAnswer(name: string, denied: boolean, output: string, status: number | null): string {
  return `${name} ${denied ? 'was refused' : 'was not refused'}: the hook ended with ${status} and ${saying(output)}`;
}

function saying(output: string): string {
  const said = output.trim().slice(0, 500);
  return said === '' ? 'said nothing' : `said ${said}`;
}

function isRecorded(workspace: string, call: string): boolean {
  try {
    const decisions = readDecisions(openAuditLog(workspace), recentDecisions);
    return decisions.some((decision) => decision.session === call);
  } catch {
    return false;
  }
}
