/** Ids of the commands that package.json contributes; a test holds the two together. */
export const commands = {
  checkCommand: 'guardrails.checkCommand',
  showDecisions: 'guardrails.showDecisions',
  allowOnce: 'guardrails.allowOnce',
  grantForSession: 'guardrails.grantForSession',
  showLeases: 'guardrails.showLeases',
  useSaferForm: 'guardrails.useSaferForm',
  verifyAudit: 'guardrails.verifyAudit',
  createPolicy: 'guardrails.createPolicy',
  acceptPolicy: 'guardrails.acceptPolicy',
  showPolicyChange: 'guardrails.showPolicyChange',
  restartWorker: 'guardrails.restartWorker',
  showOutput: 'guardrails.showOutput',
  showActions: 'guardrails.showActions',
} as const;
