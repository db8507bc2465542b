/** What is wrong with a policy file, at the exact place. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { PolicyProblem } from '../policy/problem';
import { diagnosticsSource } from './diagnostics';
import type { FixData } from './policy/quick-fixes';

export function policyDiagnostic(problem: PolicyProblem): Diagnostic {
  return {
    range: {
      start: { line: problem.line - 1, character: problem.column - 1 },
      end: { line: problem.endLine - 1, character: problem.endColumn - 1 },
    },
    severity: problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: diagnosticsSource,
    code: problem.code,
    message: problem.message,
    ...(problem.nearest !== undefined && { data: fixData(problem) }),
  };
}

function fixData({ nearest, expected }: PolicyProblem): FixData {
  return { ...(nearest !== undefined && { nearest }), ...(expected && { expected }) };
}
