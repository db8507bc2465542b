#!/bin/sh
# Starts the guard's hook for one event of an agent: hook.sh REGISTRATION EVENT, the host's JSON on standard input.
# Agents take a hook that crashes or says nothing for consent, so whatever happens before a tool call, an answer is printed.

registration=${1:-plugin}
event=${2:-PreToolUse}

# Only fixed text goes in: it is put into JSON as it is.
refuse() {
  [ "$event" = PreToolUse ] || exit 0
  reason="Access Guardrails refused this because its checker could not answer: $1"
  case $registration in
    claude | codex | gemini | cursor)
      printf '%s\n' "$reason" >&2
      exit 2
      ;;
  esac
  decision="\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"$reason\""
  printf '{%s,"hookSpecificOutput":{"hookEventName":"PreToolUse",%s}}\n' "$decision" "$decision"
  exit 0
}

# The outermost deadline, for what the hook cannot end by itself (a file system that hangs).
within_limit() {
  if command -v timeout >/dev/null 2>&1; then
    timeout -s KILL 5 "$@"
  elif command -v perl >/dev/null 2>&1; then
    perl -e 'alarm shift; exec @ARGV or exit 127' 5 "$@"
  else
    "$@"
  fi
}

# The hook says with 10 that it has answered, with 12 that it has refused by exit code 2. A program that merely ends
# well has not.
run() {
  within_limit "$1" "$hook" "$registration" "$event" launched
  case $? in
    10) exit 0 ;;
    12) exit 2 ;;
    126 | 127) return ;; # never started: standard input is untouched
    *) refuse 'it ended before it answered. Run guardrails doctor in a terminal.' ;;
  esac
}

runtime="$HOME/.guardrails/runtime"
{ IFS= read -r version && IFS= read -r program; } 2>/dev/null <"$runtime/current" ||
  refuse 'it is not installed. Open the workspace in VS Code with the extension enabled.'
hook="$runtime/$version/hook.js"
[ -f "$hook" ] || refuse 'it is damaged. Reload the VS Code window to repair it.'

# The hook opens no connection; reading extra certificates alone takes Node as long as the rest of its start.
unset NODE_OPTIONS NODE_EXTRA_CA_CERTS
export ELECTRON_RUN_AS_NODE=1
[ -x "$program" ] && run "$program"
command -v node >/dev/null 2>&1 && run node
refuse 'neither the recorded VS Code nor Node.js could be started. Reload the VS Code window.'
