import { fieldsOf, textOf } from '../fields';
import { type ToolReader, type ToolTable, unreadable } from './tool-reader';

export const taskTools: ToolTable = {
  create_and_run_task: runDefinedTask,
  createAndRunTask: runDefinedTask,
  run_task: runNamedTask,
  runTask: runNamedTask,
  guardrails_runTask: runNamedTask,
};

function runDefinedTask(input: Parameters<ToolReader>[0]): ReturnType<ToolReader> {
  const definition = fieldsOf(input.task);
  const label = textOf(definition, 'label', 'taskName');
  return label === undefined
    ? unreadable('a task without a label')
    : [{ type: 'task', id: label, definition: input.task }];
}

function runNamedTask(input: Parameters<ToolReader>[0]): ReturnType<ToolReader> {
  const id = textOf(input, 'id', 'taskId', 'task', 'label');
  return id === undefined ? unreadable('a task call that names no task') : [{ type: 'task', id }];
}
