/** A chat model that plays one turn at a time: says its line, calls its tool once, and closes when the result is in. */
import * as vscode from 'vscode';
import type { ToolCall, Turn, TurnAccount } from './protocol';

type Messages = readonly vscode.LanguageModelChatRequestMessage[];
type Progress = vscode.Progress<vscode.LanguageModelResponsePart>;

const model = {
  id: 'script-1',
  name: 'Scripted',
  family: 'scripted',
  version: '1',
  maxInputTokens: 100_000,
  maxOutputTokens: 10_000,
  // Not yet in the stable typings, and needed for the model to be offered in the chat.
  isUserSelectable: true,
  isDefault: true,
  capabilities: { toolCalling: true, imageInput: false },
};

interface Playing {
  readonly turn: Turn;
  asked: boolean;
  tools: string[];
  readonly results: string[];
}

export class ScriptedProvider implements vscode.LanguageModelChatProvider {
  private playing: Playing | undefined;
  private calls = 0;

  /** Makes `turn` the one to play. */
  play(turn: Turn): void {
    this.playing = { turn, asked: false, tools: [], results: [] };
  }

  get account(): TurnAccount {
    const { asked = false, tools = [], results = [] } = this.playing ?? {};
    return { asked, tools, results };
  }

  async provideLanguageModelChatInformation(): Promise<vscode.LanguageModelChatInformation[]> {
    return [model];
  }

  async provideLanguageModelChatResponse(
    _model: vscode.LanguageModelChatInformation,
    messages: Messages,
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: Progress,
  ): Promise<void> {
    const tools = (options.tools ?? []).map((tool) => tool.name);
    // Copilot also asks for titles and summaries; only the agent offers tools.
    if (this.playing && tools.length > 0) this.answer(this.playing, tools, toolResults(messages), progress);
    else if (tools.length > 0) this.attempt(messages, tools, progress);
    else say(progress, this.playing?.turn.prompt ?? 'Scripted model');
  }

  async provideTokenCount(_model: vscode.LanguageModelChatInformation, text: string | object): Promise<number> {
    return Math.ceil(JSON.stringify(text).length / 4);
  }

  private answer(playing: Playing, tools: string[], results: string[], progress: Progress): void {
    playing.asked = true;
    playing.tools = tools;
    playing.results.push(...results);
    if (results.length > 0) say(progress, closingWords(playing.turn, results));
    else this.begin(playing, progress);
  }

  /** Nobody scripts us: somebody sits at the editor, and what they type is tried as a command. */
  private attempt(messages: Messages, tools: string[], progress: Progress): void {
    const results = toolResults(messages);
    const command = typedText(messages);
    const input = { command, explanation: command, goal: command, isBackground: false, mode: 'sync', timeout: 15_000 };
    if (results.length > 0) say(progress, results.join('\n'));
    else if (command && tools.includes('run_in_terminal')) this.call({ tool: 'run_in_terminal', input }, progress);
    else say(progress, 'Type a command, and I try to run it.');
  }

  private begin({ turn, tools }: Playing, progress: Progress): void {
    say(progress, turn.say ?? 'On it.');
    if (turn.call && tools.includes(turn.call.tool)) this.call(turn.call, progress);
    else if (turn.call) say(progress, ` I have no tool named ${turn.call.tool}.`);
  }

  private call({ tool, input }: ToolCall, progress: Progress): void {
    this.calls += 1;
    progress.report(new vscode.LanguageModelToolCallPart(`call_${this.calls}`, tool, input));
  }
}

/** `{result}` in the closing words stands for what the tool answered. */
function closingWords({ closing = 'Done.' }: Turn, results: readonly string[]): string {
  return closing.replace('{result}', results.join('\n').trim());
}

function say(progress: Progress, text: string): void {
  progress.report(new vscode.LanguageModelTextPart(text));
}

/** Copilot wraps what was typed into a request with much around it. */
function typedText(messages: Messages): string | undefined {
  const parts = messages.flatMap(({ content }) =>
    content.filter((part) => part instanceof vscode.LanguageModelTextPart),
  );
  const requests = [
    ...parts
      .map(({ value }) => value)
      .join('\n')
      .matchAll(/<userRequest>([\s\S]*?)<\/userRequest>/g),
  ];
  return requests.at(-1)?.[1]?.trim();
}

/** Results in the last message: earlier ones belong to earlier turns of the same chat. */
function toolResults(messages: Messages): string[] {
  const last = messages.at(-1)?.content ?? [];
  return last
    .filter((part) => part instanceof vscode.LanguageModelToolResultPart)
    .map((part) => part.content.map((piece) => (piece as { value?: string }).value ?? '').join(''));
}
