/** A program's options, written as its usage would: `-r,-R,--recursive -o,--output=FILE -i[=SUFFIX] --arg=NAME=VALUE`. */

export interface Option {
  readonly names: readonly string[];
  /** How many values it takes. */
  readonly arity: number;
  /** Its value must be attached (`--color=always`, `-i.bak`) and may be left out. */
  readonly optional: boolean;
}

export interface OptionTable {
  /** The usage text it was read from: the same string for the same table. */
  readonly usage: string;
  /** The option of this exact spelling, dashes included. */
  exact(name: string): Option | undefined;
  /** The option of which this is an unambiguous beginning, as GNU programs accept (`--recurs`). */
  abbreviated(name: string): Option | undefined;
}

const tables = new Map<string, Map<string, OptionTable>>();

/** The table of a sub-command's usage text in front of the one it inherits; each pair is read once. */
export function optionTable(own: string, inherited = ''): OptionTable {
  let heirs = tables.get(own);
  if (!heirs) {
    heirs = new Map();
    tables.set(own, heirs);
  }
  let table = heirs.get(inherited);
  if (!table) {
    table = createTable(inherited === '' ? own : `${own} ${inherited}`);
    heirs.set(inherited, table);
  }
  return table;
}

function createTable(usage: string): OptionTable {
  const byName = new Map<string, Option>();
  for (const entry of usage.split(/\s+/)) {
    if (entry === '') continue;
    const option = readEntry(entry);
    // The first one wins, so that a sub-command's table can be put in front of the one it inherits.
    for (const name of option.names) if (!byName.has(name)) byName.set(name, option);
  }
  return {
    usage,
    exact: (name) => byName.get(name),
    abbreviated(name) {
      const found = new Set<Option>();
      for (const [full, option] of byName) if (full.startsWith(name)) found.add(option);
      return found.size === 1 ? [...found][0] : undefined;
    },
  };
}

function readEntry(entry: string): Option {
  const optional = entry.endsWith(']');
  const valueAt = entry.search(optional ? /\[=/ : /=/);
  const names = (valueAt < 0 ? entry : entry.slice(0, valueAt)).split(',');
  const arity = optional || valueAt < 0 ? 0 : entry.slice(valueAt).split('=').length - 1;
  return { names, arity, optional };
}
