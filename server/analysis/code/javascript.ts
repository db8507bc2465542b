/** JavaScript's library under Node, as far as it can do harm. */
import { assignJavascript } from './javascript-assignments';
import { callTable, type Library } from './meaning';
import type { Names } from './names';
import { javascriptTexts } from './path-functions';
import type { Lexis, Token } from './tokens';

export const javascriptLexis: Lexis = {
  lineComments: /\/\/|^#!/y,
  blockComments: true,
  quotes: '"\'`',
  regexLiterals: true,
  interpolation: (quote) => (quote === '`' ? /\$\{/g : undefined),
};

export const javascriptLibrary: Library = {
  calls: callTable({
    'child_process.exec child_process.execSync shelljs.exec .execSync bun.$ Bun.$ zx.$ execa.$ dax.$ dax.default': {
      does: 'run',
      as: 'shell',
    },
    'child_process.spawn child_process.spawnSync child_process.execFile child_process.execFileSync child_process.fork execa.execa execa cross-spawn Bun.spawn Bun.spawnSync Deno.Command Deno.run .spawnSync .execFileSync':
      { does: 'run', as: 'either' },
    'fs.rm fs.rmSync fs.promises.rm fs/promises.rm fs-extra.remove fs-extra.removeSync fs-extra.emptyDir fs-extra.emptyDirSync rimraf.rimraf rimraf rimraf.sync rimraf.rimrafSync rimraf.native del.deleteAsync del.deleteSync del Deno.remove Deno.removeSync .rmSync .removeSync':
      { does: 'delete', recursive: 'option' },
    'fs.rmdir fs.rmdirSync fs.promises.rmdir fs/promises.rmdir': { does: 'delete', recursive: 'option' },
    'shelljs.rm': { does: 'delete', recursive: true, at: -1 },
    'fs.unlink fs.unlinkSync .unlinkSync fs.promises.unlink fs/promises.unlink': { does: 'delete', recursive: false },
    'fs.writeFile fs.writeFileSync .writeFileSync fs.promises.writeFile fs/promises.writeFile fs.createWriteStream fs-extra.outputFile fs-extra.writeJson fs-extra.writeJsonSync Bun.write Deno.writeTextFile Deno.writeTextFileSync Deno.writeFile':
      { does: 'write', mode: 'overwrite' },
    'fs.appendFile fs.appendFileSync fs.promises.appendFile fs/promises.appendFile': { does: 'write', mode: 'append' },
    'fs.truncate fs.truncateSync fs.promises.truncate': { does: 'write', mode: 'truncate' },
    'fs.mkdir fs.mkdirSync fs.promises.mkdir fs/promises.mkdir fs-extra.ensureDir fs-extra.ensureDirSync fs.mkdtempSync fs.mkdtemp':
      {
        does: 'write',
        mode: 'create',
      },
    'fs.symlink fs.symlinkSync fs.link fs.linkSync fs.promises.symlink': { does: 'write', mode: 'create', at: 1 },
    'fs.readFile fs.readFileSync fs.promises.readFile fs/promises.readFile fs.createReadStream Deno.readTextFile Deno.readTextFileSync Bun.file':
      { does: 'read' },
    'fs.rename fs.renameSync fs.promises.rename fs/promises.rename fs-extra.move': { does: 'move' },
    'fs.copyFile fs.copyFileSync fs.promises.copyFile fs.cp fs.cpSync fs.promises.cp fs/promises.cp fs-extra.copy fs-extra.copySync':
      {
        does: 'copy',
      },
    'fs.chmod fs.chmodSync fs.promises.chmod': { does: 'perms', change: 'other' },
    'fs.chown fs.chownSync fs.promises.chown': { does: 'perms', change: 'owner' },
    'fetch undici.fetch node-fetch axios got http.request https.request': { does: 'request' },
    'http.get https.get axios.get axios.head got.get undici.request': { does: 'fetch' },
    'axios.post axios.put axios.patch axios.delete got.post got.put got.patch got.delete': { does: 'upload' },
    'net.connect net.createConnection net.Socket tls.connect dgram.createSocket WebSocket': {
      does: 'connect',
      purpose: 'raw',
    },
    'pg.Client pg.Pool mysql.createConnection mysql2.createConnection mongodb.MongoClient': {
      does: 'connect',
      purpose: 'db',
    },
    'sql .unsafe .queryArray .queryObject .query .execute .exec .$queryRaw .$executeRaw .$queryRawUnsafe .$executeRawUnsafe .raw .prepare .run .runSql':
      {
        does: 'sql',
      },
    '.deleteMany .truncate': { does: 'rows' },
    '.flushall .flushdb .flushAll .flushDb': { does: 'rows', method: 'flush' },
    '.dropDatabase': { does: 'drop', object: 'database' },
    '.dropCollection': { does: 'drop', object: 'collection' },
    '.dropTable': { does: 'drop', object: 'table' },
    '.post .put .patch': { does: 'post' },
    'http.createServer https.createServer net.createServer Bun.serve Deno.serve': { does: 'listen' },
    'process.chdir': { does: 'chdir' },
    'process.kill': { does: 'signal' },
    'eval Function vm.runInThisContext vm.runInNewContext vm.runInContext vm.Script vm.compileFunction': {
      does: 'evaluate',
    },
    'import require worker_threads.Worker': { does: 'anything' },
    'process.binding process.dlopen': { does: 'reach' },
  }),
  harmless: new Set(
    'path url util crypto assert events stream stream/promises readline zlib querystring string_decoder timers timers/promises perf_hooks punycode buffer console os module v8 async_hooks diagnostics_channel assert/strict util/types path/posix lodash semver chalk yaml js-yaml uuid dayjs moment date-fns typescript zod commander minimist glob fast-glob'.split(
      ' ',
    ),
  ),
  texts: javascriptTexts,
  mixed: {
    fs: /^(existsSync|statSync|stat|lstatSync|lstat|readdirSync|readdir|accessSync|access|realpathSync(\.native)?|realpath|constants\..*|watch|watchFile|readlinkSync|fstatSync|closeSync|opendirSync|promises\.(stat|lstat|readdir|access|realpath|readlink|opendir)|Stats|Dirent)$/,
    'fs/promises': /^(stat|lstat|readdir|access|realpath|readlink|opendir|constants)$/,
    child_process: /^$/,
    process:
      /^(exit|cwd|argv\..*|stdout\..*|stderr\..*|stdin\..*|on|once|nextTick|memoryUsage|hrtime(\.bigint)?|uptime|version|versions|emitWarning|cpuUsage|resourceUsage|getuid|chdir|env\..*|exitCode|umask|off|removeListener|removeAllListeners|getActiveResourcesInfo|report\..*)$/,
    http: /^(Agent|STATUS_CODES|METHODS)$/,
    https: /^(Agent)$/,
    vm: /^(isContext|createContext)$/,
    net: /^(isIP|isIPv4|isIPv6)$/,
    Deno: /^(exit|args.*|cwd|env\.get|stdout\..*|readDir|stat|lstat)$/,
    Bun: /^(version|env.*|sleep|hash.*)$/,
    worker_threads: /^(isMainThread|parentPort.*|threadId)$/,
    dns: /^.*$/,
    tls: /^$/,
  },
};

/** `const fs = require('fs')`, `const { rmSync: r } = require('fs')`, `import x, { y as z } from 'm'`, constants. */
export function javascriptNames(tokens: readonly Token[], names: Names): void {
  tokens.forEach((token, at) => {
    if (token.type === 'string' && tokens[at - 1]?.text === 'from') readImport(tokens, at, names);
    else if (token.type !== 'name') return;
    else if (token.text === 'import' && tokens[at + 1]?.type === 'string')
      names.importModule(moduleOf(tokens[at + 1]!), undefined, '');
    else if (isLoad(token) && tokens[at + 1]?.text === '(' && tokens[at + 2]?.type === 'string')
      readLoad(tokens, at, names);
    else if (token.text === 'function' || token.text === 'class') names.define(tokens[at + 1]?.text ?? '');
    else if (tokens[at + 1]?.text === '=' && isFunction(tokens, at + 2)) names.define(token.text);
  });
  assignJavascript(tokens, names);
}

function isFunction(tokens: readonly Token[], at: number): boolean {
  return tokens[at + 1]?.text === '=>' || /^(function|async|\()$/.test(tokens[at]?.text ?? '');
}

function isLoad(token: Token): boolean {
  return token.text === 'require' || token.text === 'import';
}

function moduleOf(token: Token): string {
  return typeof token.value === 'string' ? token.value.replace(/^node:/, '') : '?';
}

function readLoad(tokens: readonly Token[], at: number, names: Names): void {
  if (tokens[at + 4]?.text === '.' && tokens[at + 5]?.text === 'then') readThen(tokens, at, names);
  else readRequire(tokens, at, names);
}

/** `import('m').then((m) => …)`, `import('m').then(({ a, b: c }) => …)` */
function readThen(tokens: readonly Token[], at: number, names: Names): void {
  const module = moduleOf(tokens[at + 2]!);
  names.importModule(module, undefined, '');
  const first = at + (tokens[at + 7]?.text === 'async' ? 8 : 7);
  const open = tokens[first]?.text === '(' ? first + 1 : first;
  if (tokens[open]?.type === 'name') names.alias(tokens[open].text, module);
  const close = tokens.slice(open, open + MAX_PATTERN).findIndex(({ text }) => text === '}');
  if (tokens[open]?.text === '{' && close > 0) readPattern(tokens, open + close, module, names);
}

const MAX_PATTERN = 60;

/** The names left of `= require('m')`, or right of a call: `require('m').x(…)` is left to the reader of calls. */
function readRequire(tokens: readonly Token[], at: number, names: Names): void {
  const module = moduleOf(tokens[at + 2]!);
  let left = at - 1;
  if (tokens[left]?.text === 'await') left--;
  const member = tokens[at + 4]?.text === '.' ? tokens[at + 5]?.text : undefined;
  const canonical = member && tokens[at + 6]?.text !== '(' ? `${module}.${member}` : module;
  const target = tokens[left]?.text === '=' ? tokens[left - 1] : undefined;
  names.importModule(module, target?.type === 'name' ? target.text : undefined, canonical);
  if (target?.text === '}') readPattern(tokens, left - 1, canonical, names);
}

function readImport(tokens: readonly Token[], at: number, names: Names): void {
  const module = moduleOf(tokens[at]!);
  names.importModule(module, undefined, module);
  let index = at - 2;
  if (tokens[index]?.text === '}') index = readPattern(tokens, index, module, names);
  for (; index >= 0 && tokens[index]!.text !== 'import'; index--) {
    if (tokens[index]!.type === 'name' && tokens[index]!.text !== 'as') names.alias(tokens[index]!.text, module);
  }
}

/** `{ a, b: c, d as e }`, read backwards from its closing brace; the index before the opening one. */
function readPattern(tokens: readonly Token[], close: number, module: string, names: Names): number {
  let at = close - 1;
  while (at >= 0 && tokens[at]!.text !== '{') {
    const name = tokens[at]!;
    const renames = tokens[at - 1]?.text === ':' || tokens[at - 1]?.text === 'as';
    if (name.type === 'name')
      names.alias(name.text, `${module}.${renames ? (tokens[at - 2]?.text ?? name.text) : name.text}`);
    at -= renames ? 3 : 1;
  }
  return at - 1;
}
