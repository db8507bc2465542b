/** Programs that print every variable of the environment: `print(os.environ)`, `console.log(process.env)`. */
import type { Token } from './tokens';

const ENVIRONMENT = String.raw`(?:process \. env|os \. environ|ENV|\$_ENV|\$_SERVER|getenv \( \))`;
/** What makes text of it, or goes through all of it; a single variable is another matter. */
const WHOLE = String.raw`(?: \. (?:to_h|to_a|to_s|inspect|items \( \)|copy \( \)|each|map))?(?! (?:[.[{]|\?\.))`;
const PRINTERS =
  'print|pprint|console \\. (?:log|table|dir|error|info)|JSON \\. stringify|Object \\. entries|dumps|dict|str|puts|pp?|print_r|var_dump|var_export|json_encode|echo';

const SHOWN = new RegExp(`(?:^|[ ])(?:${PRINTERS})(?: \\(){0,4}(?: [\\w.]+ \\(){0,4} ${ENVIRONMENT}${WHOLE}(?= |$)`);
const ALONE = new RegExp(`^${ENVIRONMENT}$`);
const PERL_TABLE = /(?:^| )(?:keys|values|each|map|print) (?:\( )?% ENV(?= |$)/;

export function showsEnvironment(tokens: readonly Token[]): boolean {
  if (!tokens.some(({ text }) => /^(env|environ|ENV|\$_ENV|\$_SERVER|getenv)$/.test(text))) return false;
  const text = tokens.map((token) => token.text || '""').join(' ');
  return SHOWN.test(text) || ALONE.test(text) || PERL_TABLE.test(text);
}
