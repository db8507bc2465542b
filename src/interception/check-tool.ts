/** The tool `guardrails_check`: agents may ask before they try. */
import * as vscode from 'vscode';
import { type CheckResult, checkMethod } from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';

interface CheckInput {
  readonly command?: string;
  readonly sql?: string;
  readonly cwd?: string;
}

export function registerCheckTool(worker: PolicyWorker): vscode.Disposable {
  return vscode.lm.registerTool<CheckInput>('guardrails_check', {
    async invoke({ input }) {
      const { command, sql, cwd } = input;
      if (typeof command !== 'string' && typeof sql !== 'string') throw new Error('Give either "command" or "sql".');
      const result = await worker.request(checkMethod, {
        ...(typeof command === 'string' ? { command } : { sql: String(sql) }),
        ...(typeof cwd === 'string' && { cwd }),
        actor: 'ai',
      });
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer(result))]);
    },
  });
}

function answer({ verdict, rules, reason, instead, effectWords }: CheckResult): string {
  return JSON.stringify({ verdict, rules, reason, instead, effects: effectWords });
}
