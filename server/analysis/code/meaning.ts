/** What a call of a language's library means to us. `of: 'object'` is a method of the path that it is about. */

import type { Making } from './path-functions';

export type Meaning =
  /** Runs a shell text, a list of words, or either. */
  | { readonly does: 'run'; readonly as: 'shell' | 'words' | 'either' }
  /** `at` is the argument with the path, the last one when it is -1. */
  | {
      readonly does: 'delete';
      readonly recursive: boolean | 'option';
      readonly at?: number;
      readonly of?: 'object';
    }
  | {
      readonly does: 'write';
      readonly mode: 'overwrite' | 'append' | 'create' | 'truncate';
      readonly at?: number;
      readonly of?: 'object';
    }
  | { readonly does: 'read'; readonly of?: 'object' }
  /** `open(path, 'w')`: the second argument decides. */
  | { readonly does: 'open'; readonly of?: 'object' }
  /** Perl's `open(F, "cmd|")`, `open(my $f, '<', path)`: a handle, the mode, and what is opened, a command perhaps. */
  | { readonly does: 'open-handle' }
  /** From the first to the second path. */
  | { readonly does: 'move' | 'copy'; readonly of?: 'object' }
  | { readonly does: 'perms'; readonly change: 'owner' | 'other'; readonly of?: 'object' }
  | { readonly does: 'fetch' | 'upload'; readonly at?: number }
  /** `fetch(url, { method: 'POST' })`; `body` is the argument that holds what is sent. */
  | { readonly does: 'request'; readonly body?: number }
  /** `session.post(url, …)`, of anything that is given a URL. */
  | { readonly does: 'post' }
  /** `connection.request('POST', path, body)` */
  | { readonly does: 'send-request' }
  | { readonly does: 'sql' }
  | { readonly does: 'connect'; readonly purpose: 'raw' | 'ssh' | 'db' }
  /** `socket.connect((host, port))` */
  | { readonly does: 'connect-to' }
  | { readonly does: 'listen' }
  | { readonly does: 'send'; readonly channel: 'email' }
  | { readonly does: 'signal' }
  | { readonly does: 'environment' }
  /** Deletes the rows of a model, or of what a query has found. */
  | { readonly does: 'rows'; readonly method?: 'truncate' | 'flush' }
  | { readonly does: 'drop'; readonly object: 'database' | 'collection' | 'table' }
  /** Destroys something of a cloud's. */
  | { readonly does: 'destroy' }
  /** Works in another folder from then on. */
  | { readonly does: 'chdir' }
  /** Runs the text of an argument as code of the same language. */
  | { readonly does: 'evaluate' }
  /** Runs code that cannot be seen. */
  | { readonly does: 'anything' }
  /** Reaches, by what no name tells, for what could do anything: the same as evaluating text that cannot be told. */
  | { readonly does: 'reach' }
  /** `getattr(os, name)`: harmless where the name is, or the object is nothing dangerous. */
  | { readonly does: 'reach-member' }
  | { readonly does: 'nothing' };

export interface Library {
  /** Canonical name of a callee → what it means. A leading dot stands for a method of anything. */
  readonly calls: ReadonlyMap<string, Meaning>;
  /** Modules of which every call is harmless. */
  readonly harmless: ReadonlySet<string>;
  /** Modules of which these members are harmless and those in `calls` are known; others are not. */
  readonly mixed: Readonly<Record<string, RegExp>>;
  /** A dot joins two texts, and leads to no member. */
  readonly joinsWithDot?: true;
  /** Calls and properties that make paths and texts; only of languages whose dot leads to a member. */
  readonly texts?: ReadonlyMap<string, Making>;
}

export function callTable(entries: Readonly<Record<string, Meaning>>): ReadonlyMap<string, Meaning> {
  const table = new Map<string, Meaning>();
  for (const [names, meaning] of Object.entries(entries)) for (const name of names.split(' ')) table.set(name, meaning);
  return table;
}
