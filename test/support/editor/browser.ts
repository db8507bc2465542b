/** A Chromium to show the editor in: the machine's own when there is one, else one from the npm registry. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, createReadStream, createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cached } from './cache';
import { npmInstall } from './npm';

const packagedVersion = '153.0.0';
const monospaceFont = 'dejavu-fonts-ttf@2.37.3';
const programs = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge'];

export interface Browser {
  readonly executable: string;
  /** Added to the browser's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** `CHROME_PATH` decides when set; then what is on PATH; then the packaged browser. */
export async function ensureBrowser(): Promise<Browser> {
  const executable = chosenBrowser() ?? programs.map(onPath).find((found) => found !== undefined);
  return executable ? { executable, env: {} } : packagedBrowser();
}

function chosenBrowser(): string | undefined {
  const chosen = process.env.CHROME_PATH;
  if (chosen && !isExecutable(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which can't be executed.`);
  return chosen || undefined;
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function packagedBrowser(): Promise<Browser> {
  if (process.arch !== 'x64') throw new Error(`No browser found on this machine. ${aptAdvice('chromium')}`);
  const folder = await cached(`chromium-${packagedVersion}`, unpackBrowser);
  const executable = path.join(folder, 'chromium');
  const env = { ...libraryEnvironment(executable, folder), ...fontEnvironment(folder) };
  return { executable, env };
}

async function unpackBrowser(folder: string): Promise<void> {
  await npmInstall(folder, [`@sparticuz/chromium@${packagedVersion}`, monospaceFont]);
  const packed = path.join(folder, 'node_modules/@sparticuz/chromium/bin');
  await decompress(path.join(packed, 'chromium.br'), path.join(folder, 'chromium'));
  await chmod(path.join(folder, 'chromium'), 0o755);
  await unpackArchive(path.join(packed, 'al2023.tar.br'), path.join(folder, 'libraries'));
  await unpackArchive(path.join(packed, 'fonts.tar.br'), path.join(folder, 'fonts'));
  writeFileSync(path.join(folder, 'fonts.conf'), fontConfiguration(folder));
}

async function unpackArchive(archive: string, into: string): Promise<void> {
  const tar = `${into}.tar`;
  await decompress(archive, tar);
  await mkdir(into, { recursive: true });
  execFileSync('tar', ['-xf', tar, '-C', into, '--no-same-owner']);
  await rm(tar);
}

function decompress(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** The package brings the few shared libraries a bare machine lacks; the machine's own are preferred. */
function libraryEnvironment(executable: string, folder: string): Record<string, string> {
  if (missingLibraries(executable, {}).length === 0) return {};
  const env = { LD_LIBRARY_PATH: path.join(folder, 'libraries/lib') };
  const missing = missingLibraries(executable, env);
  if (missing.length === 0) return env;
  throw new Error(`The packaged browser lacks ${missing.join(', ')} on this machine. ${aptAdvice('chromium')}`);
}

function missingLibraries(executable: string, env: Record<string, string>): string[] {
  const listing = spawnSync('ldd', [executable], { encoding: 'utf8', env: { ...process.env, ...env } }).stdout ?? '';
  return listing.split('\n').flatMap((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? []);
}

/** Without any font configuration of the machine's, the packaged fonts are the only ones. */
function fontEnvironment(folder: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <dir>${path.join(folder, 'node_modules/dejavu-fonts-ttf/ttf')}</dir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function aptAdvice(packages: string): string {
  return `As root: apt-get install -y ${packages} — or set CHROME_PATH to a Chrome or Chromium.`;
}
