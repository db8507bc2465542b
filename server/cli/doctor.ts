/** `guardrails doctor`: is this workspace guarded, and if not, what is in the way? */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { openAuditLog } from '../audit/log';
import { verifyAudit } from '../audit/verify';
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { findWorker, socketPath } from '../hook/worker-address';
import { policyInForce } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import { policyPath } from '../policy/world';
import { checkRuntime } from '../runtime/check';
import { readCurrent } from '../runtime/current';
import { runtimeFolder } from '../runtime/settings';
import { sessionProblems } from '../session/check';
import { hooksDisabledBy } from '../worker/hook-switches';
import { isListening } from '../worker/hooks/is-listening';
import { exitCodes } from './exit-codes';
import { fireHook, launcherIn } from './fire-hook';
import { switchedOff } from './hook-settings';
import { paint, print, visible } from './terminal';

export interface Diagnosis {
  readonly subject: 'runtime' | 'hook' | 'worker' | 'policy' | 'audit log' | 'sessions' | 'settings';
  readonly state: 'ok' | 'warning' | 'problem';
  readonly message: string;
}

/** Exit code 1 when anything keeps the guard from working. */
export async function doctor(folder: string, options: { readonly json?: boolean }): Promise<number> {
  const workspace = workspaceOf(folder);
  const home = homedir();
  const diagnoses = [
    ...runtimeDiagnoses(home),
    ...hookDiagnoses(workspace, home),
    await workerDiagnosis(workspace, home),
    ...(await policyDiagnoses(workspace)),
    ...auditDiagnoses(workspace),
    ...sessionDiagnoses(workspace),
    ...settingDiagnoses(workspace, home),
  ];
  for (const diagnosis of diagnoses) print(options.json ? JSON.stringify(diagnosis) : lineOf(diagnosis));
  return diagnoses.some(({ state }) => state === 'problem') ? exitCodes.deny : exitCodes.fine;
}

function runtimeDiagnoses(home: string): Diagnosis[] {
  const { state, version, path, problems } = checkRuntime(home);
  if (state === 'ok' && problems.length === 0) {
    return [{ subject: 'runtime', state: 'ok', message: `version ${version} in ${path} is as it was built` }];
  }
  const cure = state === 'ok' ? '' : ' Open VS Code with the extension enabled: it installs and repairs the runtime.';
  return problems.map((problem) => ({
    subject: 'runtime',
    state: state === 'ok' ? 'warning' : 'problem',
    message: `${problem}${cure}`,
  }));
}

/** The hook as an agent starts it: a harmless call must pass, a destructive one must be refused, both on record. */
function hookDiagnoses(workspace: string, home: string): Diagnosis[] {
  const launcher = launcherIn(home);
  if (launcher === undefined) {
    return [{ subject: 'hook', state: 'problem', message: 'its launcher is not there: install the extension again' }];
  }
  return fireHook(launcher, workspace, home).map((shot) => ({
    subject: 'hook',
    state: shot.heard ? 'ok' : 'problem',
    message: shot.message,
  }));
}

/** A hook that nobody answers decides by itself: nothing is wrong then, it only takes longer. */
async function workerDiagnosis(workspace: string, home: string): Promise<Diagnosis> {
  const worker = findWorker(home, workspace);
  const subject = 'worker';
  if (worker === undefined || !(await isListening(socketPath(home, worker.socket)))) {
    return { subject, state: 'ok', message: 'no window answers hooks of this workspace: they decide by themselves' };
  }
  const isCurrent = worker.build === readCurrent(runtimeFolder(home))?.folder;
  return isCurrent
    ? { subject, state: 'ok', message: 'a window of the editor answers hooks of this workspace' }
    : { subject, state: 'warning', message: 'the window with this workspace is of another version: reload it' };
}

async function policyDiagnoses(workspace: string): Promise<Diagnosis[]> {
  try {
    const policy = await policyInForce(workspace, nodePolicyWorld(nodeFiles));
    const monitor = policy.mode === 'monitor' ? ' It only monitors: nothing is stopped.' : '';
    const message = `${policy.source} is in force, with ${policy.rules.length} rules of ${policy.packs.join(', ')}.${monitor}`;
    const inForce: Diagnosis = { subject: 'policy', state: monitor ? 'warning' : 'ok', message };
    const hint: Diagnosis[] = existsSync(join(workspace, policyPath))
      ? []
      : [{ subject: 'policy', state: 'ok', message: `this workspace has none of its own; guardrails init writes one` }];
    return policy.problem
      ? [inForce, { subject: 'policy', state: 'problem', message: policy.problem }]
      : [inForce, ...hint];
  } catch (error) {
    return [{ subject: 'policy', state: 'problem', message: `it cannot be read: ${(error as Error).message}` }];
  }
}

function auditDiagnoses(workspace: string): Diagnosis[] {
  const log = openAuditLog(workspace);
  const { ok, records, problems, notes } = verifyAudit(log);
  const kept: Diagnosis = {
    subject: 'audit log',
    state: 'ok',
    message: `${records} records in ${log.layout.folder} are whole and in order`,
  };
  const found: Diagnosis[] = problems.map(({ message }) => ({ subject: 'audit log', state: 'problem', message }));
  const anchored: Diagnosis[] =
    records > 0 && !existsSync(log.layout.anchors)
      ? [
          {
            subject: 'audit log',
            state: 'warning',
            message: `${log.layout.anchors} cannot be written: a cut end would not be noticed`,
          },
        ]
      : [];
  const seen: Diagnosis[] = notes.map((message) => ({ subject: 'audit log', state: 'ok', message }));
  return [...(ok ? [kept] : found), ...anchored, ...seen];
}

function sessionDiagnoses(workspace: string): Diagnosis[] {
  const { sessions } = openAuditLog(workspace).layout;
  try {
    return sessionProblems(sessions).map((problem) => ({
      subject: 'sessions',
      state: 'warning',
      message: `${problem}: its limits count as reached until it is written anew and their time is over`,
    }));
  } catch (error) {
    const message = `${sessions} cannot be read: limits and sequences count as reached (${(error as Error).message})`;
    return [{ subject: 'sessions', state: 'problem', message }];
  }
}

function settingDiagnoses(workspace: string, home: string): Diagnosis[] {
  const disabled = [...hooksDisabledBy([workspace], home, nodeFiles), ...switchedOff(workspace, home, nodeFiles)];
  if (disabled.length > 0) return disabled.map((message) => ({ subject: 'settings', state: 'problem', message }));
  return [{ subject: 'settings', state: 'ok', message: 'no settings of VS Code or of an agent switch hooks off' }];
}

function lineOf({ subject, state, message }: Diagnosis): string {
  const marks = {
    ok: paint('green', 'ok      '),
    warning: paint('yellow', 'warning '),
    problem: paint('red', 'problem '),
  };
  return `${marks[state]} ${paint('bold', subject)}: ${visible(message)}`;
}
