/** Copilot's real agent in a real VS Code with our VSIX installed, driven by the scripted model. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { controlVariable } from '../../agent/model/protocol';
import type { Browser } from '../editor/browser';
import { projectRoot } from '../editor/paths';
import { installExtension, type RunningEditor, type ServerOptions, startEditor } from '../editor/server';
import type { Editor } from '../editor/vscode';
import { copilotPayload, type EditorWindow, openWindow } from '../editor/window';
import { ScriptedModel } from './scripted-model';

const readyWithinMs = 180_000;
const warmUpTurnMs = 30_000;
const vsce = path.join(projectRoot, 'node_modules/@vscode/vsce/vsce');
const modelSource = path.join(projectRoot, 'test/agent/model');

export interface SessionOptions {
  readonly editor: Editor;
  readonly browser: Browser;
  /** The packaged extension under test. */
  readonly vsix: string;
  readonly workspace: string;
  /** Folder for profile, home and the packaged model. */
  readonly scratch: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface AgentSession {
  readonly running: RunningEditor;
  readonly window: EditorWindow;
  readonly model: ScriptedModel;
  readonly home: string;
  close(): Promise<void>;
}

/** Installs everything as a user would, opens the workspace, and returns when Copilot's agent answers. */
export async function openAgentSession(options: SessionOptions): Promise<AgentSession> {
  const model = await ScriptedModel.listen();
  const server = serverOptions(options, model);
  await installExtension(options.editor, server, await packageModel(options.scratch));
  await installExtension(options.editor, server, options.vsix);
  writeMachineSettings(server.profile);
  const running = await startEditor(options.editor, server);
  try {
    const window = await openWindow(running, options.browser, {
      workspace: options.workspace,
      payload: copilotPayload(running),
      ...(options.viewport ? { viewport: options.viewport } : {}),
    });
    await untilAgentAnswers(model);
    const close = () => closeAll(window, running, model);
    return { running, window, model, home: server.home, close };
  } catch (error) {
    model.close();
    await running.stop();
    throw error;
  }
}

function serverOptions(options: SessionOptions, model: ScriptedModel): ServerOptions {
  return {
    profile: path.join(options.scratch, 'profile'),
    home: path.join(options.scratch, 'home'),
    ...(options.port === undefined ? {} : { port: options.port }),
    env: { ...options.env, [controlVariable]: model.address },
  };
}

async function packageModel(scratch: string): Promise<string> {
  const folder = path.join(scratch, 'model');
  const vsix = path.join(scratch, 'scripted-model.vsix');
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(modelSource, 'package.json'), path.join(folder, 'package.json'));
  await build({
    entryPoints: [path.join(modelSource, 'extension.ts')],
    outfile: path.join(folder, 'extension.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  await promisify(execFile)(process.execPath, [vsce, 'package', ...flags], { cwd: folder });
  return vsix;
}

/** The machine's settings: a user's would live in the browser, and the workspace's belong to the project under test. */
const machineSettings = {
  // Copilot waits for a sign-in otherwise.
  'chat.allowAnonymousAccess': true,
  'chat.byokUtilityModelDefault': 'mainAgent',
  // Every tool call stays in sight, with its outcome.
  'chat.agent.thinking.collapsedTools': 'off',
  'chat.agent.thinking.terminalTools': false,
  'chat.tools.terminal.simpleCollapsible': false,
  'chat.agent.collapseCompletedResponses': false,
  'chat.viewSessions.enabled': false,
  'editor.minimap.enabled': false,
  'chat.tools.riskAssessment.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

function writeMachineSettings(profile: string): void {
  const folder = path.join(profile, 'data/Machine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(machineSettings));
}

/** Copilot's agent takes some seconds to come up; until then a turn fails or goes unanswered. */
async function untilAgentAnswers(model: ScriptedModel): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    const answered = model.turn({ prompt: 'Are you ready?' }).then(({ asked }) => asked);
    if (await Promise.race([answered.catch(() => false), sleep(warmUpTurnMs, false)])) return;
    await sleep(1000);
  }
  throw new Error(`Copilot's agent did not answer within ${readyWithinMs / 1000} s.`);
}

async function closeAll(window: EditorWindow, running: RunningEditor, model: ScriptedModel): Promise<void> {
  model.close();
  await window.close();
  await running.stop();
}
