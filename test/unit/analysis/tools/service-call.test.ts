import { describe, expect, it } from 'vitest';
import { serviceEffects } from '../../../../server/analysis/tools/service-call';
import type { EffectDraft } from '../../../../server/effects/effect';
import { effectsOfAction } from '../shell/effects-of';

const OPAQUE = ['code.opaque reason=unknown-program'];

describe('tools of services, by their names', () => {
  const cases: readonly [tool: string, input: unknown, kinds: string[]][] = [
    ['github_merge_pull_request', {}, ['forge.change object=pr op=merge']],
    ['github__delete_repository', {}, ['forge.change object=repo op=delete']],
    ['gitlab_create_merge_request', {}, ['forge.change object=pr op=create', 'comm.send channel=pr']],
    ['github_add_issue_comment', {}, ['comm.send channel=issue']],
    ['kubernetes_kubectl_delete', { resourceType: 'namespace', name: 'shop' }, ['k8s.delete object=namespace']],
    ['kubernetes_scaleDeployment', { kind: 'deployment' }, ['k8s.change object=deployment op=scale']],
    ['docker_remove_volume', { name: 'data' }, ['container.destroy object=volume']],
    ['stripe_create_refund', {}, ['money.move op=refund']],
    ['stripe_create_payment_intent', {}, ['money.move op=charge']],
    ['stripe_update_customer', {}, ['saas.change category=payment op=update']],
    ['slack_post_message', {}, ['comm.send channel=chat']],
    ['gmail_send_email', {}, ['comm.send channel=email']],
    ['mongodb_delete-many', { collection: 'users', filter: {} }, ['db.rows.delete where=none']],
    ['mongodb_delete-many', { collection: 'users', filter: { id: 1 } }, ['db.rows.delete where=other']],
    ['mongodb_drop-collection', { collection: 'users' }, ['db.schema.drop object=collection']],
    ['redis_flushall', {}, ['db.rows.delete where=none']],
    ['aws_terminateInstances', {}, ['infra.destroy']],
    ['cloudflare_delete_dns_record', {}, ['saas.change category=dns op=delete']],
    ['vercel_deploy', {}, ['deploy.release op=deploy']],
    ['notes_delete_page', {}, ['saas.change category=other op=delete']],
  ];
  it.each(cases)('%s %j', (tool, input, expected) => {
    expect(serviceEffects(tool, input).map(told)).toEqual(expected);
  });

  const silent = [
    'github_search_code',
    'linear_list_deleted_issues',
    'linear_create_issue',
    'playwright_browser_close',
    'memory_delete_entities',
    'kubernetes_get_pods',
    'weather_now',
  ];
  it.each(silent)('%s says nothing that counts', (tool) => {
    expect(effectsOfAction({ type: 'unknown-tool', tool, input: {} })).toEqual(OPAQUE);
  });

  it('and what the arguments say counts beside the name', () => {
    const effects = effectsOfAction({ type: 'unknown-tool', tool: 'aws_delete_all', input: { cli_command: 'rm a' } });
    expect(effects).toEqual(['fs.delete ./a ‹cli_command›', expect.stringMatching(/^infra\.destroy/)]);
  });
});

describe('cells of a notebook', () => {
  const notebook = (...sources: unknown[]) =>
    JSON.stringify({ cells: sources.map((source) => ({ cell_type: 'code', source })), metadata: {} });
  const run = (text: string) => effectsOfAction({ type: 'notebook', path: 'a.ipynb' }, { files: { 'a.ipynb': text } });
  const executed = 'code.exec ./a.ipynb origin=workspace-file resolved=false';

  it('may be any of its code cells', () => {
    expect(run(notebook(['import os\n', 'os.remove("a")\n'], 'print(1)'))).toEqual([
      executed,
      'fs.delete ./a [possible]',
    ]);
  });
  it('may be commands and scripts of the shell', () => {
    expect(run(notebook('!rm a\nx = 1', '%%bash\nrm b'))).toEqual([
      executed,
      'fs.delete ./a [possible]',
      'fs.delete ./b [possible]',
    ]);
  });
  it.each(['', '{', '[]', '{"cells":1}'])('are opaque in what is no notebook: %j', (text) => {
    expect(run(text)).toEqual(['code.opaque a.ipynb reason=unresolved-command']);
  });
});

/** The attributes that rules look at. */
function told(effect: EffectDraft): string {
  const attributes = Object.entries(effect).filter(([name]) => /^(op|object|channel|where|category)$/.test(name));
  return [effect.kind, ...attributes.map(([name, value]) => `${name}=${value}`).sort()].join(' ');
}
