import type { Reply } from '../dialect';

/** Says nothing: the host goes on as if there were no hook. */
export const silence: Reply = { stdout: '', stderr: '', exitCode: 0 };

export function say(value: unknown): Reply {
  return { stdout: JSON.stringify(value), stderr: '', exitCode: 0 };
}

/** Exit code 2 means "blocked, see stderr" to the hosts that took over Claude's convention. */
export function blockingError(message: string): Reply {
  return { stdout: '', stderr: `${message}\n`, exitCode: 2 };
}

type Permission = 'allow' | 'deny' | 'ask';

function decisionFields(permissionDecision: Permission, reason: string | undefined) {
  return { permissionDecision, ...(reason !== undefined && { permissionDecisionReason: reason }) };
}

/** `hookSpecificOutput` alone: Claude's form, which VS Code took over. */
export function nested(permission: Permission, reason?: string): Reply {
  return say({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...decisionFields(permission, reason) } });
}

/** At the top and nested: hosts that read either understand it. */
export function bothLevels(permission: Permission, reason: string): Reply {
  const fields = decisionFields(permission, reason);
  return say({ ...fields, hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields } });
}

/** At the top alone: Copilot CLI's own form. */
export function topLevel(permission: Permission, reason: string): Reply {
  return say(decisionFields(permission, reason));
}

/** A notice for the user and a note for the model, with no say in whether the tool runs. */
export function notice(message: string): Reply {
  return say({
    systemMessage: message,
    hookSpecificOutput: { hookEventName: 'PreToolUse', additionalContext: message },
  });
}
