/** Functions of Python and JavaScript that make a path, or list names of files. */
import { headOf, isPattern, type Pattern, type Text, UNKNOWN } from '../../effects/value';
import { concat, mapKnown, TOKEN } from '../shell/text';
import { formatted, joined } from './expression';

/** What a call gives, from its arguments and what it is a method of. */
export type Making = (args: readonly Text[], object: Text, home: string) => Text;

export function makings(entries: Readonly<Record<string, Making>>): ReadonlyMap<string, Making> {
  return new Map(
    Object.entries(entries).flatMap(([names, making]) => names.split(' ').map((name) => [name, making] as const)),
  );
}

const first: Making = ([text]) => text ?? UNKNOWN;
const object: Making = (_, text) => text;
const name: Making = () => TOKEN;
const here: Making = () => '.';
const temporary: Making = () => concat('/tmp/', TOKEN);
const below: Making = ([directory]) => inside(directory ?? '.', '');
const join: Making = (args) => (args.length === 0 ? '.' : args.reduce(joined));

/** Anything in or below a directory that ends so. */
function inside(directory: Text, suffix: string): Text {
  const under = concat(directory, '/');
  if (typeof under === 'string') return { prefix: under, suffix, glob: true };
  return isPattern(under) && under.glob ? { ...under, suffix } : UNKNOWN;
}

/** What stands before the first wildcard and behind the last one. */
function globbed(pattern: Text): Text {
  if (typeof pattern !== 'string') return UNKNOWN;
  const at = pattern.search(/[*?[{]/);
  if (at < 0) return pattern;
  const suffix = /[\]}]/.test(pattern)
    ? ''
    : pattern.slice(Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1);
  return { prefix: pattern.slice(0, at), suffix, glob: true };
}

function expanded(path: Text, home: string): Text {
  const starts = headOf(path);
  if (!starts.startsWith('~')) return path;
  if (starts !== '~' && !starts.startsWith('~/')) return UNKNOWN;
  return typeof path === 'string' ? home + path.slice(1) : { ...(path as Pattern), prefix: home + starts.slice(1) };
}

const expandsHome: Making = ([path], _, home) => expanded(path ?? UNKNOWN, home);

const homeVariable: Making = ([variable], _, home) => (variable === 'HOME' ? home : UNKNOWN);

function directoryOf(path: Text): Text {
  if (typeof path === 'string' && /(^|\/)\.{1,2}$/.test(path)) return `${path}/..`;
  if (typeof path === 'string') return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
  return UNKNOWN;
}

/** A file beside another. */
function beside(path: Text, ending: Text): Text {
  const directory = directoryOf(path);
  return typeof ending === 'string' ? inside(directory, ending) : UNKNOWN;
}

/** A listing is filtered or ordered; of a text something else may be made. */
const sameListing: Making = (_, listed) => (isPattern(listed) && listed.glob ? listed : UNKNOWN);

const decoded = (encoding: BufferEncoding): Making => {
  return ([text]) => mapKnown(text ?? UNKNOWN, (known) => Buffer.from(known, encoding).toString('utf8'));
};

/** `Buffer.from(text, 'base64')` */
const fromBuffer: Making = ([text, encoding = 'utf8']) =>
  typeof encoding === 'string' && Buffer.isEncoding(encoding)
    ? decoded(encoding)([text ?? UNKNOWN], UNKNOWN, '')
    : UNKNOWN;

const characters: Making = (codes) =>
  codes
    .map((code) => (/^\d{1,6}$/.test(String(code)) ? String.fromCodePoint(Number(code)) : UNKNOWN))
    .reduce(concat, '');

export const rubyTexts = makings({
  'Pathname.new Pathname URI URI.parse String': first,
  'File.join': (args) => (args.length === 0 ? '' : args.reduce(joined)),
  'File.expand_path': expandsHome,
  'Dir.home': (_args, _object, home) => home,
  'Dir.pwd Dir.getwd': here,
  'Dir.glob': ([pattern]) => globbed(pattern ?? UNKNOWN),
  'Dir.children Dir.entries': name,
  'ENV.fetch': homeVariable,
  'Base64.decode64 Base64.strict_decode64': decoded('base64'),
  '.to_s .strip .chomp': object,
});

export const pythonTexts = makings({
  'base64.b64decode base64.decodebytes': decoded('base64'),
  'bytes.fromhex binascii.unhexlify': decoded('hex'),
  chr: characters,
  'compile bytes sqlalchemy.text urllib.request.Request': first,
  '.decode': object,
  'pathlib.Path pathlib.PurePath pathlib.PosixPath os.path.join': join,
  'os.path.abspath os.path.normpath os.path.realpath os.fspath str sorted list tuple set reversed textwrap.dedent':
    first,
  'os.path.expanduser': expandsHome,
  '.expanduser': (_, path, home) => expanded(path, home),
  '.resolve .absolute .as_posix .strip .rstrip .lstrip .encode': object,
  '.joinpath': (args, path) => args.reduce(joined, path),
  '.parent': (_, path) => directoryOf(path),
  'os.path.dirname': ([path]) => directoryOf(path ?? UNKNOWN),
  '.with_suffix': ([ending], path) => beside(path, ending ?? UNKNOWN),
  '.with_name': ([file], path) => joined(directoryOf(path), file ?? UNKNOWN),
  '.name .stem os.path.basename os.listdir': name,
  '.glob .rglob': ([pattern], path) => joined(path, globbed(pattern ?? UNKNOWN)),
  'glob.glob glob.iglob': ([pattern]) => globbed(pattern ?? UNKNOWN),
  '.iterdir': (_, path) => inside(path, ''),
  'os.walk': below,
  'os.getcwd pathlib.Path.cwd': here,
  'pathlib.Path.home': (_args, _object, home) => home,
  'os.getenv os.environ.get': homeVariable,
  'tempfile.mkdtemp tempfile.mktemp tempfile.TemporaryDirectory': temporary,
  'tempfile.gettempdir': () => '/tmp',
  // What is named or numbered may come in another order.
  '.format': (args, template) => formatted(template, /\{[^{}]*\}/, /\{[^{}]/.test(String(template)) ? [] : args),
});

export const javascriptTexts = makings({
  'Buffer.from': fromBuffer,
  atob: decoded('base64'),
  'String.fromCharCode String.fromCodePoint': characters,
  'URL Request': first,
  'path.join path.posix.join': (args) =>
    args.length === 0 ? '.' : args.reduce((left, right) => concat(concat(left, '/'), right)),
  'path.resolve path.posix.resolve': join,
  'path.normalize path.posix.normalize String Array.from': first,
  'path.dirname path.posix.dirname': ([path]) => directoryOf(path ?? UNKNOWN),
  'path.basename path.posix.basename fs.readdirSync fs.readdir fs.promises.readdir fs/promises.readdir': name,
  'os.homedir process.env.HOME': (_args, _object, home) => home,
  'os.tmpdir': () => '/tmp',
  'process.cwd': here,
  'fs.mkdtempSync fs.promises.mkdtemp fs/promises.mkdtemp': ([prefix]) => concat(prefix ?? UNKNOWN, TOKEN),
  'glob.globSync glob.sync glob.glob fast-glob.sync fast-glob.globSync fs.globSync': ([pattern]) =>
    globbed(pattern ?? UNKNOWN),
  '.trim .toString': object,
  '.filter .sort .reverse .slice .toSorted': sameListing,
});
