/** The languages that are read. */
import { javascriptLexis, javascriptLibrary, javascriptNames } from './javascript';
import type { Library } from './meaning';
import type { Names } from './names';
import { pythonLexis, pythonLibrary, pythonNames } from './python';
import {
  perlLexis,
  perlLibrary,
  perlNames,
  phpLexis,
  phpLibrary,
  phpNames,
  rubyLexis,
  rubyLibrary,
  rubyNames,
} from './scripting';
import type { Lexis, Token } from './tokens';

export interface Language {
  readonly lexis: Lexis;
  readonly library: Library;
  /** Learns what the program's names stand for. */
  learn(tokens: readonly Token[], names: Names): void;
  /** `system "x"` is a call too. */
  readonly bareCalls: boolean;
}

const PYTHON: Language = { lexis: pythonLexis, library: pythonLibrary, learn: pythonNames, bareCalls: false };
const JAVASCRIPT: Language = {
  lexis: javascriptLexis,
  library: javascriptLibrary,
  learn: javascriptNames,
  bareCalls: false,
};
const RUBY: Language = { lexis: rubyLexis, library: rubyLibrary, learn: rubyNames, bareCalls: true };
const PERL: Language = { lexis: perlLexis, library: perlLibrary, learn: perlNames, bareCalls: true };
const PHP: Language = { lexis: phpLexis, library: phpLibrary, learn: phpNames, bareCalls: false };

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: PYTHON,
  py: PYTHON,
  javascript: JAVASCRIPT,
  js: JAVASCRIPT,
  node: JAVASCRIPT,
  typescript: JAVASCRIPT,
  ts: JAVASCRIPT,
  deno: JAVASCRIPT,
  bun: JAVASCRIPT,
  ruby: RUBY,
  perl: PERL,
  php: PHP,
};

export function languageNamed(name: string): Language | undefined {
  return LANGUAGES[name.toLowerCase().replace(/[\d.]+$/, '')];
}
