/** The scripted model as a VS Code extension: a model provider, and a client of the test that scripts it. */
import * as vscode from 'vscode';
import { controlVariable, type DiagnosticReport, type Instruction, type Report, type Turn } from './protocol';
import { ScriptedProvider } from './provider';

const retryMs = 500;

export function activate(context: vscode.ExtensionContext): void {
  const provider = new ScriptedProvider();
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('scripted', provider));
  const control = process.env[controlVariable];
  if (control) void followInstructions(control, provider);
}

async function followInstructions(control: string, provider: ScriptedProvider): Promise<void> {
  for (;;) {
    const instruction = await nextInstruction(control);
    if (instruction) void carryOut(instruction, provider).then((report) => send(control, report));
  }
}

async function nextInstruction(control: string): Promise<Instruction | undefined> {
  try {
    const response = await fetch(`${control}/next`);
    return response.status === 200 ? ((await response.json()) as Instruction) : undefined;
  } catch {
    // The test has gone, or isn't there yet: a person may still be looking at the window.
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    return undefined;
  }
}

async function send(control: string, report: Report): Promise<void> {
  await fetch(`${control}/report`, { method: 'POST', body: JSON.stringify(report) });
}

async function carryOut(instruction: Instruction, provider: ScriptedProvider): Promise<Report> {
  try {
    return { id: instruction.id, value: await outcome(instruction, provider) };
  } catch (error) {
    return { id: instruction.id, error: error instanceof Error ? error.message : String(error) };
  }
}

function outcome(instruction: Instruction, provider: ScriptedProvider): unknown {
  switch (instruction.do) {
    case 'turn':
      return playTurn(instruction.turn, provider);
    case 'account':
      return provider.account;
    case 'command':
      return runCommand(instruction.command, instruction.args);
    case 'open':
      return openFile(instruction.path, instruction.line);
    case 'diagnostics':
      return diagnostics();
  }
}

async function playTurn(turn: Turn, provider: ScriptedProvider): Promise<unknown> {
  if (!turn.sameChat) await vscode.commands.executeCommand('workbench.action.chat.newChat');
  provider.play(turn);
  await vscode.commands.executeCommand('workbench.action.chat.open', {
    query: turn.prompt,
    mode: 'agent',
    modelSelector: { vendor: 'scripted', id: 'script-1' },
    blockOnResponse: true,
  });
  return provider.account;
}

/** Only whether it went through: what commands return can't always be sent. */
async function runCommand(command: string, args: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...args);
}

async function openFile(path: string, line = 1): Promise<void> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
  editor.revealRange(new vscode.Range(line - 1, 0, line - 1, 0), vscode.TextEditorRevealType.InCenter);
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function diagnostics(): DiagnosticReport[] {
  return vscode.languages.getDiagnostics().flatMap(([uri, found]) =>
    found.map((diagnostic) => ({
      path: uri.path,
      scheme: uri.scheme,
      line: diagnostic.range.start.line + 1,
      severity: severities[diagnostic.severity],
      source: diagnostic.source ?? '',
      code: codeOf(diagnostic),
      message: diagnostic.message,
    })),
  );
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
