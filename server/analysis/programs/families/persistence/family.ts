/** What outlives the command that starts it: schedules, and terminals that stay open. */
import type { ProgramSpec } from '../../program';
import { at, crontab, schtasks, systemdRun } from './scheduling';
import { detached, screen, tmux, zellij } from './terminals';

export const persistence: readonly ProgramSpec[] = [crontab, at, systemdRun, schtasks, tmux, screen, detached, zellij];
