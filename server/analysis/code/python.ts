/** Python's library, as far as it can do harm. */
import { callTable, type Library } from './meaning';
import type { Names } from './names';
import { pythonTexts } from './path-functions';
import { assignPython } from './python-assignments';
import type { Lexis, Token } from './tokens';

export const pythonLexis: Lexis = {
  lineComments: /#/y,
  tripleQuotes: true,
  quotes: '"\'',
  interpolation: (_, prefix) => (/f/i.test(prefix) ? /\{(?!\{)/g : undefined),
};

export const pythonLibrary: Library = {
  calls: callTable({
    'os.system os.popen .system subprocess.getoutput subprocess.getstatusoutput commands.getoutput asyncio.create_subprocess_shell':
      {
        does: 'run',
        as: 'shell',
      },
    'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen sh.Command pexpect.spawn pexpect.run':
      { does: 'run', as: 'either' },
    'os.execv os.execvp os.execve os.execl os.execlp os.execle os.execlpe os.posix_spawn asyncio.create_subprocess_exec pty.spawn':
      {
        does: 'run',
        as: 'words',
      },
    'os.chdir os.fchdir': { does: 'chdir' },
    'platform.system': { does: 'nothing' },
    'shutil.rmtree': { does: 'delete', recursive: true },
    'os.remove os.unlink os.rmdir os.removedirs pathlib.Path.unlink': { does: 'delete', recursive: false },
    '.unlink .rmdir': { does: 'delete', recursive: false, of: 'object' },
    '.rmtree send2trash.send2trash': { does: 'delete', recursive: true },
    'os.rename os.renames os.replace shutil.move': { does: 'move' },
    '.rename': { does: 'move', of: 'object' },
    'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree': { does: 'copy' },
    'os.mkdir os.makedirs os.symlink os.link os.mkfifo': { does: 'write', mode: 'create' },
    'os.truncate': { does: 'write', mode: 'truncate' },
    '.write_text .write_bytes': { does: 'write', mode: 'overwrite', of: 'object' },
    '.touch .mkdir .symlink_to .hardlink_to': { does: 'write', mode: 'create', of: 'object' },
    '.read_text .read_bytes': { does: 'read', of: 'object' },
    'open io.open codecs.open gzip.open bz2.open lzma.open': { does: 'open' },
    '.open': { does: 'open', of: 'object' },
    'os.chmod': { does: 'perms', change: 'other' },
    '.chmod': { does: 'perms', change: 'other', of: 'object' },
    'os.chown shutil.chown': { does: 'perms', change: 'owner' },
    'requests.get requests.head requests.options httpx.get httpx.head urllib.request.urlretrieve aiohttp.request wget.download':
      { does: 'fetch' },
    'requests.post requests.put requests.patch requests.delete httpx.post httpx.put httpx.patch httpx.delete': {
      does: 'upload',
    },
    'requests.request httpx.request': { does: 'upload', at: 1 },
    'urllib.request.urlopen urllib.request.Request urllib2.urlopen urllib2.Request': { does: 'request', body: 1 },
    '.post .put .patch': { does: 'post' },
    '.request': { does: 'send-request' },
    '.flushall .flushdb': { does: 'rows', method: 'flush' },
    '.delete_many': { does: 'rows' },
    '.drop_database': { does: 'drop', object: 'database' },
    '.drop_collection': { does: 'drop', object: 'collection' },
    '.delete_bucket .delete_objects .delete_db_instance .delete_db_cluster .terminate_instances .delete_stack .delete_volume .delete_snapshot .delete_file_system .delete_hosted_zone':
      { does: 'destroy' },
    'socket.create_connection telnetlib.Telnet ftplib.FTP http.client.HTTPConnection http.client.HTTPSConnection': {
      does: 'connect',
      purpose: 'raw',
    },
    '.connect .connect_ex': { does: 'connect-to' },
    'paramiko.SSHClient fabric.Connection': { does: 'connect', purpose: 'ssh' },
    'psycopg2.connect psycopg.connect pymysql.connect MySQLdb.connect mysql.connector.connect pymongo.MongoClient redis.Redis sqlalchemy.create_engine asyncpg.connect':
      { does: 'connect', purpose: 'db' },
    '.execute .executemany .executescript .exec_driver_sql .run_sql .read_sql pandas.read_sql .raw': { does: 'sql' },
    'smtplib.SMTP smtplib.SMTP_SSL .sendmail': { does: 'send', channel: 'email' },
    'http.server.HTTPServer socketserver.TCPServer': { does: 'listen' },
    'os.kill os.killpg signal.pthread_kill': { does: 'signal' },
    'os.environ.copy os.environ.items': { does: 'environment' },
    'eval exec': { does: 'evaluate' },
    '__import__ importlib.import_module importlib.reload runpy.run_path runpy.run_module pickle.loads pickle.load marshal.loads code.interact os.fork':
      { does: 'anything' },
    'ctypes.CDLL ctypes.PyDLL ctypes.cdll.LoadLibrary ctypes.windll.LoadLibrary cffi.FFI': { does: 'reach' },
    getattr: { does: 'reach-member' },
  }),
  harmless: new Set(
    'json sys re math cmath datetime collections itertools functools operator random string time typing textwrap hashlib hmac base64 binascii csv struct decimal fractions statistics pprint html unicodedata uuid enum dataclasses copy glob fnmatch io argparse getpass locale platform traceback warnings inspect ast tokenize difflib zlib gzip bz2 lzma heapq bisect calendar contextlib abc types secrets timeit urllib.parse urllib.error xml.etree.ElementTree configparser tomllib toml yaml numpy pandas sqlite3 tempfile pathlib logging __future__ array queue threading concurrent.futures asyncio errno stat zipfile tarfile shlex sysconfig site importlib.metadata keyword token dis gc weakref numbers ipaddress email mimetypes cProfile pstats tracemalloc colorsys PIL matplotlib matplotlib.pyplot scipy sklearn tqdm rich tabulate bs4 lxml dateutil pytz'.split(
      ' ',
    ),
  ),
  texts: pythonTexts,
  mixed: {
    os: /^(path\b.*|getcwd\w*|listdir|walk|scandir|stat|lstat|environ(\.get|\.keys)?|getenv|getpid|getppid|getuid|getgid|geteuid|uname|cpu_count|sep|linesep|name|fspath|fsencode|fsdecode|access|chdir|getlogin|urandom|get_terminal_size|times|umask|close|fstat|isatty|readlink|getloadavg|putenv|sched_getaffinity)$/,
    shutil: /^(which|disk_usage|get_terminal_size)$/,
    subprocess: /^(PIPE|DEVNULL|STDOUT|CalledProcessError|TimeoutExpired)$/,
    socket: /^(socket|AF_INET6?|SOCK_STREAM|gethostname|getfqdn|gethostbyname|getaddrinfo|inet_aton|inet_ntoa)$/,
    requests: /^(exceptions\..*|codes\..*|Session|utils\..*)$/,
    'urllib.request': /^(Request|quote|build_opener)$/,
    urllib: /^(parse\..*|error\..*)$/,
    signal: /^(signal|SIG\w+|alarm|getsignal)$/,
    importlib: /^(metadata\..*|util\.find_spec)$/,
    http: /^(HTTPStatus.*)$/,
    pickle: /^dumps?$/,
  },
};

/** `import os as o`, `from shutil import rmtree as r`, and what the names are given. */
export function pythonNames(tokens: readonly Token[], names: Names): void {
  tokens.forEach((token, at) => {
    if (token.type !== 'name') return;
    if (token.text === 'import' && tokens[at - 1] !== undefined && isFromImport(tokens, at))
      readFrom(tokens, at, names);
    else if (token.text === 'import') readImport(tokens, at + 1, names);
    else if (token.text === 'def' || token.text === 'class') names.define(tokens[at + 1]?.text ?? '');
  });
  assignPython(tokens, names);
}

function isFromImport(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index >= 0 && at - index < 12; index--) {
    if (tokens[index]!.text === 'from') return true;
    if (tokens[index]!.startsLine || tokens[index]!.text === ';') return false;
  }
  return false;
}

function readImport(tokens: readonly Token[], from: number, names: Names): void {
  let at = from;
  while (tokens[at]?.type === 'name') {
    const [module, end] = dotted(tokens, at);
    const renamed = tokens[end]?.text === 'as' ? tokens[end + 1]?.text : undefined;
    names.importModule(module, renamed ?? module.split('.')[0]!, renamed ? module : module.split('.')[0]!);
    at = renamed ? end + 2 : end;
    if (tokens[at]?.text !== ',') return;
    at++;
  }
}

function readFrom(tokens: readonly Token[], importAt: number, names: Names): void {
  let start = importAt - 1;
  while (start > 0 && tokens[start]!.text !== 'from') start--;
  const [module] = dotted(tokens, start + 1);
  names.importModule(module, undefined, module);
  let at = importAt + 1;
  if (tokens[at]?.text === '(') at++;
  if (tokens[at]?.text === '*') names.importAll(module);
  while (tokens[at]?.type === 'name') {
    const name = tokens[at]!.text;
    const renamed = tokens[at + 1]?.text === 'as' ? tokens[at + 2]?.text : undefined;
    names.alias(renamed ?? name, `${module}.${name}`);
    at += renamed ? 3 : 1;
    if (tokens[at]?.text !== ',') return;
    at++;
  }
}

function dotted(tokens: readonly Token[], from: number): [name: string, end: number] {
  let name = '';
  let at = from;
  while (tokens[at]?.text === '.') {
    name += '.';
    at++;
  }
  if (tokens[at]?.type === 'name' && tokens[at]!.text !== 'import') name += tokens[at++]!.text;
  while (tokens[at]?.text === '.' && tokens[at + 1]?.type === 'name') {
    name += `.${tokens[at + 1]!.text}`;
    at += 2;
  }
  return [name, at];
}
