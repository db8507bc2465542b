/** Kinds of schema objects by the words that CREATE, ALTER and DROP use for them. */

export type ObjectKind =
  | 'table'
  | 'view'
  | 'index'
  | 'schema'
  | 'database'
  | 'function'
  | 'type'
  | 'sequence'
  | 'trigger'
  | 'policy'
  | 'role'
  | 'extension'
  | 'stream'
  | 'cast'
  | 'operator'
  | 'user-mapping'
  /** Known to be an object, of a kind the catalogue does not tell apart. */
  | 'other';

const byWords: Readonly<Record<string, ObjectKind>> = {
  table: 'table',
  'foreign table': 'table',
  'external table': 'table',
  'temporary table': 'table',
  'temp table': 'table',
  'dynamic table': 'table',
  view: 'view',
  'materialized view': 'view',
  index: 'index',
  'search index': 'index',
  'fulltext index': 'index',
  schema: 'schema',
  database: 'database',
  keyspace: 'database',
  catalog: 'database',
  function: 'function',
  procedure: 'function',
  proc: 'function',
  routine: 'function',
  aggregate: 'function',
  'aggregate function': 'function',
  package: 'function',
  'package body': 'function',
  macro: 'function',
  type: 'type',
  'type body': 'type',
  domain: 'type',
  sequence: 'sequence',
  trigger: 'trigger',
  'event trigger': 'trigger',
  rule: 'trigger',
  event: 'trigger',
  policy: 'policy',
  'row access policy': 'policy',
  'all row access': 'policy',
  'security policy': 'policy',
  'masking policy': 'policy',
  role: 'role',
  user: 'role',
  group: 'role',
  login: 'role',
  'server role': 'role',
  'application role': 'role',
  'database role': 'role',
  extension: 'extension',
  stream: 'stream',
  cast: 'cast',
  operator: 'operator',
  'operator class': 'operator',
  'operator family': 'operator',
  transform: 'cast',
  'user mapping': 'user-mapping',
};

const others = `tablespace|server|publication|subscription|foreign data wrapper|language|trusted language|statistics|
  collation|conversion|text search configuration|text search dictionary|text search parser|text search template|access
  method|synonym|public synonym|directory|profile|database link|public database link|materialized view log|outline|
  context|java|library|edition|partition function|partition scheme|assembly|certificate|credential|asymmetric key|
  symmetric key|master key|endpoint|fulltext catalog|fulltext stoplist|message type|contract|queue|service|route|
  xml schema collection|remote service binding|default|workload group|resource pool|resource group|external data
  source|external file format|column master key|column encryption key|server audit|database audit|availability group|
  stage|pipe|task|warehouse|share|file format|integration|storage integration|network policy|resource monitor|tag|
  alert|secret|connection|snapshot table|model|reservation|capacity|assignment|logfile group|undo tablespace|spatial
  reference system|column|large object|property graph|attached|backup|compute pool|streamlit|notebook|dimension|
  hierarchy|analytic view|cluster|procedural language|server configuration|placement policy|binding|global binding|
  session binding|resource`;

export const objectKinds: ReadonlyMap<string, ObjectKind> = new Map([
  ...others.split('|').map((words): [string, ObjectKind] => [words.trim().replace(/\s+/g, ' '), 'other']),
  ...Object.entries(byWords),
]);
