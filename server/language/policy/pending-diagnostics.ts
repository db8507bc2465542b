/** What a policy file says in vain until a person accepts it, each at its place. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Loosening } from '../../policy/tightening';
import { policyPath } from '../../policy/world';
import { diagnosticsSource } from '../diagnostics';

/** On which the offer to accept is made. */
export const pendingCode = 'pending';

/** Of one file; what is gone from the policy is said at the top of its root file. */
export function pendingDiagnostics(pending: readonly Loosening[], file: string): readonly Diagnostic[] {
  return pending
    .filter(({ location }) => (location?.source ?? policyPath) === file)
    .map(({ change, location }) => {
      const at = { line: (location?.line ?? 1) - 1, character: (location?.column ?? 1) - 1 };
      return {
        range: { start: at, end: { line: at.line, character: Number.MAX_SAFE_INTEGER } },
        severity: DiagnosticSeverity.Warning,
        source: diagnosticsSource,
        code: pendingCode,
        message: `Not in force until a person accepts it: ${change}. What was approved holds meanwhile.`,
      };
    });
}
