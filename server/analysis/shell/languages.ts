/** In which language a script is written. */

const SHELLS = new Set([
  'sh',
  'bash',
  'zsh',
  'dash',
  'ash',
  'ksh',
  'mksh',
  'posix',
  'fish',
  'powershell',
  'pwsh',
  'cmd',
]);

export function isShellLanguage(language: string): boolean {
  return SHELLS.has(language);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  sh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  ps1: 'powershell',
  bat: 'cmd',
  cmd: 'cmd',
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  rb: 'ruby',
  pl: 'perl',
  php: 'php',
};

/** `program` stands for a file started by its path, which says itself how it is run. */
export function languageOfScript(language: string, path: string, text: string): string {
  if (language !== 'program') return language;
  const shebang = /^#!\s*(\S+)(?:[ \t]+(.*))?/.exec(text);
  if (shebang) return interpreterOf(shebang[1]!, shebang[2] ?? '');
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return EXTENSIONS[extension] ?? 'sh';
}

function interpreterOf(program: string, args: string): string {
  const words = [program, ...args.split(/\s+/)].map((word) => word.slice(word.lastIndexOf('/') + 1));
  const name =
    words.find((word) => word !== 'env' && word !== '' && !word.startsWith('-') && !word.includes('=')) ?? '';
  const base = name.replace(/[\d.]+$/, '');
  return ALIASES[base] ?? base;
}

const ALIASES: Readonly<Record<string, string>> = {
  node: 'javascript',
  nodejs: 'javascript',
  deno: 'javascript',
  bun: 'javascript',
  tsx: 'javascript',
  'ts-node': 'javascript',
  pwsh: 'powershell',
};
