/**
 * Runs the suite named by GUARDRAILS_SUITE with its console written to GUARDRAILS_SUITE_LOG: the workbench's own
 * console mixes it with the workbench's messages.
 */
const { appendFileSync } = require('node:fs');
const { format } = require('node:util');

function print(...parts) {
  if (isMissingNativeLogger(parts[0])) return;
  appendFileSync(process.env.GUARDRAILS_SUITE_LOG, `${format(...parts)}\n`);
}

/** The editor from npm runs without its native logger, and says so at length each time it looks for it. */
function isMissingNativeLogger(part) {
  return part instanceof Error && part.message.startsWith('Could not locate the bindings file');
}

exports.run = async () => {
  // VS Code's console ignores assignments to its methods, so the whole of it is replaced.
  const audible = Object.fromEntries(['log', 'info', 'warn', 'error'].map((level) => [level, { value: print }]));
  globalThis.console = Object.create(console, audible);
  try {
    await require(process.env.GUARDRAILS_SUITE).run();
  } catch (error) {
    print(error);
    throw error;
  }
};
