/** Files that commands bring from elsewhere without naming them: cloned, downloaded, unpacked from a download. */
import type { Invocation, Word } from '../programs/spec';
import type { Shell } from './shell';

const UNPACKERS = /^(g|bsd)?tar$|^(unzip|7zz?|7za|7zr|gunzip|unxz|cpio|dpkg-deb|unrar|ditto)$/;

/** With their first words. */
const DOWNLOADERS =
  /^(pip3? download|npm pack|gh release download|gh run download|gh repo clone|hg clone|svn (co|checkout|export)|wget -\w*r)( |$)/;

/** Where a program puts what it brings, from its options; else the directory it runs in. */
const INTO = /^(-C|-d|--directory|--dir|--dest|-D)$/;

export function rememberBrought(invocation: Invocation, shell: Shell): void {
  if (shell.frame.elsewhere || !bringsUnnamed(invocation, shell)) return;
  const { path } = shell.surroundings.fileTarget(folderOf(invocation.args)?.value ?? '.', shell.scope.cwd);
  if (typeof path === 'string') shell.session.bring(path);
}

function bringsUnnamed(invocation: Invocation, shell: Shell): boolean {
  if (UNPACKERS.test(invocation.name)) return unpacksForeign(invocation, shell);
  const line = [invocation.name, ...invocation.args.map(({ value }) => String(value))].join(' ');
  return DOWNLOADERS.test(line);
}

/** The archive was downloaded before, or comes through the pipe. */
function unpacksForeign({ args, stdin }: Invocation, shell: Shell): boolean {
  if (stdin?.sources.includes('network')) return true;
  return args.some(({ value }) => {
    const { path } = shell.surroundings.fileTarget(value, shell.scope.cwd);
    if (typeof path !== 'string') return false;
    return shell.session.contentOf(path)?.sources.includes('network') === true || shell.session.isBrought(path);
  });
}

function folderOf(args: readonly Word[]): Word | undefined {
  const at = args.findIndex(({ value }) => typeof value === 'string' && INTO.test(value));
  return at < 0 ? undefined : args[at + 1];
}
