import type { Frame, Point } from '#lib/domain/board/card.ts';
import {
  heightReach,
  zoneNodeId,
  type BoardNode,
  type FrameNode,
  type NodeSources,
  type ZoneNode,
} from './board-node.ts';

/** A zone of the format's steps, which nobody takes hold of. */
export function zoneNode(frame: Frame, before: BoardNode | undefined): ZoneNode {
  const kept = before?.type === 'zone' ? before : undefined;
  if (kept?.data.frame === frame) return kept;
  return { ...groundNode(frame, kept), id: zoneNodeId(frame), position: frame.at, type: 'zone', draggable: false };
}

/** A frame that people made. It is selected by its title, or by a box round all of it (see `BoxSelection`). */
export function frameNode(frame: Frame, before: BoardNode | undefined, sources: NodeSources): FrameNode {
  const kept = before?.type === 'frame' ? before : undefined;
  const isHeld = sources.held.has(frame.id);
  const led = isHeld ? undefined : sources.drags[frame.id];
  const position: Point = isHeld && kept !== undefined ? kept.position : (led ?? frame.at);
  const names = [led === undefined ? '' : 'led', frame.group !== null && sources.groups.has(frame.group) ? 'mate' : ''];
  const className = names.filter((name) => name !== '').join(' ') || undefined;
  const isSame =
    kept?.data.frame === frame &&
    kept.position.x === position.x &&
    kept.position.y === position.y &&
    kept.class === className &&
    kept.draggable === (!sources.readOnly && !frame.locked);
  if (isSame) return kept;
  return {
    ...groundNode(frame, kept),
    ...(kept?.selected === true ? { selected: true } : {}),
    ...(className === undefined ? {} : { class: className }),
    id: frame.id,
    position,
    type: 'frame',
    draggable: !sources.readOnly && !frame.locked,
    dragHandle: '.frame-grip',
  };
}

function groundNode(frame: Frame, kept: BoardNode | undefined) {
  return {
    ...(kept?.measured === undefined ? {} : { measured: kept.measured }),
    width: frame.size.width,
    height: frame.size.height,
    data: { frame },
    // Frames lie over the zones of the steps, and under all cards and pictures.
    zIndex: -2 * heightReach + (frame.step === null ? 1 : 0),
    selectable: false,
    focusable: false,
    ariaRole: 'presentation' as const,
    domAttributes: { 'aria-roledescription': undefined },
  };
}
