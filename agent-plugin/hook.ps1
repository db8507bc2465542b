# Starts the guard's hook for one event of an agent: hook.ps1 REGISTRATION EVENT, the host's JSON on standard input.
# Agents take a hook that crashes or says nothing for consent, so whatever happens before a tool call, an answer is printed.
param([string]$Registration = 'plugin', [string]$EventName = 'PreToolUse')
$ErrorActionPreference = 'Stop'

function Deny([string]$Why) {
  if ($EventName -ne 'PreToolUse') { exit 0 }
  $reason = "Access Guardrails refused this because its checker could not answer: $Why"
  if (@('claude', 'codex', 'gemini', 'cursor') -contains $Registration) {
    [Console]::Error.WriteLine($reason)
    exit 2
  }
  $decision = "`"permissionDecision`":`"deny`",`"permissionDecisionReason`":`"$reason`""
  [Console]::Out.WriteLine("{$decision,`"hookSpecificOutput`":{`"hookEventName`":`"PreToolUse`",$decision}}")
  exit 0
}

# The hook says with 10 that it has answered, with 12 that it has refused by exit code 2. A program that merely ends
# well has not. Standard streams are inherited.
function Run([string]$Program) {
  $start = New-Object System.Diagnostics.ProcessStartInfo
  $start.FileName = $Program
  $start.Arguments = "`"$hook`" $Registration $EventName launched"
  $start.UseShellExecute = $false
  try { $process = [System.Diagnostics.Process]::Start($start) } catch { return }
  if (-not $process.WaitForExit(5000)) {
    $process.Kill()
    Deny 'it took longer than 5 seconds.'
  }
  switch ($process.ExitCode) {
    10 { exit 0 }
    12 { exit 2 }
    default { Deny 'it ended before it answered. Run guardrails doctor in a terminal.' }
  }
}

try {
  $runtime = Join-Path $env:USERPROFILE '.guardrails\runtime'
  $current = Join-Path $runtime 'current'
  if (-not (Test-Path -LiteralPath $current)) {
    Deny 'it is not installed. Open the workspace in VS Code with the extension enabled.'
  }
  $version, $program = Get-Content -LiteralPath $current -Encoding UTF8
  $hook = Join-Path (Join-Path $runtime $version) 'hook.js'
  if (-not (Test-Path -LiteralPath $hook)) { Deny 'it is damaged. Reload the VS Code window to repair it.' }
  # The hook opens no connection; reading extra certificates alone takes Node as long as the rest of its start.
  $env:NODE_OPTIONS = $null
  $env:NODE_EXTRA_CA_CERTS = $null
  $env:ELECTRON_RUN_AS_NODE = '1'
  if ($program -and (Test-Path -LiteralPath $program)) { Run $program }
  if (Get-Command node -ErrorAction SilentlyContinue) { Run 'node' }
} catch {
  Deny 'the launcher failed. Run guardrails doctor in a terminal.'
}
Deny 'neither the recorded VS Code nor Node.js could be started. Reload the VS Code window.'
