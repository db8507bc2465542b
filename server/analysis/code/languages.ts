/** The languages that are read. */
import { javascriptLexis, javascriptLibrary, javascriptNames } from './javascript';
import type { Library } from './meaning';
import type { Names } from './names';
import { type IndirectForms, javascriptForms, phpForms, pythonForms, rubyForms } from './plain-forms';
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
  readonly forms: IndirectForms;
}

const PYTHON: Language = {
  lexis: pythonLexis,
  library: pythonLibrary,
  learn: pythonNames,
  bareCalls: false,
  forms: pythonForms,
};
const JAVASCRIPT: Language = {
  lexis: javascriptLexis,
  library: javascriptLibrary,
  learn: javascriptNames,
  bareCalls: false,
  forms: javascriptForms,
};
const RUBY: Language = { lexis: rubyLexis, library: rubyLibrary, learn: rubyNames, bareCalls: true, forms: rubyForms };
const PERL: Language = { lexis: perlLexis, library: perlLibrary, learn: perlNames, bareCalls: true, forms: [] };
const PHP: Language = { lexis: phpLexis, library: phpLibrary, learn: phpNames, bareCalls: false, forms: phpForms };

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
