/** Ruby, Perl and PHP, as far as their libraries can do harm. */
import { UNKNOWN } from '../../effects/value';
import { callTable, type Library } from './meaning';
import { assignExpression } from './name-values';
import type { Names } from './names';
import { rubyTexts } from './path-functions';
import type { Lexis, Token } from './tokens';

export const rubyLexis: Lexis = {
  lineComments: /#(?!\{)/y,
  quotes: '"\'`',
  shellQuote: true,
  regexLiterals: true,
  interpolation: (quote) => (quote === "'" ? undefined : /#\{/g),
};

export const rubyLibrary: Library = {
  calls: callTable({
    'system exec spawn Kernel.system Kernel.exec Kernel.spawn IO.popen Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen3 Process.spawn sh Process.exec':
      { does: 'run', as: 'either' },
    'FileUtils.rm_rf FileUtils.rm_r FileUtils.remove_dir FileUtils.remove_entry FileUtils.remove_entry_secure FileUtils.rmtree rm_rf rm_r':
      {
        does: 'delete',
        recursive: true,
      },
    'File.delete File.unlink FileUtils.rm FileUtils.rm_f FileUtils.remove Dir.rmdir Dir.delete Dir.unlink': {
      does: 'delete',
      recursive: false,
    },
    '.rmtree': { does: 'delete', recursive: true, of: 'object' },
    '.post .put .patch': { does: 'post' },
    'File.write IO.write File.binwrite': { does: 'write', mode: 'overwrite' },
    'FileUtils.mkdir FileUtils.mkdir_p Dir.mkdir FileUtils.touch FileUtils.ln_s': { does: 'write', mode: 'create' },
    'File.truncate': { does: 'write', mode: 'truncate' },
    'File.read IO.read File.readlines File.foreach IO.readlines': { does: 'read' },
    'File.open File.new open': { does: 'open' },
    'File.rename FileUtils.mv FileUtils.move': { does: 'move' },
    'FileUtils.cp FileUtils.cp_r FileUtils.copy': { does: 'copy' },
    'File.chmod FileUtils.chmod FileUtils.chmod_R': { does: 'perms', change: 'other' },
    'FileUtils.chown FileUtils.chown_R': { does: 'perms', change: 'owner' },
    'Net.HTTP.get URI.open Net.HTTP.get_response HTTParty.get Faraday.get RestClient.get': { does: 'fetch' },
    'Net.HTTP.post Net.HTTP.post_form HTTParty.post Faraday.post RestClient.post': { does: 'upload' },
    'TCPSocket.new Socket.tcp TCPSocket.open UDPSocket.new': { does: 'connect', purpose: 'raw' },
    'TCPServer.new WEBrick.HTTPServer.new': { does: 'listen' },
    '.execute .exec .exec_params .select_all .exec_query .query': { does: 'sql' },
    'Process.kill': { does: 'signal' },
    'eval instance_eval class_eval module_eval': { does: 'evaluate' },
    'Marshal.load load require_relative fork Object.send public_send syscall .destroy': {
      does: 'anything',
    },
    '.destroy_all .delete_all': { does: 'rows' },
  }),
  harmless: new Set(
    'json yaml csv set time date digest securerandom erb optparse ostruct pp bigdecimal base64 uri stringio tempfile pathname fileutils open3 net/http open-uri socket English benchmark logger zlib shellwords timeout etc'.split(
      ' ',
    ),
  ),
  texts: rubyTexts,
  mixed: {},
};

export function rubyNames(tokens: readonly Token[], names: Names): void {
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token.type !== 'name') return;
    if (token.text === 'require' && next?.type === 'string') names.importModule(String(next.value), undefined, '');
    else if (/^(def|class|module)$/.test(token.text)) names.define(next?.text ?? '');
    else readValue(tokens, at, names);
  });
}

export const perlLexis: Lexis = {
  lineComments: /#/y,
  quotes: '"\'`',
  shellQuote: true,
  sigils: true,
  regexLiterals: true,
  interpolation: (quote) => (quote === "'" ? undefined : /\$\w+|@\w+|\$\{/g),
};

export const perlLibrary: Library = {
  calls: callTable({
    'system exec': { does: 'run', as: 'either' },
    'unlink rmdir': { does: 'delete', recursive: false },
    'rmtree remove_tree File.Path.rmtree File.Path.remove_tree': { does: 'delete', recursive: true },
    'mkdir make_path symlink link mkpath': { does: 'write', mode: 'create' },
    truncate: { does: 'write', mode: 'truncate' },
    'rename move File.Copy.move': { does: 'move' },
    'copy File.Copy.copy': { does: 'copy' },
    chmod: { does: 'perms', change: 'other' },
    chown: { does: 'perms', change: 'owner' },
    'open sysopen': { does: 'open-handle' },
    '.post .put .patch': { does: 'post' },
    'get LWP.Simple.get getstore': { does: 'fetch' },
    'IO.Socket.INET.new socket': { does: 'connect', purpose: 'raw' },
    '.do .prepare .execute': { does: 'sql' },
    kill: { does: 'signal' },
    eval: { does: 'evaluate' },
    'do require syscall fork': { does: 'anything' },
  }),
  harmless: new Set(
    'strict warnings utf8 feature JSON JSON.PP Data.Dumper List.Util Scalar.Util POSIX Time.HiRes Time.Local MIME.Base64 Digest.MD5 Digest.SHA Getopt.Long File.Basename File.Spec Text.Wrap Encode constant vars lib integer bigint File.Path File.Copy Cwd Term.ANSIColor File.Find File.Temp open'.split(
      ' ',
    ),
  ),
  joinsWithDot: true,
  mixed: {},
};

export function perlNames(tokens: readonly Token[], names: Names): void {
  tokens.forEach((token, at) => {
    if (token.type !== 'name') return;
    if (token.text === 'use' && tokens[at + 1]?.type === 'name')
      names.importModule(moduleAfter(tokens, at + 1), undefined, '');
    else if (token.text === 'sub') names.define(tokens[at + 1]?.text ?? '');
    else readValue(tokens, at, names);
  });
}

function moduleAfter(tokens: readonly Token[], from: number): string {
  let name = tokens[from]!.text;
  for (let at = from + 1; tokens[at]?.text === '::' && tokens[at + 1]?.type === 'name'; at += 2)
    name += `.${tokens[at + 1]!.text}`;
  return /^v?\d/.test(name) ? 'strict' : name;
}

export const phpLexis: Lexis = {
  lineComments: /#|\/\//y,
  blockComments: true,
  quotes: '"\'`',
  shellQuote: true,
  sigils: true,
  interpolation: (quote) => (quote === "'" ? undefined : /\$\w+|\{\$/g),
};

export const phpLibrary: Library = {
  calls: callTable({
    'system exec shell_exec passthru popen proc_open': { does: 'run', as: 'shell' },
    pcntl_exec: { does: 'run', as: 'words' },
    'unlink rmdir': { does: 'delete', recursive: false },
    'File.deleteDirectory Storage.deleteDirectory File.delete Storage.delete': { does: 'delete', recursive: true },
    'file_put_contents fputcsv': { does: 'write', mode: 'overwrite' },
    'mkdir touch symlink link': { does: 'write', mode: 'create' },
    'file_get_contents readfile file parse_ini_file show_source highlight_file': { does: 'read' },
    fopen: { does: 'open' },
    rename: { does: 'move' },
    copy: { does: 'copy' },
    chmod: { does: 'perms', change: 'other' },
    'chown chgrp': { does: 'perms', change: 'owner' },
    'curl_exec curl_multi_exec fsockopen pfsockopen stream_socket_client socket_connect': {
      does: 'connect',
      purpose: 'raw',
    },
    '.query .exec .prepare .statement .unprepared mysqli_query pg_query mysql_query DB.statement DB.delete DB.unprepared DB.select':
      {
        does: 'sql',
      },
    '.truncate .forceDelete': { does: 'rows' },
    '.post .put .patch': { does: 'post' },
    mail: { does: 'send', channel: 'email' },
    posix_kill: { does: 'signal' },
    'phpinfo getenv': { does: 'environment' },
    'eval assert create_function': { does: 'evaluate' },
    'include include_once require require_once unserialize call_user_func call_user_func_array dl pcntl_fork': {
      does: 'anything',
    },
  }),
  harmless: new Set(),
  joinsWithDot: true,
  mixed: {},
};

export function phpNames(tokens: readonly Token[], names: Names): void {
  tokens.forEach((token, at) => {
    if (token.type !== 'name') return;
    if (token.text === 'function' || token.text === 'class') names.define(tokens[at + 1]?.text ?? '');
    // `include 'x.php'` needs no parentheses.
    else if (/^(include|require)(_once)?$/.test(token.text)) names.unknownModule = true;
    else readValue(tokens, at, names);
  });
}

/** `$x = …`, `$x .= …`, `foreach … as $x`. */
function readValue(tokens: readonly Token[], at: number, names: Names): void {
  const [sign, second] = [tokens[at + 1], tokens[at + 2]];
  if (sign?.type !== 'punct') return;
  if (sign.text === '=' && second?.text !== '=') assignExpression(tokens[at]!.text, tokens, at + 2, names);
  else if (/^[-+*/.|&?<]$/.test(sign.text) && (second?.text === '=' || tokens[at + 3]?.text === '='))
    names.assign(tokens[at]!.text, () => UNKNOWN);
}
