/** Back from the words our own shell has split to a command line that means the same. */
const plainWord = /^[\w@%+=:,./-]+$/;

/** One word is the command line itself (`check -- 'rm -rf build && make'`); several are its words. */
export function commandLineOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
