/** Settings files of package managers, and what in them decides which code runs. */

const FILES = /\/(\.npmrc|\.yarnrc(\.yml)?|bunfig\.toml|pip\.(conf|ini)|uv\.toml|\.cargo\/config(\.toml)?)$/;

/** Settings that name a program, or from where packages come. */
const DECISIVE =
  /(^|[\s'":@]|\\n)(registry|npmRegistryServer|script-shell|shell|node-options|git|yarnPath|yarn-path|plugins|(extra-)?index-url|find-links|rustc(-wrapper)?|linker|runner|replace-with|ignore-scripts|strict-ssl|enableStrictSsl)['"]?\s*[=:]/;

export function isPackageSettings(path: string): boolean {
  return FILES.test(path);
}

/** `text` is the content, or a command that names the settings it writes. */
export function decidesWhatRuns(text: string): boolean {
  return DECISIVE.test(text);
}
