import { fileURLToPath } from 'node:url';
import type { Action, EditAction } from '../../request';
import { type Fields, fieldsOf, listOf, textOf } from '../fields';
import { filesOfPatch } from './apply-patch';
import { type ToolReader, type ToolTable, unreadable } from './tool-reader';

type FileEdit = EditAction['files'][number];

const pathNames = ['filePath', 'file_path', 'path', 'target_file', 'notebook_path', 'dirPath', 'absolute_path'];
const newTextNames = ['newString', 'new_string', 'new_str', 'newCode', 'new_source', 'code', 'insert_text'];
const wholeTextNames = ['content', 'contents', 'file_text', 'text'];

/** Tools that change files by themselves, without a shell. */
export const editTools: ToolTable = {
  create_file: writeWhole('create'),
  create_directory: writeWhole('create'),
  create: writeWhole('create'),
  Write: writeWhole('overwrite'),
  write_file: writeWhole('overwrite'),
  replace_string_in_file: changePart,
  insert_edit_into_file: changePart,
  edit_notebook_file: changePart,
  edit: changePart,
  edit_file: changePart,
  Edit: changePart,
  NotebookEdit: changePart,
  replace: changePart,
  search_replace: changePart,
  MultiEdit: changeParts('edits'),
  multi_replace_string_in_file: changeParts('replacements'),
  str_replace_editor: changeByCommand,
  apply_patch: applyPatch,
  delete_file: deleteFile,
  Delete: deleteFile,
};

/** Tools of MCP servers for files, where their names differ from those of the hosts. */
export const fileServerTools: ToolTable = {
  append_file: changePart,
  edit_block: changePart,
  delete: deleteFile,
  remove: deleteFile,
  remove_file: deleteFile,
  delete_directory: deleteFile,
  remove_directory: deleteFile,
  move_file: moveFile,
  rename_file: moveFile,
};

/** Hosts name files by path or by `file:` address. */
export function pathOf(fields: Fields): string | undefined {
  const path = textOf(fields, ...pathNames);
  if (path === undefined || !path.startsWith('file:')) return path;
  try {
    return fileURLToPath(path);
  } catch {
    return path;
  }
}

function edit(files: readonly FileEdit[]): readonly Action[] {
  return [{ type: 'edit', files }];
}

const noPath = () => unreadable('an edit that names no file');

function writeWhole(op: 'create' | 'overwrite'): ToolReader {
  return (input) => {
    const path = pathOf(input);
    return path === undefined ? noPath() : edit([{ path, op, ...contentOf(input, wholeTextNames) }]);
  };
}

function changePart(input: Fields): readonly Action[] {
  const path = pathOf(input);
  const content = contentOf(input, [...newTextNames, ...wholeTextNames]);
  return path === undefined ? noPath() : edit([{ path, op: 'modify', ...content }]);
}

/** Several changes in one call, each of the file that it names, else of the one that the call names. */
function changeParts(list: string): ToolReader {
  return (input) => {
    const changes = listOf(input[list]).map(fieldsOf);
    const files = changes.map((change) => ({
      path: pathOf(change) ?? pathOf(input),
      ...contentOf(change, newTextNames),
    }));
    if (files.length === 0 || !files.every(hasPath)) return noPath();
    return edit(files.map((file) => ({ ...file, op: 'modify' })));
  };
}

function hasPath<T extends { path: string | undefined }>(file: T): file is T & { path: string } {
  return file.path !== undefined;
}

function contentOf(fields: Fields, names: readonly string[]): { readonly content?: string } {
  const content = textOf(fields, ...names);
  return content === undefined ? {} : { content };
}

function changeByCommand(input: Fields): readonly Action[] {
  if (input.command === 'view') {
    const path = pathOf(input);
    return path === undefined ? noPath() : [{ type: 'read', paths: [path] }];
  }
  return input.command === 'create' ? writeWhole('overwrite')(input, { platform: 'linux' }) : changePart(input);
}

function applyPatch(input: Fields): readonly Action[] {
  const files = filesOfPatch(textOf(input, 'input', 'patch', 'command') ?? '');
  return files === undefined ? unreadable('a patch that names no file') : edit(files);
}

function moveFile(input: Fields): readonly Action[] {
  const [path, to] = [textOf(input, 'source', 'from', 'path'), textOf(input, 'destination', 'to', 'new_path')];
  return path === undefined ? noPath() : edit([{ path, op: 'move', ...(to && { to }) }]);
}

function deleteFile(input: Fields): readonly Action[] {
  const path = pathOf(input);
  return path === undefined ? noPath() : edit([{ path, op: 'delete' }]);
}
