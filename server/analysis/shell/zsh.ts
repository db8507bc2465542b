/** Syntax that zsh has and bash reads differently. */

const ZSH_ONLY =
  /(^|[\s;&|(])=[\w(]|\$\{\(|\$\{\$\(|(^|[;&|\n][^\S\n]*)(repeat|foreach|noglob|nocorrect)\s|\balways\s*\{|&[!|]|[*?\])]\([#.@/=*%\w^:]+\)/;

export function zshOnly(text: string): boolean {
  return ZSH_ONLY.test(text);
}
