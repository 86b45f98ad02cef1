import { defineCommands, mayWrite, type Desk } from './board-command.ts';
import type { CanvasTool } from '#lib/ui/board/canvas/canvas-mode.svelte.ts';

/** Takes a tool of the pen up, or puts it away. */
function pick({ stage, canvas, mode }: Desk, tool: Extract<CanvasTool, 'pen' | 'eraser'>): void {
  mode.tool = mode.tool === tool ? 'hand' : tool;
  if (mode.tool === 'hand') return stage.announce('Drag moves the canvas');
  canvas.select([]);
  stage.announce(tool === 'pen' ? 'Pen. Escape puts it away' : 'Eraser. Escape puts it away');
}

/** Drawing on the board by hand. */
export const inkCommands = defineCommands([
  {
    id: 'draw',
    group: 'Add',
    title: 'Draw with a pen',
    keys: ['d'],
    when: mayWrite,
    run: (desk) => pick(desk, 'pen'),
  },
  {
    id: 'erase',
    group: 'Add',
    title: 'Rub out drawings with the eraser',
    keys: ['r'],
    when: mayWrite,
    run: (desk) => pick(desk, 'eraser'),
  },
]);
