/** Flyway and Liquibase: files of properties that hold a JDBC address. */
import { firstStated, type Text } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { type Found, firstSettings, foundByUrl, SOMEWHERE } from './found';

export function flywayDatabase(call: Call): Found | undefined {
  const url = call.invocation.variable('FLYWAY_URL');
  if (url !== undefined) return foundByUrl(call, url);
  const given = firstStated(call.words('-configFiles').at(-1)?.value, call.invocation.variable('FLYWAY_CONFIG_FILES'));
  const settings = firstSettings(
    call,
    given === undefined ? ['flyway.toml', 'flyway.conf', 'conf/flyway.conf'] : [given],
  );
  if (!settings) return undefined;
  // Environments of flyway.toml are chosen and put together in more than one way.
  if (String(settings.path).endsWith('.toml')) return SOMEWHERE;
  return byProperty(call, settings.text, 'flyway\\.url');
}

export function liquibaseDatabase(call: Call): Found | undefined {
  const url = call.invocation.variable('LIQUIBASE_COMMAND_URL');
  if (url !== undefined) return foundByUrl(call, url);
  const given = firstStated(
    call.words('--defaults-file').at(-1)?.value,
    call.invocation.variable('LIQUIBASE_DEFAULTS_FILE'),
  );
  const settings = firstSettings(call, [given === undefined ? 'liquibase.properties' : given]);
  return settings && byProperty(call, settings.text, '(?:liquibase\\.command\\.)?url');
}

function byProperty(call: Call, text: Text, name: string): Found {
  if (typeof text !== 'string') return SOMEWHERE;
  const values = [...text.matchAll(new RegExp(`^[ \\t]*${name}[ \\t]*[=:][ \\t]*(.*?)[ \\t]*\\r?$`, 'gm'))];
  const [only] = values;
  const url = values.length === 1 ? only?.[1]?.replaceAll('\\:', ':') : undefined;
  return url === undefined || /\$\{|\\/.test(url) ? SOMEWHERE : foundByUrl(call, url);
}
