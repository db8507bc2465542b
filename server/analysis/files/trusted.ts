/** Files of a workspace that something executes or obeys later: git hooks, CI, tasks, settings of agents. */

const TRUSTED_DIRECTORIES = [
  '.git',
  '.husky',
  '.githooks',
  '.github',
  '.circleci',
  '.gitlab',
  '.buildkite',
  '.devcontainer',
  '.vscode',
  '.idea',
  '.cursor',
  '.claude',
  '.codex',
  '.gemini',
  '.guardrails',
];

const TRUSTED_FILES = new Set([
  '.envrc',
  '.gitattributes',
  '.gitmodules',
  '.gitlab-ci.yml',
  '.travis.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  'Jenkinsfile',
  '.pre-commit-config.yaml',
  'lefthook.yml',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.mcp.json',
]);

/** `path` and `workspace` are absolute, and the one lies in the other. */
export function isTrusted(path: string, workspace: string): boolean {
  const inside = path.slice(workspace === '/' ? 1 : workspace.length + 1);
  if (TRUSTED_DIRECTORIES.includes(inside.split('/', 1)[0] ?? '')) return true;
  return TRUSTED_FILES.has(inside) || /(^|\/)\.git\/(hooks|config)/.test(inside);
}
