/** Code actions on commands, from the worker's world: which policy file an exception would stand in, and its state. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, CodeActionParams, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ownRules } from '../policy/compile';
import { includedFiles } from '../policy/included-files';
import { policyPath } from '../policy/world';
import { pathOfUri } from '../worker/folders';
import type { Mark } from './check-document';
import { codeActionsAt } from './code-actions';
import type { LanguageWorld } from './features';
import type { ActionWorld, EditedFile } from './offers';

export async function commandActions(
  document: TextDocument,
  marks: readonly Mark[],
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  documents: TextDocuments<TextDocument>,
  world: LanguageWorld,
): Promise<CodeAction[]> {
  const path = pathOfUri(document.uri);
  if (path === undefined || !world.settings().diagnostics) return [];
  const at = await actionWorld(world.folders.ofFile(path), documents, world);
  return codeActionsAt(document, marks, range, context.diagnostics, at);
}

/** What actions on commands of a workspace are prepared from. */
export async function actionWorld(
  workspace: string,
  documents: TextDocuments<TextDocument>,
  world: LanguageWorld,
): Promise<ActionWorld> {
  const policy = await policyToEdit(workspace, documents, world);
  return {
    workspace,
    providers: world.providers(),
    inForce: await world.policies.inForce(workspace),
    ...(policy && { policy, ...(await testedPolicy(workspace, documents, world)) }),
  };
}

async function testedPolicy(
  workspace: string,
  documents: TextDocuments<TextDocument>,
  { policies }: LanguageWorld,
): Promise<Pick<ActionWorld, 'tested'>> {
  const { policy: compiled, parts } = await policies.asEdited(workspace);
  if (compiled === undefined || parts === undefined) return {};
  const file = (name: string) => ({
    ...whereIs(join(workspace, name), documents),
    text: policies.textOf(workspace, name),
  });
  return { tested: { compiled, rules: ownRules(parts), file } };
}

/** The open document, where there is one. */
function whereIs(path: string, documents: TextDocuments<TextDocument>): Pick<EditedFile, 'uri' | 'version'> {
  const open = documents.all().find(({ uri }) => pathOfUri(uri) === path);
  return { uri: open?.uri ?? pathToFileURL(path).href, version: open?.version ?? null };
}

/** None in a workspace that nobody trusts, and none where the editor could not show the change before it is made. */
async function policyToEdit(
  workspace: string,
  documents: TextDocuments<TextDocument>,
  world: LanguageWorld,
): Promise<ActionWorld['policy']> {
  if (!world.settings().trusted || !world.confirmsEdits()) return undefined;
  const path = join(workspace, policyPath);
  const { files } = world.providers();
  const text = world.policies.textOf(workspace, policyPath);
  if (text === undefined && files.kind(path) !== 'absent') return undefined;
  const library = world.policies.library();
  const include = (pattern: string) => includedFiles(pattern, workspace, files);
  const { loadPolicy } = await import('../policy/loader');
  return {
    ...whereIs(path, documents),
    text,
    library,
    load: (edited) => loadPolicy({ root: { file: policyPath, text: edited }, include }, library, new Date()),
  };
}
