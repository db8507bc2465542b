/** Tools that print what sets a shell up for them: variables, functions and completions of their own. */
import type { Invocation } from '../programs/spec';

const SHELL = '(ba|z|fi|da|k)?sh|posix|powershell|pwsh|-s|-c';

/** The command line with options left out that change nothing of it. */
const SETUPS: readonly RegExp[] = [
  /^ssh-agent( -[sc])?$/,
  /^(brew|linuxbrew) shellenv\b/,
  /^(pyenv|rbenv|nodenv|goenv|jenv|plenv|phpenv|swiftenv|pyenv-virtualenv)( virtualenv)?-?\s?init\b/,
  /^pyenv virtualenv-init\b/,
  /^(fnm|volta|opam|rustup) env\b|^opam config env\b/,
  /^(conda|mamba) shell\.\w+ hook$|^(mamba|micromamba|conda) shell hook\b/,
  /^(mise|rtx) (activate|env|hook-env)\b/,
  /^direnv (hook|export) /,
  /^(starship|zoxide|atuin|oh-my-posh|thefuck|mcfly|fzf|keychain|navi) (init|--alias|--eval|--bash|--zsh|widget)\b/,
  /^(dircolors|gdircolors)\b/,
  /^docker-machine env\b|^minikube (-p \S+ )?(docker-env|podman-env)\b/,
  /^register-python-argcomplete\b|^luarocks path\b|^npm completion$|^pip completion\b/,
  new RegExp(`^[\\w-]+ (completion|completions|generate-shell-completion) (-s |--shell[= ])?(${SHELL})$`),
];

export function printsShellSetup({ name, args }: Invocation): boolean {
  const words = args.map(({ value }) => value);
  if (!words.every((word) => typeof word === 'string')) return false;
  const line = [name, ...words].join(' ');
  return SETUPS.some((pattern) => pattern.test(line));
}
